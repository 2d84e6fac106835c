import { defaultPolicy } from '@kerbside/domain'
import { expect, it } from 'vitest'
import { readDispatch, typedDispatch } from './zone-dispatch-form.tsx'

it('shows a zone’s switches in minutes, and reads back what they were', () => {
  const typed = typedDispatch(defaultPolicy)
  expect(typed.typed).toMatchObject({
    holdWithinSeconds: '30',
    slotHoldSeconds: '5',
  })
  expect(defaultPolicy).toMatchObject(readDispatch(typed))
  const changed = readDispatch({ policy: 'nearest-idle', typed: { ...typed.typed, slotHoldSeconds: '2.5' } })
  expect(changed).toMatchObject({ dispatchPolicy: 'nearest-idle', slotHoldSeconds: 150 })
})

import { expect, it } from 'vitest'
import { splitSimArgs } from './sim-args.ts'

it('words for the run around the simulator are told from those for the simulator', () => {
  expect(splitSimArgs(['--json', '--clock', '120', '--seed', '3', '--city=c.pbf'])).toEqual({
    own: ['--clock', '120', '--city=c.pbf'],
    simulators: ['--json', '--seed', '3'],
  })
})

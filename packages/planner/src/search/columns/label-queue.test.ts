import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeLabelQueue } from './label-queue.ts'

const labels = 6

test('labels come out by their latest instants, each once, however often they went in', () => {
  const pushes = fc.array(fc.record({ label: fc.nat({ max: labels - 1 }), instant: fc.nat({ max: 50 }) }), {
    maxLength: 60,
  })
  fc.assert(
    fc.property(pushes, (list) => {
      const queue = makeLabelQueue(labels)
      const latest = new Map<number, number>()
      for (const { label, instant } of list) {
        queue.push(instant, label)
        latest.set(label, instant)
      }
      const out: number[] = []
      for (let label = queue.pop(); label >= 0; label = queue.pop()) out.push(label)
      expect([...out].sort()).toEqual([...latest.keys()].sort())
      const instants = out.map((label) => latest.get(label) ?? -1)
      expect(instants).toEqual([...instants].sort((a, b) => a - b))
    }),
    { seed: 5, numRuns: 200 },
  )
})

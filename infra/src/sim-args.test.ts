import { expect, it } from 'vitest'
import { splitSimArgs } from './sim-args.ts'

it('words for the run around the simulator are told from those for the simulator and about its days', () => {
  expect(
    splitSimArgs([
      '--json',
      '--clock',
      '120',
      '--policy',
      'default,nearest-idle',
      '--seeds=5',
      '--city=c.pbf',
    ]),
  ).toEqual({
    own: ['--clock', '120', '--city=c.pbf'],
    simulators: ['--json'],
    policies: ['default', 'nearest-idle'],
    seeds: 5,
    hours: undefined,
    requests: undefined,
  })
})

it('a policy that is none, and a count that is none, get a sentence', () => {
  expect(() => splitSimArgs(['--policy', 'best'])).toThrow('not "best"')
  expect(() => splitSimArgs(['--seeds', '0'])).toThrow('from 1 to 1000')
})

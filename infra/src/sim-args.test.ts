import { expect, it } from 'vitest'
import { readSimArgs, splitOwn } from './sim-args.ts'

it('words for the run that is brought up are told from all others', () => {
  expect(splitOwn(['propose', '--city=c.pbf', '--zones', '5', '--port', '9000'])).toEqual({
    own: ['--city=c.pbf', '--port', '9000'],
    others: ['propose', '--zones', '5'],
  })
})

it('words about the simulated days are read', () => {
  expect(readSimArgs(['--json', '--clock', '120', '--policy', 'default,nearest-idle', '--seeds=5'])).toEqual({
    own: ['--clock', '120'],
    json: true,
    policies: ['default', 'nearest-idle'],
    seeds: 5,
    hours: undefined,
    requests: undefined,
  })
})

it('a policy that is none, a count that is none and a word nobody knows get a sentence', () => {
  expect(() => readSimArgs(['--policy', 'best'])).toThrow('not "best"')
  expect(() => readSimArgs(['--seeds', '0'])).toThrow('from 1 to 1000')
  expect(() => readSimArgs(['--sedan'])).toThrow(
    `Unknown option '--sedan'. "npm run sim -- --help" lists the options.`,
  )
})

it('whoever asks for help gets no day', () => {
  expect(readSimArgs(['--clock', '90', '--help'])).toBeUndefined()
})

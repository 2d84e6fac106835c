import { expect, it } from 'vitest'
import { readArgs } from './survey-args.ts'

const known = ['propose', 'apply', 'places']
const wayOut = '“npm run zones -- --help” lists the options.'

it.each([
  [['propose', '--sedan'], `Unknown option '--sedan'. ${wayOut}`],
  [['propose', '--zones', '0'], `--zones wants a whole number from 1 to 40, not “0”. ${wayOut}`],
  [['dance'], '“dance” is no command; there are propose, apply, places.'],
  [['apply'], '“apply” wants a file or an id behind it.'],
])('%j gets a sentence', (words, wrong) => {
  expect(readArgs(words, known)).toEqual({ wrong })
})

it('whoever asks for help is not asked for a command', () => {
  expect([readArgs(['--help'], known), readArgs(['places', '-h'], known)]).toEqual([null, null])
})

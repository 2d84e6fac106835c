import { describe, expect, it } from 'vitest'
import {
  choice,
  folder,
  maybe,
  number,
  numbers,
  pattern,
  readOptions,
  turnedOn,
  words,
} from './bench-options.ts'

const options = {
  families: words('S,200', 'of problems'),
  seconds: numbers('0.1,1', 'of search'),
  made: maybe(number(1, 'SEED of made days')),
  clock: choice(['wall', 'cpu'], 'what counts'),
  only: pattern('^1', 'days whose name it matches'),
  days: folder('DIR of days'),
  big: turnedOn('more of everything'),
}
const read = (...args: string[]) => readOptions('bench:days', options, args)
const wayOut = '"npm run bench:days -- --help" lists the options.\n'

describe('the options of a bench', () => {
  it('are the usual ones where nothing is said', () => {
    expect(read()).toEqual({
      kind: 'run',
      wishes: {
        families: ['S', '200'],
        seconds: [0.1, 1],
        made: undefined,
        clock: 'wall',
        only: /^1/,
        days: undefined,
        big: false,
      },
    })
  })

  it('are read as what they are', () => {
    const said = [
      '--families',
      '400',
      '--made',
      '7',
      '--clock=cpu',
      '--only',
      '200',
      '--days',
      'here',
      '--big',
    ]
    expect(read(...said)).toMatchObject({
      kind: 'run',
      wishes: { families: ['400'], made: 7, clock: 'cpu', only: /200/, days: 'here', big: true },
    })
  })

  it.each([
    [['--sedan'], `Unknown option '--sedan'. ${wayOut}`],
    [['--big', 'very'], `Unexpected argument 'very'. ${wayOut}`],
    [['--seconds', 'soon'], `--seconds wants numbers above 0, not "soon". ${wayOut}`],
    [['--made', '0'], `--made wants numbers above 0, not "0". ${wayOut}`],
    [['--clock', 'sun'], `--clock is wall or cpu, not sun. ${wayOut}`],
    [['--only', '('], `--only wants a regular expression, not "(". ${wayOut}`],
  ])('%j gets a sentence with the way out', (args, text) => {
    expect(read(...args)).toEqual({ kind: 'wrong', text })
  })

  it('are listed by --help with what they are when nobody says them', () => {
    expect(read('--help')).toEqual(read('-h', '--big'))
    const help = read('--help')
    expect(help.kind === 'help' && help.text.split('\n').slice(0, 3)).toEqual([
      'npm run bench:days -- [options]',
      '  --families S,200   of problems',
      '  --seconds 0.1,1    of search',
    ])
  })
})

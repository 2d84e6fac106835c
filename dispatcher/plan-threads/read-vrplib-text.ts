import { meet } from '@kerbside/planner/shared-best'
import { VroomError } from '@kerbside/planner/vroom'
import {
  canServe,
  checkVrptw,
  longestSequence,
  readVrplib,
  solveVrptw,
  VrplibError,
  type VrplibProblem,
  type VrplibRounding,
  vrplibRoundings,
  writeVrplib,
} from '@kerbside/planner/vrplib'
import type { ReadProblem } from './problem-in-hand.ts'
import type { PlanWish } from './thread-words.ts'

const isRounding = (word: string): word is VrplibRounding => Object.hasOwn(vrplibRoundings, word)

/** Reads a VRPLIB text. Throws `VroomError` with the section for a field. */
export const readVrplibText = (text: string, { seconds, threads, seed, rounding }: PlanWish): ReadProblem => {
  const read = readWith(text, rounding ?? 'dimacs')
  const { problem } = read
  const limit = seconds ?? 1
  return {
    threads: threads ?? 1,
    seconds: limit,
    needed: null,
    begins: null,
    room: longestSequence(problem),
    wears: false,
    solve({ thread, stopped, best }) {
      const begin = performance.now()
      const answer = solveVrptw(problem, {
        seed: (seed ?? 1) + thread,
        seconds: limit,
        progress: () => (stopped() ? 1 : (performance.now() - begin) / (limit * 1000)),
        ...(best ? { exchange: (mine) => meet(best, mine) ?? undefined } : {}),
      })
      const [broken] = checkVrptw(problem, answer)
      if (broken) throw new Error(`a plan broke a rule: ${broken}`)
      const note = noteOn(read, answer.unserved)
      return {
        kind: 'answer',
        text: writeVrplib(read, answer).trimEnd(),
        // Whoever must be served counts more than any way.
        cost: answer.cost + left(read, answer.unserved).length * 1e15,
        ...(note === null ? {} : { note }),
      }
    },
  }
}

const readWith = (text: string, rounding: string): VrplibProblem => {
  if (!isRounding(rounding)) {
    const known = Object.keys(vrplibRoundings).join(', ')
    throw new VroomError('', {
      en: `The rounding ${rounding} is not among ${known}`,
      zh: `舍入方式须为 ${known}`,
    })
  }
  try {
    return readVrplib(text, rounding)
  } catch (error) {
    if (!(error instanceof VrplibError)) throw error
    const where = error.line > 0 ? `${error.section}, line ${error.line}` : error.section
    const says = error.message.slice(where.length + 2)
    throw new VroomError(where, { en: says, zh: says })
  }
}

/** Customers that had to be served and are not. */
const left = ({ problem }: VrplibProblem, unserved: readonly number[]): number[] =>
  unserved.filter((v) => (problem.prizes?.[v] ?? -1) < 0)

/** Says who had to be served and is not, and whether anybody could. */
const noteOn = (read: VrplibProblem, unserved: readonly number[]): string | null => {
  const all = left(read, unserved)
  if (all.length === 0) return null
  const { problem, locations } = read
  const able = (v: number): boolean => problem.vans.some((vans) => canServe(problem, vans, v))
  const named = (some: readonly number[]): string => some.map((v) => locations[v]).join(', ')
  const [hard, full] = [all.filter((v) => !able(v)), all.filter(able)]
  return [
    ...(hard.length > 0 ? [`No vehicle can serve ${named(hard)} and be back in time.`] : []),
    ...(full.length > 0 ? [`No vehicle has room or time left for ${named(full)}.`] : []),
  ].join(' ')
}

import { type FlatPlan, longestSequence, type VrptwProblem } from './vrptw-problem.ts'

/** Where the searches of several threads lay out their best plans for each other: a shared buffer of one slot each. */
export interface PlanBoard {
  readonly slots: number
  readonly length: number
  readonly memory: SharedArrayBuffer
}

/** Words before the sequence of a slot: its version, odd while it is written, and the cost as a double. */
const HEAD = 4

/** A board for so many searches of a problem; hand it to each thread as it is. */
export const createPlanBoard = (slots: number, problem: VrptwProblem): PlanBoard => {
  const even = 2 * Math.ceil(longestSequence(problem) / 2)
  const board = { slots, length: even, memory: new SharedArrayBuffer(slots * (HEAD + even) * 4) }
  for (let slot = 0; slot < slots; slot++) costOf(board, slot)[0] = Infinity
  return board
}

/** Lays out a plan in one's own slot, if it is better than what lies there. */
export const postPlan = (board: PlanBoard, slot: number, plan: FlatPlan): void => {
  const cost = costOf(board, slot)
  if (plan.cost >= (cost[0] as number)) return
  const version = versionOf(board, slot)
  Atomics.add(version, 0, 1)
  sequenceOfSlot(board, slot).set(plan.sequence)
  cost[0] = plan.cost
  Atomics.add(version, 0, 1)
}

/** The best plan of the other slots that is better than `cost`, if there is one. A slot being written is passed over. */
export const findBetterPlan = (board: PlanBoard, ownSlot: number, cost: number): FlatPlan | undefined => {
  let best: FlatPlan | undefined
  for (let slot = 0; slot < board.slots; slot++) {
    if (slot === ownSlot) continue
    const theirs = copyOf(board, slot, best?.cost ?? cost)
    if (theirs !== undefined) best = theirs
  }
  return best
}

const copyOf = (board: PlanBoard, slot: number, below: number): FlatPlan | undefined => {
  const version = versionOf(board, slot)
  const before = Atomics.load(version, 0)
  const cost = costOf(board, slot)[0] as number
  if (before % 2 !== 0 || cost >= below) return undefined
  const sequence = sequenceOfSlot(board, slot).slice()
  return Atomics.load(version, 0) === before ? { cost, sequence } : undefined
}

const beginOf = (board: PlanBoard, slot: number): number => slot * (HEAD + board.length) * 4
const versionOf = (board: PlanBoard, slot: number): Int32Array =>
  new Int32Array(board.memory, beginOf(board, slot), 1)
const costOf = (board: PlanBoard, slot: number): Float64Array =>
  new Float64Array(board.memory, beginOf(board, slot) + 8, 1)
const sequenceOfSlot = (board: PlanBoard, slot: number): Int32Array =>
  new Int32Array(board.memory, beginOf(board, slot) + HEAD * 4, board.length)

import type { Candidate } from '../live/rank.ts'
import type { Problem } from '../planning-problem.ts'
import type { Cover } from './coverage.ts'

/** What a dispatch policy is asked: who of those who could shall be asked first for one job. */
export interface DispatchQuestion {
  /** The live problem; its technicians' `start` is where they are now. */
  problem: Problem
  jobId: string
  /** Everybody who could take it, from `rankIn`. */
  candidates: readonly Candidate[]
  /** Somebody is hurt, or the car stands in a lane: nothing but arrival counts. */
  inDanger: boolean
  /** Who covers which demand now; null where nothing is known of demand. */
  cover: Cover | null
  /** What it costs, in seconds, to leave all expected demand uncovered. */
  coverageWeight: number
}

/** A candidate as a policy sees him; the lower the score, the sooner he is asked. */
export interface Choice extends Candidate {
  score: number
  /** Share of the expected demand that nobody would cover in time without him, 0 … 1. */
  coverLoss: number
}

/** Orders the candidates, first to be asked first; loses nobody and adds nobody. */
export type DispatchPolicy = (question: DispatchQuestion) => readonly Choice[]

/** Scores every candidate and sorts them; equal scores go by arrival, then by name, so that the answer is always the same. */
export const inOrderOf = (
  { candidates }: DispatchQuestion,
  scoreOf: (one: Candidate) => { score: number; coverLoss?: number },
): Choice[] =>
  candidates
    .map((one): Choice => ({ coverLoss: 0, ...one, ...scoreOf(one) }))
    .sort(
      (a, b) => a.score - b.score || a.arriveAt - b.arriveAt || (a.technicianId < b.technicianId ? -1 : 1),
    )

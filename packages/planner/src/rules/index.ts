import type { Reason } from '../answer.ts'
import type { ProblemJob, ProblemTechnician } from '../planning-problem.ts'
import { allowed } from './allowed.ts'
import { excluded } from './excluded.ts'
import { levels } from './levels.ts'
import { only } from './only.ts'
import { skills } from './skills.ts'
import { stock } from './stock.ts'

type Rule = (job: ProblemJob, technician: ProblemTechnician) => Reason | null

/** The rules that hold whenever a technician meets a job; those of time are in `schedule.ts`. */
export const standingRules: readonly Rule[] = [only, allowed, excluded, skills, levels, stock]

/** Every standing rule that keeps a job from a technician. */
export const forbidding = (job: ProblemJob, technician: ProblemTechnician): Reason[] =>
  standingRules.flatMap((rule) => rule(job, technician) ?? [])

/** Whether any standing rule keeps a job from a technician. */
export const isForbidden = (job: ProblemJob, technician: ProblemTechnician): boolean =>
  standingRules.some((rule) => rule(job, technician) !== null)

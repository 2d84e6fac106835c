import type { Plan, Tour } from './answer.ts'
import type { Problem, ProblemJob, ProblemTechnician } from './planning-problem.ts'

/** A rule that a plan breaks, or a number in it that is not true. */
export interface Violation {
  rule:
    | 'unknown'
    | 'twice'
    | 'missing'
    | 'road'
    | 'drive'
    | 'time'
    | 'window'
    | 'shift'
    | 'skill'
    | 'stock'
    | 'excluded'
    | 'only'
    | 'fixed'
    | 'late'
    | 'reason'
  technicianId: string | null
  jobId: string | null
  says: string
}

/**
 * Doubts a plan: every tour is driven again from the matrix and every rule is looked at anew, written apart from the
 * search so that one error cannot hide in both. Empty when the plan keeps all rules and its numbers are true.
 */
export const check = (problem: Problem, plan: Plan): Violation[] => {
  const found: Violation[] = []
  const jobs = new Map(problem.jobs.map((job) => [job.id, job]))
  const technicians = new Map(problem.technicians.map((technician) => [technician.id, technician]))
  const seen = new Set<string>()
  const say = (
    rule: Violation['rule'],
    technicianId: string | null,
    jobId: string | null,
    says: string,
  ): void => {
    found.push({ rule, technicianId, jobId, says })
  }
  const count = (jobId: string, technicianId: string | null): void => {
    if (seen.has(jobId)) say('twice', technicianId, jobId, 'stands in the plan twice')
    seen.add(jobId)
  }
  for (const tour of plan.tours) {
    const technician = technicians.get(tour.technicianId)
    if (!technician) {
      say('unknown', tour.technicianId, null, 'there is no such technician')
      continue
    }
    for (const stop of tour.stops) count(stop.jobId, tour.technicianId)
    checkTour(problem, jobs, technician, tour, say)
    technicians.delete(tour.technicianId)
  }
  for (const technician of technicians.values()) {
    if (technician.fixed.length > 0) say('fixed', technician.id, null, 'has fixed stops but no tour')
  }
  for (const one of plan.unplanned) {
    if (!jobs.has(one.jobId)) say('unknown', null, one.jobId, 'there is no such job')
    count(one.jobId, null)
    if (one.reasons.length === 0) say('reason', null, one.jobId, 'is unplanned without a reason')
  }
  for (const id of jobs.keys())
    if (!seen.has(id)) say('missing', null, id, 'is neither planned nor unplanned')
  return found
}

type Say = (rule: Violation['rule'], technicianId: string | null, jobId: string | null, says: string) => void

const checkTour = (
  problem: Problem,
  jobs: ReadonlyMap<string, ProblemJob>,
  who: ProblemTechnician,
  tour: Tour,
  say: Say,
): void => {
  const { matrix, now } = problem
  const load: Record<string, number> = {}
  let place = who.start
  let clock = who.shift.from
  let driven = 0
  who.fixed.forEach((stop, index) => {
    if (tour.stops[index]?.jobId !== stop.jobId)
      say('fixed', who.id, stop.jobId, `is not at place ${index + 1}`)
  })
  for (const [index, stop] of tour.stops.entries()) {
    const job = jobs.get(stop.jobId)
    if (!job) {
      say('unknown', who.id, stop.jobId, 'there is no such job')
      continue
    }
    const head = who.fixed[index]
    const begun = head?.beginAt ?? null
    const road = begun === null ? (matrix.seconds[place * matrix.size + job.location] ?? -1) : 0
    // Whoever drives there already finds a way that the map does not know.
    if (road < 0 && !head) say('road', who.id, job.id, 'no road leads there')
    const leg = Math.max(0, road)
    if (leg !== stop.driveSeconds)
      say('drive', who.id, job.id, `the leg takes ${leg} s, not ${stop.driveSeconds}`)
    driven += leg
    const earliest = begun ?? clock + leg
    if (begun === null && stop.beginAt < earliest)
      say('time', who.id, job.id, `begins ${earliest - stop.beginAt} s before he can be there`)
    if (begun !== null && stop.beginAt !== begun) say('time', who.id, job.id, 'has begun at another time')
    if (begun === null && clock + stop.waitSeconds + leg !== stop.arriveAt)
      say('time', who.id, job.id, 'waiting and driving do not add up')
    const work =
      begun !== null && head?.remainingSeconds != null
        ? head.remainingSeconds
        : Math.round(job.serviceSeconds * who.serviceFactor)
    const end = begun !== null ? Math.max(now, begun) + work : stop.beginAt + work
    if (end !== stop.endAt) say('time', who.id, job.id, `ends at ${end}, not ${stop.endAt}`)
    if (!head) checkRules(job, who, stop.beginAt, load, say)
    else if (
      begun === null &&
      stop.beginAt > Math.max(earliest, job.windows.find((w) => w.until >= earliest)?.from ?? earliest)
    ) {
      say('time', who.id, job.id, 'begins later than he could')
    }
    for (const [item, amount] of Object.entries(job.materials)) load[item] = (load[item] ?? 0) + amount
    const late = job.promise && stop.beginAt > job.promise.until ? stop.beginAt - job.promise.until : 0
    if (late !== stop.lateSeconds) say('late', who.id, job.id, `is ${late} s late, not ${stop.lateSeconds}`)
    place = job.location
    clock = end
  }
  const back =
    who.end === null || tour.stops.length === 0 ? 0 : (matrix.seconds[place * matrix.size + who.end] ?? -1)
  const home = Math.max(0, back)
  if (back < 0 && tour.stops.length > who.fixed.length) say('road', who.id, null, 'no road leads home')
  if (tour.stops.length > 0 && clock + home !== tour.endAt)
    say('time', who.id, null, `ends at ${clock + home}, not ${tour.endAt}`)
  if (driven + home !== tour.driveSeconds)
    say('drive', who.id, null, `drives ${driven + home} s, not ${tour.driveSeconds}`)
  const added = tour.stops.length > who.fixed.length
  if (added && clock + home > who.shift.until + who.maxOvertimeSeconds)
    say('shift', who.id, null, 'ends beyond his overtime')
  const first = tour.stops[0]
  if (first && tour.departAt < who.shift.from && who.fixed[0]?.beginAt == null)
    say('shift', who.id, null, 'leaves before his shift')
}

const checkRules = (
  job: ProblemJob,
  who: ProblemTechnician,
  begin: number,
  load: Readonly<Record<string, number>>,
  say: Say,
): void => {
  if (!job.windows.some((window) => begin >= window.from && begin <= window.until))
    say('window', who.id, job.id, 'begins outside its windows')
  const lacking = job.skills.filter((skill) => who.skills.indexOf(skill) === -1)
  if (lacking.length > 0) say('skill', who.id, job.id, `lacks ${lacking.join(', ')}`)
  for (const [item, amount] of Object.entries(job.materials)) {
    if ((load[item] ?? 0) + amount > (who.stock[item] ?? 0))
      say('stock', who.id, job.id, `has not enough ${item}`)
  }
  if (job.excluded.includes(who.id)) say('excluded', who.id, job.id, 'may not be given to him')
  if (job.only !== null && job.only !== who.id) say('only', who.id, job.id, `is ${job.only}'s`)
}

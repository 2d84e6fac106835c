import type { Plan } from '../answer.ts'
import type { Problem } from '../planning-problem.ts'
import type { Say } from './violation.ts'

interface Standing {
  technicianId: string
  position: number
  beginAt: number
  endAt: number
}

/** Doubts what binds jobs to each other: pairs, precedences, crews, those who must stay apart. */
export const checkLinks = (problem: Problem, plan: Plan, say: Say): void => {
  const standings = new Map<string, Standing[]>()
  for (const tour of plan.tours)
    for (const [position, { jobId, beginAt, endAt }] of tour.stops.entries())
      standings.set(jobId, [
        ...(standings.get(jobId) ?? []),
        { technicianId: tour.technicianId, position, beginAt, endAt },
      ])
  const of = (id: string): readonly Standing[] => standings.get(id) ?? []
  for (const { pickup, drop } of problem.pairs ?? []) {
    const [on, off] = [of(pickup)[0], of(drop)[0]]
    if (!on && !off) continue
    if (!on || !off) say('pair', null, on ? drop : pickup, 'is left out while its other half is planned')
    else if (on.technicianId !== off.technicianId)
      say('pair', off.technicianId, drop, 'is not on the van that picks it up')
    else if (off.position < on.position) say('pair', off.technicianId, drop, 'comes before its pick-up')
  }
  for (const { before, after, gapSeconds } of problem.precedences ?? []) {
    for (const later of of(after)) {
      if (of(before).length === 0) say('order', later.technicianId, after, `is planned without ${before}`)
      for (const sooner of of(before))
        if (later.beginAt < sooner.endAt + gapSeconds)
          say(
            'order',
            later.technicianId,
            after,
            `begins ${sooner.endAt + gapSeconds - later.beginAt} s too soon after ${before}`,
          )
    }
  }
  for (const [one, other] of problem.apart ?? []) {
    for (const a of of(one))
      if (of(other).some((b) => b.technicianId === a.technicianId))
        say('apart', a.technicianId, one, `shares the tour with ${other}`)
  }
  for (const [id, members] of standings) {
    if (new Set(members.map((one) => one.technicianId)).size < members.length)
      say('twice', members[0]?.technicianId ?? null, id, 'stands twice in one tour')
    if (new Set(members.map((one) => one.beginAt)).size > 1)
      say('crew', null, id, 'does not begin at the same time for all')
  }
}

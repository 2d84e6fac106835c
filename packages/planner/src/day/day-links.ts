import type { Problem } from '../planning-problem.ts'

/** One end of a precedence, as seen from the other. */
export interface Link {
  other: number
  gapSeconds: number
}

/** What binds jobs to each other, by node. */
export interface DayLinks {
  /** Nodes that must have ended before it begins, and nodes that begin after its end. */
  comesAfter: readonly (readonly Link[])[]
  comesBefore: readonly (readonly Link[])[]
  /** Nodes that may not share its tour, its own crew included. */
  apart: readonly (readonly number[])[]
  /** Whether any job of the day is bound to one on another tour; by node, 1 where it is. */
  isLinked: boolean
  bindsAcross: Uint8Array
}

/** Reads precedences, crews and incompatibilities by node. */
export const linksOf = (
  { jobs, precedences, apart, pairs }: Problem,
  jobIndex: ReadonlyMap<string, number>,
  jobOf: Int32Array,
): DayLinks => {
  const nodesOf: number[][] = jobs.map(() => [])
  for (const [node, j] of jobOf.entries()) nodesOf[j]?.push(node)
  const nodes = (id: string): readonly number[] => nodesOf[jobIndex.get(id) ?? -1] ?? []
  const comesAfter: Link[][] = Array.from(jobOf, () => [])
  const comesBefore: Link[][] = Array.from(jobOf, () => [])
  const foes: number[][] = Array.from(jobOf, () => [])
  for (const { before, after, gapSeconds } of precedences ?? []) {
    for (const a of nodes(before))
      for (const b of nodes(after)) {
        comesBefore[a]?.push({ other: b, gapSeconds })
        comesAfter[b]?.push({ other: a, gapSeconds })
      }
  }
  const bindsAcross = Uint8Array.from(jobOf, (j, node) =>
    comesAfter[node]?.length || comesBefore[node]?.length || (nodesOf[j]?.length ?? 0) > 1 ? 1 : 0,
  )
  // A pair is kept in order by the same rule; that it shares a tour is the unit's own affair.
  for (const { pickup, drop } of pairs ?? []) {
    for (const a of nodes(pickup))
      for (const b of nodes(drop)) {
        comesBefore[a]?.push({ other: b, gapSeconds: 0 })
        comesAfter[b]?.push({ other: a, gapSeconds: 0 })
      }
  }
  for (const [one, other] of apart ?? []) {
    for (const a of nodes(one))
      for (const b of nodes(other)) {
        foes[a]?.push(b)
        foes[b]?.push(a)
      }
  }
  for (const members of nodesOf)
    for (const a of members) for (const b of members) if (a !== b) foes[a]?.push(b)
  const isLinked = (precedences?.length ?? 0) > 0 || jobOf.length > jobs.length
  return { comesAfter, comesBefore, apart: foes, isLinked, bindsAcross }
}

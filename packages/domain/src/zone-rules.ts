import { z } from 'zod'
import { type Category, catalogue, type Skill, skillSchema } from './catalogue.ts'
import { idSchema } from './ids.ts'

const hoursOfDay = 24

/** A share from 0 to 0.9 for each local hour of the day, 0 to 23. */
export const sharesByHourSchema = z.array(z.number().min(0).max(0.9)).length(hoursOfDay)

/** By skill, for each local hour, how many jobs that need it may begin; null where only the technicians are the limit. */
export const capacityByHourSchema = z.partialRecord(
  skillSchema,
  z.array(z.int().min(0).max(10_000).nullable()).length(hoursOfDay),
)

/** A zone that may help, or `any` for all others, and when: each condition that is set is enough by itself. */
export const helperSchema = z.object({
  zoneId: z.union([idSchema('zone'), z.literal('any')]),
  noneIdle: z.boolean().describe('nobody of the zone itself is free'),
  promiseAtRisk: z.boolean().describe('the zone itself would break the promise'),
  rescueWaitingSeconds: z
    .int()
    .min(0)
    .max(86_400)
    .nullable()
    .describe('a rescue has waited longer than this; null: no reason to help'),
})
export type Helper = z.infer<typeof helperSchema>

/** What a zone's rules are asked about: the free technicians of the zone itself, and one job that wants somebody. */
export interface ZoneSituation {
  idle: number
  job: { category: Category; waitingSeconds: number; promiseAtRisk: boolean }
}

/** What a rule reads of a zone. */
export interface RuledZone {
  id: string
  policy: {
    reserveByHour: readonly number[]
    capacityByHour: Partial<Record<Skill, (number | null)[]>>
    helpers: readonly Helper[]
  }
}

const mayHelp = (helper: Helper, { idle, job }: ZoneSituation): boolean =>
  (helper.noneIdle && idle === 0) ||
  (helper.promiseAtRisk && job.promiseAtRisk) ||
  (helper.rescueWaitingSeconds !== null &&
    job.category === 'rescue' &&
    job.waitingSeconds > helper.rescueWaitingSeconds)

/**
 * The zones whose technicians may be asked for a job of this zone now, in the order of its rules, each once and never
 * itself. `any` stands for all of `zoneIds` not named otherwise; named zones that are not among `zoneIds` do not count.
 */
export const helpersOf = (
  zone: RuledZone,
  situation: ZoneSituation,
  zoneIds: readonly string[],
): readonly string[] => {
  const { helpers } = zone.policy
  const named = new Set(helpers.map((helper) => helper.zoneId))
  const known = new Set(zoneIds)
  const asked = helpers
    .filter((helper) => mayHelp(helper, situation))
    .flatMap(({ zoneId }) => (zoneId === 'any' ? zoneIds.filter((id) => !named.has(id)) : [zoneId]))
  return [...new Set(asked)].filter((id) => id !== zone.id && known.has(id))
}

/** The share of the zone's capacity (0 to 0.9) that is kept for emergencies in a local hour; throws outside 0 to 23. */
export const reserveOf = (zone: Pick<RuledZone, 'policy'>, hour: number): number => {
  const share = zone.policy.reserveByHour[hour]
  if (share === undefined) throw new RangeError(`${hour} is no hour of the day`)
  return share
}

/**
 * Where a share of a zone's capacity that is kept for emergencies stands: with those on shift who can answer them, and with
 * each the more the more of the rescues' work is his to answer. By technician of `crew`, 0 to 1; nobody able, nobody keeps any.
 */
export const spreadReserve = (share: number, crew: readonly { skills: readonly string[] }[]): number[] => {
  const kept = crew.map(() => 0)
  const answerable = rescues.map(({ skills, durationSeconds }) => ({
    work: durationSeconds.sedan,
    able: crew.flatMap((one, index) => (skills.every((skill) => one.skills.includes(skill)) ? [index] : [])),
  }))
  const total = answerable.reduce((sum, { work, able }) => sum + (able.length > 0 ? work : 0), 0)
  for (const { work, able } of answerable)
    for (const index of able)
      kept[index] = (kept[index] ?? 0) + (share * crew.length * work) / (total * able.length)
  return kept.map((one) => Math.min(1, one))
}
const rescues = Object.values(catalogue).filter(({ category }) => category === 'rescue')

/** Whether somebody with these skills can answer any rescue at all. */
export const answersRescues = (skills: readonly string[]): boolean =>
  rescues.some((rescue) => rescue.skills.every((skill) => skills.includes(skill)))

/** How many jobs that need all of `skills` may begin in a local hour; null when the zone sets no limit. */
export const capacityOf = (
  zone: Pick<RuledZone, 'policy'>,
  skills: readonly Skill[],
  hour: number,
): number | null =>
  skills.reduce<number | null>((least, skill) => {
    const most = zone.policy.capacityByHour[skill]?.[hour] ?? null
    return most === null ? least : Math.min(most, least ?? most)
  }, null)

import { catalogue, type ServiceId, serviceIds, type VehicleClass, vehicleClasses } from './catalogue.ts'
import { Sums, shrunkDeviation, shrunkMean } from './shrink.ts'

/** A job's work that is over. */
export interface FinishedWork {
  services: readonly ServiceId[]
  vehicleClass: VehicleClass
  technicianId: string
  seconds: number
}

/** How many times as long as the catalogue says, from how many jobs. */
export interface LearntRatio {
  ratio: number
  jobs: number
}
export interface LearntWork {
  /** By `service|class`; with the deviation of ln(actual / expected). */
  services: Readonly<Record<string, LearntRatio & { sigma: number }>>
  /** By technician, over all he does, beyond what the services themselves take. */
  technicians: Readonly<Record<string, LearntRatio>>
  /** By `service|class|technician`, beyond both. */
  crossed: Readonly<Record<string, LearntRatio>>
}

/** What is known before anything was learnt. */
export const nothingLearnt: LearntWork = { services: {}, technicians: {}, crossed: {} }

/** How unsure work is before anything was learnt. */
export const priorWorkSigma = 0.25
const strength = { service: 10, class: 8, technician: 8, crossed: 8, sigma: 20 }
const wildest = Math.log(3)
const bounds = { least: 0.5, most: 2 }

export const workKey = (service: ServiceId, vehicleClass: VehicleClass): string =>
  `${service}|${vehicleClass}`

/**
 * Learns how long work takes against the catalogue: ln(actual / expected), for services by vehicle class, for technicians
 * from what is left over, and for each pair of both; every level shrunk towards the one above, ratios within 0.5 … 2. A job
 * of several services counts for each by its share of the expected time.
 */
export const learnWork = (works: readonly FinishedWork[]): LearntWork => {
  const usable = works.flatMap((work) => {
    const ratio = Math.log(work.seconds / expectedSeconds(work.services, work.vehicleClass))
    return Number.isFinite(ratio) && Math.abs(ratio) <= wildest
      ? [{ ...work, ratio, shares: sharesOf(work) }]
      : []
  })
  const byService = new Sums()
  const byClass = new Sums()
  for (const { shares, vehicleClass, ratio } of usable)
    for (const [service, share] of shares) {
      byService.add(service, ratio, share)
      byClass.add(workKey(service, vehicleClass), ratio, share)
    }
  const serviceMean = (service: ServiceId, vehicleClass: VehicleClass): number => {
    const all = byService.of(service)
    const own = byClass.of(workKey(service, vehicleClass))
    return shrunkMean(own.sum, own.count, shrunkMean(all.sum, all.count, 0, strength.service), strength.class)
  }

  const byTechnician = new Sums()
  for (const work of usable) byTechnician.add(work.technicianId, work.ratio - meanOf(work, serviceMean))
  const technicianMean = (id: string): number => {
    const own = byTechnician.of(id)
    return shrunkMean(own.sum, own.count, 0, strength.technician)
  }

  const byPair = new Sums()
  const squares = new Sums()
  for (const work of usable) {
    const left = work.ratio - meanOf(work, serviceMean) - technicianMean(work.technicianId)
    for (const [service, share] of work.shares) {
      byPair.add(`${workKey(service, work.vehicleClass)}|${work.technicianId}`, left, share)
      squares.add(workKey(service, work.vehicleClass), left * left, share)
    }
  }
  const ratioOf = (mean: number): number => Math.min(bounds.most, Math.max(bounds.least, Math.exp(mean)))
  return {
    services: Object.fromEntries(
      serviceIds.flatMap((service) =>
        vehicleClasses.map((vehicleClass) => {
          const key = workKey(service, vehicleClass)
          const { sum, count } = squares.of(key)
          return [
            key,
            {
              ratio: ratioOf(serviceMean(service, vehicleClass)),
              jobs: Math.round(byClass.of(key).count * 10) / 10,
              sigma: shrunkDeviation(sum, count, priorWorkSigma, strength.sigma),
            },
          ]
        }),
      ),
    ),
    technicians: Object.fromEntries(
      byTechnician
        .keys()
        .map((id) => [id, { ratio: ratioOf(technicianMean(id)), jobs: byTechnician.of(id).count }]),
    ),
    crossed: Object.fromEntries(
      byPair.keys().map((key) => {
        const { sum, count } = byPair.of(key)
        return [
          key,
          { ratio: ratioOf(shrunkMean(sum, count, 0, strength.crossed)), jobs: Math.round(count * 10) / 10 },
        ]
      }),
    ),
  }
}

const expectedSeconds = (services: readonly ServiceId[], vehicleClass: VehicleClass): number =>
  services.reduce((sum, id) => sum + catalogue[id].durationSeconds[vehicleClass], 0)

const sharesOf = ({ services, vehicleClass }: Pick<FinishedWork, 'services' | 'vehicleClass'>) => {
  const whole = expectedSeconds(services, vehicleClass)
  return services.map((id) => [id, catalogue[id].durationSeconds[vehicleClass] / whole] as const)
}

const meanOf = (
  work: { shares: readonly (readonly [ServiceId, number])[]; vehicleClass: VehicleClass },
  mean: (service: ServiceId, vehicleClass: VehicleClass) => number,
): number => work.shares.reduce((sum, [service, share]) => sum + share * mean(service, work.vehicleClass), 0)

/** How many times as long as the catalogue says services take, by anybody or by one technician. */
export const workRatio = (
  learnt: LearntWork,
  what: { services: readonly ServiceId[]; vehicleClass: VehicleClass; technicianId?: string | null },
): number => workSeconds(learnt, what) / workSeconds(nothingLearnt, what)

/** Standard normal quantiles of the shares that are asked for. */
const deviations = { median: 0, p80: 0.8416212, p90: 1.2815516 } as const
export type WorkQuantile = keyof typeof deviations

/**
 * How long services on a vehicle class take, seconds, as a quantile; by anybody, or by one technician. Without lessons the
 * median is the catalogue's.
 */
export const workSeconds = (
  learnt: LearntWork,
  what: { services: readonly ServiceId[]; vehicleClass: VehicleClass; technicianId?: string | null },
  quantile: WorkQuantile = 'median',
): number => {
  const { services, vehicleClass, technicianId } = what
  const own = technicianId ? (learnt.technicians[technicianId]?.ratio ?? 1) : 1
  let seconds = 0
  let variance = 0
  for (const service of services) {
    const key = workKey(service, vehicleClass)
    const known = learnt.services[key]
    const pair = technicianId ? (learnt.crossed[`${key}|${technicianId}`]?.ratio ?? 1) : 1
    const median = catalogue[service].durationSeconds[vehicleClass] * (known?.ratio ?? 1) * own * pair
    seconds += median
    variance += (median * (known?.sigma ?? priorWorkSigma)) ** 2
  }
  const sigma = seconds === 0 ? 0 : Math.sqrt(variance) / seconds
  return Math.round(seconds * Math.exp(deviations[quantile] * sigma))
}

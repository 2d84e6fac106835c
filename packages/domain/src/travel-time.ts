import { toInstant, toMs } from './clock.ts'
import type { Eta } from './nouns.ts'

/** Standard normal quantiles of 80 % and 90 %. */
const z80 = 0.8416212
const z90 = 1.2815516

/** How unsure driving is before anything was learnt: the standard deviation of ln(actual / forecast). */
export const priorDriveSigma = { osrm: 0.2, estimated: 0.4 } as const
/** Looking for the car and a place to stop, at the far end of the span; seconds. */
const searchSeconds = 60

/**
 * The forecast of an arrival `seconds` of driving away (the median), with the closed 80 % span of a lognormal spread:
 * what is far is less sure, and late is likelier than early. `sigma` is the deviation of ln(actual / forecast).
 */
export const etaAfter = (nowMs: number, seconds: number, sigma: number, quality: Eta['quality']): Eta => ({
  at: toInstant(nowMs + seconds * 1000),
  earliest: toInstant(nowMs + seconds * Math.exp(-z90 * sigma) * 1000),
  latest: toInstant(nowMs + (seconds * Math.exp(z90 * sigma) + searchSeconds) * 1000),
  madeAt: toInstant(nowMs),
  quality,
})

/** By when he is there with 80 % certainty, epoch milliseconds: between the median and the end of the span (P90). */
export const likelyByMs = (eta: Pick<Eta, 'at' | 'latest'>): number =>
  toMs(eta.at) + (toMs(eta.latest) - toMs(eta.at)) * (z80 / z90)

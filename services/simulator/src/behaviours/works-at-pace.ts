import type { RandomStream } from '../random-stream.ts'

const ownSigma = 0.08
const jobSigma = 0.18
const shortest = 0.5
const longest = 2

/** How thorough he is by habit; drawn once for each technician. */
export const drawThoroughness = (stream: RandomStream): number => stream.lognormal(ownSigma)

/** What one job takes as a share of its planned duration: lognormal, for long surprises are likelier than short ones. */
export const worksAtPace = (own: number, stream: RandomStream): number =>
  Math.min(longest, Math.max(shortest, own * stream.lognormal(jobSigma)))

/** Seconds between arriving and beginning: parking, finding the car, a word with the customer. */
export const settlesIn = (stream: RandomStream): number => stream.between(40, 160)

import type { RandomStream } from '../random-stream.ts'

const ownSigma = 0.07
const legSigma = 0.1

/** How long he takes by habit, as a share of what the route says; drawn once for each technician. */
export const drawPace = (stream: RandomStream): number => stream.lognormal(ownSigma)

/** What one drive takes as a share of what the route says: his habit and the traffic of the moment. */
export const drivesAtPace = (own: number, stream: RandomStream): number => own * stream.lognormal(legSigma)

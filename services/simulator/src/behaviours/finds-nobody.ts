import type { RandomStream } from '../random-stream.ts'

const share = 0.01
const reasons = ['客户已离开，车辆不在现场', '联系不上客户，现场无人', '车辆已被移走']

/** Now and then car and customer are gone: how long he waits for them before he gives up, and what he writes. */
export const findsNobody = (stream: RandomStream): { waitSeconds: number; reason: string } | null =>
  stream.chance(share) ? { waitSeconds: stream.between(240, 600), reason: stream.pick(reasons) } : null

import type { RandomStream } from '../random-stream.ts'

const share = 0.005
const reasons = ['服务车故障，无法前往', '车胎被扎，等待处理', '路上剐蹭，正在处理']

/** How long a broken van is off the road. */
export const repairSeconds = 3600

/** Now and then a van breaks down on the way: after which share of the drive, and what he writes. */
export const breaksDown = (stream: RandomStream): { afterShare: number; reason: string } | null =>
  stream.chance(share) ? { afterShare: stream.between(0.1, 0.9), reason: stream.pick(reasons) } : null

import type { RandomStream } from '../random-stream.ts'

const goesShare = 0.9

/** What a technician says who is asked to wait elsewhere, and after how many seconds: mostly he goes. */
export const goesToWait = (stream: RandomStream): { answer: 'go' | 'not_now'; afterSeconds: number } => {
  const afterSeconds = stream.between(10, 60)
  return { answer: stream.chance(goesShare) ? 'go' : 'not_now', afterSeconds }
}

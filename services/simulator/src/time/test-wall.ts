import { makeClock } from '@kerbside/domain'
import { Agenda } from './agenda.ts'

/** A wall whose time passes only when told to, and an agenda on a clock that runs `speed` times as fast. */
export const makeTestWall = (startMs: number, speed = 1) => {
  let wallMs = 0
  let timer: { dueMs: number; run: () => void } | null = null
  const clock = makeClock({ wallMs: 0, shownMs: startMs, speed }, () => wallMs)
  const errors: unknown[] = []
  const agenda = new Agenda(
    clock,
    (error) => errors.push(error),
    (run, ms) => {
      const set = { dueMs: wallMs + ms, run }
      timer = set
      return () => {
        if (timer === set) timer = null
      }
    },
  )
  /** Lets everything run that is ready, as often as one thing readies another. */
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 30; turn += 1) await Promise.resolve()
  }
  return {
    agenda,
    clock,
    errors,
    /** Lets so many seconds of Kerbside's time pass. */
    async pass(seconds: number): Promise<void> {
      const untilMs = wallMs + (seconds * 1000) / speed
      await settle()
      while (timer && timer.dueMs <= untilMs) {
        const { dueMs, run } = timer
        wallMs = Math.max(wallMs, dueMs)
        timer = null
        run()
        await settle()
      }
      wallMs = untilMs
      await settle()
    },
  }
}

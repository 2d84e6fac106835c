import { type DestinationStream, pino } from 'pino'
import type { Log } from '../house.ts'
import { currentFacts } from '../outside/traces/index.ts'

/** JSON lines; what is written while a call or a wake-up is worked on carries its job's id and its trace's. */
export const openLog = (level: string, base: object, to?: DestinationStream): Log =>
  pino({ level, base: { pid: process.pid, ...base }, mixin: () => currentFacts() }, to ?? pino.destination(1))

import type { EndpointName } from '@kerbside/protocol'
import type { Asked, Caller, Told } from './doors/open-doors.ts'

/** What a double answers at some of the doors. */
export type Answers = { [N in EndpointName]?: (asked: Asked<N>) => Told<N> | Promise<Told<N>> }

/** A caller whose doors are a table of answers, and who remembers what was called. */
export const testCaller = (answers: Answers) => {
  const calls: { name: EndpointName; asked: unknown }[] = []
  const answer = async (name: EndpointName, asked: unknown): Promise<unknown> => {
    calls.push({ name, asked })
    const door = answers[name] as ((asked: unknown) => unknown) | undefined
    if (!door) throw new Error(`The double has no door ${name}`)
    return door(asked)
  }
  const caller: Caller = { call: answer as Caller['call'] }
  return { ...caller, calls }
}

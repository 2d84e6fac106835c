import type { Ask } from './ask-kerbside.ts'
import type { SurveyArgs } from './survey-args.ts'

/** What a command has at hand: whom to ask, what was typed, and where to answer. */
export interface Desk {
  ask: Ask
  args: SurveyArgs
  print: (line: string) => void
}

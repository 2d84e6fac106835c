import type { Language } from '@kerbside/domain'
import compilerOf from 'osrm-text-instructions'

const compile = compilerOf('v5')
const tongues: Record<Language, string> = { en: 'en', 'zh-CN': 'zh-Hans' }

/** A step as osrm-routed answers it, as far as we read it. */
export interface OsrmStep {
  distance: number
  duration: number
  name: string
  driving_side?: string
  maneuver: {
    type: string
    modifier?: string
    location: [number, number]
    bearing_after: number
    exit?: number
  }
}

/** The instruction of one step in words. */
export const instructionOf = (step: OsrmStep, language: Language): string =>
  compile.compile(tongues[language], step, {})

import { environmentSchema, readConfig } from '../../dispatcher/run/config.ts'

/** What OpenTelemetry reads by itself. */
const telemetry = /^OTEL_[A-Z_]+$/

/** Variables that no process of ours reads: a name that is spelt wrong sets nothing. */
export const unknownSettings = (environment: Record<string, string>): string[] =>
  Object.keys(environment).filter((name) => !(name in environmentSchema.shape) && !telemetry.test(name))

export { readConfig }

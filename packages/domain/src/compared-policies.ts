import { defaultPolicy, type ZonePolicy } from './policy.ts'

/**
 * Ways to dispatch that a simulation compares by name: who is asked first, and the default one with each of its switches
 * turned, so that what a rule is worth can be told by the days without it.
 */
export const comparedPolicies = {
  default: { dispatchPolicy: 'default' },
  'cheapest-insertion': { dispatchPolicy: 'cheapest-insertion' },
  'nearest-idle': { dispatchPolicy: 'nearest-idle' },
  repositioning: { dispatchPolicy: 'default', repositionGain: 0.03 },
  'without-batch': { dispatchPolicy: 'default', batchSeconds: 0 },
  'without-coverage': { dispatchPolicy: 'default', coverageWeight: 0 },
  'without-reserve': { dispatchPolicy: 'default', reserveByHour: defaultPolicy.reserveByHour.map(() => 0) },
  'without-slack': { dispatchPolicy: 'default', promiseSlackSeconds: 0 },
} as const satisfies Record<string, Partial<ZonePolicy>>
export type ComparedPolicy = keyof typeof comparedPolicies
export const comparedPolicyNames = Object.keys(comparedPolicies) as [ComparedPolicy, ...ComparedPolicy[]]

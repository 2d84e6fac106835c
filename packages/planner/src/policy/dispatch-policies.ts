import type { DispatchPolicyName } from '@kerbside/domain'
import { cheapestInsertion } from './cheapest-insertion.ts'
import type { DispatchPolicy } from './dispatch-question.ts'
import { nearestIdle } from './nearest-idle.ts'
import { planAware } from './plan-aware.ts'

/** Every policy by the name that a zone, or a simulation, calls it by. */
export const dispatchPolicies: Record<DispatchPolicyName, DispatchPolicy> = {
  default: planAware,
  'cheapest-insertion': cheapestInsertion,
  'nearest-idle': nearestIdle,
}

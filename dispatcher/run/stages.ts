import type { Stage } from '@kerbside/protocol'
import type { StageHandler } from '../house.ts'
import { offerStage } from '../offer/offer-stage.ts'
import { planStage } from '../plan/plan-stage.ts'
import { settleStage } from '../settle/settle-stage.ts'
import { travelStage } from '../travel/travel-stage.ts'
import { workStage } from '../work/work-stage.ts'
import { zoneStage } from '../zone/zone-stage.ts'

/** What each stage does when it is woken. A request is a person's doing, so its folder only has doors. */
export const stageHandlers: Record<Exclude<Stage, 'request'>, StageHandler> = {
  zone: zoneStage,
  plan: planStage,
  offer: offerStage,
  travel: travelStage,
  work: workStage,
  settle: settleStage,
}

/** How many wake-ups of a stage one process takes on at once. */
export const stageConcurrency: Record<keyof typeof stageHandlers, number> = {
  zone: 8,
  plan: 2,
  offer: 4,
  travel: 4,
  work: 2,
  settle: 4,
}

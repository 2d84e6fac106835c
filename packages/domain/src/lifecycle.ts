import { z } from 'zod'

/** Where a job can stand. */
export const statuses = [
  'requested',
  'waiting',
  'offered',
  'accepted',
  'en_route',
  'on_site',
  'working',
  'done',
  'settled',
  'cancelled',
  'failed',
] as const
export const statusSchema = z.enum(statuses)
export type Status = z.infer<typeof statusSchema>

/**
 * The lifecycle table: every legal step with the statuses it may start from and the one it leads to.
 * There is no other list of moves in the house.
 */
export const lifecycle = {
  admit: { from: ['requested'], to: 'waiting' },
  rezone: { from: ['waiting'], to: 'waiting' },
  lapse: { from: ['requested'], to: 'cancelled' },
  offer: { from: ['waiting'], to: 'offered' },
  assign: { from: ['waiting'], to: 'accepted' },
  accept: { from: ['offered'], to: 'accepted' },
  decline: { from: ['offered'], to: 'waiting' },
  expire: { from: ['offered'], to: 'waiting' },
  withdraw: { from: ['offered'], to: 'waiting' },
  release: { from: ['accepted', 'en_route'], to: 'waiting' },
  depart: { from: ['accepted'], to: 'en_route' },
  arrive: { from: ['en_route'], to: 'on_site' },
  begin: { from: ['on_site'], to: 'working' },
  fail: { from: ['on_site'], to: 'failed' },
  finish: { from: ['working'], to: 'done' },
  settle: { from: ['done'], to: 'settled' },
  cancel: { from: ['requested', 'waiting', 'offered', 'accepted', 'en_route', 'on_site'], to: 'cancelled' },
} as const satisfies Record<string, { from: readonly Status[]; to: Status }>

export const steps = Object.keys(lifecycle) as StepName[]
export type StepName = keyof typeof lifecycle
/** The statuses from which step `S` is legal. */
export type FromOf<S extends StepName> = (typeof lifecycle)[S]['from'][number]
/** The status that step `S` leads to. */
export type ToOf<S extends StepName> = (typeof lifecycle)[S]['to']
/** The steps that are legal from status `F`. */
export type StepsFrom<F extends Status> = {
  [S in StepName]: F extends FromOf<S> ? S : never
}[StepName]

/** Whether a step is legal from a status. */
export const mayStep = (status: Status, step: StepName): boolean =>
  (lifecycle[step].from as readonly Status[]).includes(status)

/** Every step that is legal from a status, in the table's order. */
export const legalSteps = (status: Status): readonly StepName[] =>
  steps.filter((step) => mayStep(status, step))

/** The steps that a technician takes himself on his way through a job. */
export const technicianSteps = ['depart', 'arrive', 'begin', 'finish', 'fail', 'release'] as const
export type TechnicianStep = (typeof technicianSteps)[number]

/** The one next step of the technician's big button, by status. */
export const nextTechnicianStep: Record<Status, TechnicianStep | null> = {
  requested: null,
  waiting: null,
  offered: null,
  accepted: 'depart',
  en_route: 'arrive',
  on_site: 'begin',
  working: 'finish',
  done: null,
  settled: null,
  cancelled: null,
  failed: null,
}

export type StatusGroup = 'planning' | 'offering' | 'committed' | 'under_way' | 'over'

/** What a status means for the planner and the screens. */
export const statusGroup: Record<Status, StatusGroup> = {
  requested: 'planning',
  waiting: 'planning',
  offered: 'offering',
  accepted: 'committed',
  en_route: 'under_way',
  on_site: 'under_way',
  working: 'under_way',
  done: 'over',
  settled: 'over',
  cancelled: 'over',
  failed: 'over',
}

/** Whether nothing more is to be driven or done for a job of this status. */
export const isOver = (status: Status): boolean => statusGroup[status] === 'over'

/** The statuses in which the customer may see where his technician is. */
export const isTracked = (status: Status): boolean => status === 'en_route'

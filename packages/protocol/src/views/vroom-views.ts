import { bilingualSchema } from '@kerbside/domain'
import { z } from 'zod'

/**
 * VROOM's JSON, described: what its clients send and what they get. The planner reads it by itself, field by field, and
 * names what is wrong; these schemas are for those who read the documentation.
 */
const whole = z.int().min(0)
const amounts = z.array(whole).describe('one number a dimension, as many as capacities have')
const window = z.tuple([whole, whole]).describe('[start, end], seconds, both in it')
const lonLat = z.tuple([z.number(), z.number()]).describe('[lon, lat]')
const perType = z.record(z.string(), whole).describe('instead of the usual for vehicles of a type')
const jobExtension = z
  .object({
    tier: z.int().min(0).max(3).optional().describe('0 a rescue … 3 whatever can wait (3)'),
    penalty: z.number().min(0).optional().describe('cost of leaving it out, instead of that of its priority'),
    promise: window.optional().describe('soft: beginning later costs by tier'),
    allowed: z.array(whole).optional().describe('ids of the only vehicles that may do it'),
    refused: z.array(whole).optional().describe('ids of vehicles that may not'),
    reluctance: z.record(z.string(), z.number()).optional().describe('cost of giving it to a vehicle, by id'),
    crew: z.int().min(1).max(10).optional().describe('so many vehicles at the same time, all or none (1)'),
    levels: z.record(z.string(), whole).optional().describe('least level of a skill'),
  })
  .describe('beyond VROOM')

const taskShape = {
  id: whole,
  description: z.string().optional(),
  location: lonLat.optional().describe('needed without matrices'),
  location_index: whole.optional().describe('needed with matrices'),
  setup: whole.optional().describe('seconds, where the step before is at another place (0)'),
  service: whole.optional().describe('seconds (0)'),
  setup_per_type: perType.optional(),
  service_per_type: perType.optional(),
  time_windows: z.array(window).optional().describe('when it may begin; any time without'),
}
const bothShape = {
  skills: z.array(whole).optional(),
  priority: z.int().min(0).max(100).optional(),
  kerbside: jobExtension.optional(),
}

const stepKind = z.enum(['start', 'job', 'pickup', 'delivery', 'break', 'end'])

const vehicle = z.object({
  id: whole,
  profile: z.string().optional().describe('names its matrix (car)'),
  description: z.string().optional(),
  start: lonLat.optional(),
  start_index: whole.optional(),
  end: lonLat.optional(),
  end_index: whole.optional(),
  capacity: amounts.optional(),
  skills: z.array(whole).optional(),
  type: z.string().optional(),
  time_window: window.optional(),
  breaks: z
    .array(
      z.object({
        id: whole,
        description: z.string().optional(),
        service: whole.optional(),
        time_windows: z.array(window).optional(),
        max_load: amounts.optional(),
      }),
    )
    .optional(),
  speed_factor: z.number().optional().describe('above 0, at most 5 (1)'),
  max_tasks: whole.optional(),
  max_travel_time: whole.optional(),
  max_distance: whole.optional(),
  costs: z
    .object({
      fixed: whole.optional(),
      per_hour: whole.optional().describe('of travel (3600)'),
      per_task_hour: whole.optional(),
      per_km: whole.optional(),
    })
    .optional(),
  steps: z
    .array(
      z.object({
        type: stepKind,
        id: whole.optional(),
        service_at: whole.optional(),
        service_after: whole.optional(),
        service_before: whole.optional(),
      }),
    )
    .optional()
    .describe('where the search begins; in plan mode the route itself'),
  kerbside: z
    .object({
      levels: z.record(z.string(), whole).optional().describe('level in a skill (1)'),
      level_factor: z
        .number()
        .optional()
        .describe('work takes this much of its time for each level too many'),
      service_factor: z.number().optional().describe('work takes this many times as long'),
      overtime: whole.optional().describe('seconds the route may end after the time window, at 2 each (0)'),
      reserve: whole.optional().describe('seconds of the time window kept free of all but tier 0'),
      held: z.array(whole).optional().describe('ids of jobs that stay its own, in this order'),
    })
    .optional()
    .describe('beyond VROOM'),
})

const squareMatrix = z.array(z.array(whole))

export const vroomProblemSchema = z.object({
  jobs: z
    .array(z.object({ ...taskShape, ...bothShape, delivery: amounts.optional(), pickup: amounts.optional() }))
    .optional(),
  shipments: z
    .array(
      z.object({
        pickup: z.object(taskShape),
        delivery: z.object(taskShape),
        amount: amounts.optional(),
        ...bothShape,
      }),
    )
    .optional(),
  vehicles: z.array(vehicle),
  matrices: z
    .record(
      z.string(),
      z.object({
        durations: squareMatrix,
        distances: squareMatrix.optional(),
        costs: squareMatrix.optional(),
      }),
    )
    .optional()
    .describe('by profile; without, the roads are asked'),
  kerbside: z
    .object({
      seconds: z.number().optional().describe('of the solver, above 0, at most 60 (1)'),
      threads: z.int().optional().describe('1 to 4 (1)'),
      seed: whole.optional(),
      plan_mode: z
        .boolean()
        .optional()
        .describe('only the times of the routes given as steps, and what they break'),
      distances: z.boolean().optional().describe('distances in the answer even where no cost needs them'),
      precedences: z
        .array(z.object({ before: whole, after: whole, gap: whole.optional() }))
        .optional()
        .describe('jobs by id: one at the earliest so many seconds behind the end of the other'),
      apart: z
        .array(z.tuple([whole, whole]))
        .optional()
        .describe('jobs by id that never share a route'),
      hours: z
        .array(z.object({ from: whole, factor: z.number() }))
        .optional()
        .describe('from an instant on legs take this many times as long'),
    })
    .optional()
    .describe('beyond VROOM'),
})

const violations = z.array(z.object({ cause: z.string(), duration: z.int().optional() }))
const sums = {
  cost: z.int().describe('of the routes; the objective with its penalties is kerbside.cost.total'),
  setup: z.int(),
  service: z.int(),
  duration: z.int().describe('travel alone'),
  waiting_time: z.int(),
  priority: z.int(),
  distance: z.int().optional(),
  delivery: amounts.optional(),
  amount: amounts.optional(),
  pickup: amounts.optional(),
  violations,
}
const taskType = z.enum(['job', 'pickup', 'delivery'])
const shown = {
  description: z.string().optional(),
  location: lonLat.optional(),
  location_index: z.int().optional(),
}

export const vroomAnswerSchema = z.object({
  code: z.literal(0),
  summary: z.object({
    ...sums,
    routes: z.int(),
    unassigned: z.int(),
    computing_times: z
      .object({ loading: z.int(), solving: z.int(), routing: z.int() })
      .describe('milliseconds'),
  }),
  unassigned: z.array(z.object({ id: z.int(), type: taskType, ...shown })),
  routes: z.array(
    z.object({
      vehicle: z.int(),
      description: z.string().optional(),
      ...sums,
      steps: z.array(
        z.object({
          type: stepKind,
          id: z.int().optional(),
          job: z.int().optional(),
          ...shown,
          setup: z.int(),
          service: z.int(),
          waiting_time: z.int(),
          arrival: z.int(),
          duration: z.int().describe('travel until here'),
          distance: z.int().optional(),
          load: amounts.optional(),
          violations,
        }),
      ),
    }),
  ),
  kerbside: z.object({
    seconds: z.number(),
    threads: z.int(),
    seed: z.int(),
    roads: z.enum(['matrix', 'osrm', 'estimated']).describe('where road times come from'),
    cost: z.record(z.string(), z.number()).nullable().describe('the objective by term; null in plan mode'),
    unassigned: z.array(
      z.object({
        id: z.int(),
        type: taskType,
        reasons: z
          .array(
            z.object({
              code: z.string(),
              sentence: bilingualSchema,
              facts: z.record(z.string(), z.unknown()),
            }),
          )
          .describe('the nearest miss first'),
      }),
    ),
  }),
})

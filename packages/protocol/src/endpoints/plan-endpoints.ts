import { endpoint } from '../endpoint.ts'
import { vroomAnswerSchema, vroomProblemSchema } from '../views/index.ts'

/** Planning for others: a problem in, its plan out; nothing of the city is read or changed. */
export const plans = {
  planProblem: endpoint({
    method: 'POST',
    path: '/v1/plan',
    audience: ['supervisor'],
    scope: 'plans:make',
    tag: 'planning',
    says: 'Plans a problem in VROOM’s JSON and answers in it. At most 2,000 tasks, 500 vehicles and 60 seconds; without matrices the roads are asked, between at most 1,000 places. Leaving a task out costs 10,000 × (1 + priority / 10) seconds of travel.',
    body: vroomProblemSchema,
    answer: vroomAnswerSchema,
    asText: { mostBytes: 64 * 1024 * 1024 },
  }),
}

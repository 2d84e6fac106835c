import { city } from './city-endpoints.ts'
import { customers } from './customer-endpoints.ts'
import { exported } from './export-endpoints.ts'
import { jobs } from './job-endpoints.ts'
import { learning } from './learning-endpoints.ts'
import { machines } from './machine-endpoints.ts'
import { plans } from './plan-endpoints.ts'
import { roads } from './road-endpoints.ts'
import { sessions } from './session-endpoints.ts'
import { supervisors } from './supervisor-endpoints.ts'
import { technicians } from './technician-endpoints.ts'
import { trackers } from './tracker-endpoints.ts'
import { zones } from './zone-endpoints.ts'

/** Every HTTP door of the house but pages, tiles and health. */
export const endpoints = {
  ...sessions,
  ...city,
  ...customers,
  ...jobs,
  ...plans,
  ...technicians,
  ...supervisors,
  ...trackers,
  ...zones,
  ...machines,
  ...exported,
  ...roads,
  ...learning,
}
export type EndpointName = keyof typeof endpoints

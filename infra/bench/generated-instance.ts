interface Wish {
  layout: 'clustered' | 'random' | 'mixed'
  customers: number
  seed: number
}

const HORIZON = 1000
const SERVICE = 10
const CAPACITY = 200

/** A seeded VRPLIB text in the manner of Solomon's problems: places in clusters, anywhere, or half and half. */
export const generatedInstance = ({ layout, customers, seed }: Wish): string => {
  const random = randomFrom(seed)
  const side = Math.round(10 * Math.sqrt(customers))
  const centres = Array.from(
    { length: Math.ceil(customers / 10) },
    () => [random() * side, random() * side] as const,
  )
  const places = Array.from({ length: customers }, (_, i) => {
    const isClustered = layout === 'clustered' || (layout === 'mixed' && i % 2 === 0)
    const [x = 0, y = 0] = centres[i % centres.length] ?? []
    const spread = () => (random() + random() - 1) * 8
    return isClustered
      ? [Math.round(x + spread()), Math.round(y + spread())]
      : [Math.round(random() * side), Math.round(random() * side)]
  })
  const rows = [[side / 2, side / 2], ...places]
  const windows = rows.map(([x = 0, y = 0], i) => windowAt(i, Math.hypot(x - side / 2, y - side / 2), random))
  return [
    `NAME : ${layout}-${customers}`,
    'TYPE : CVRPTW',
    `DIMENSION : ${rows.length}`,
    `VEHICLES : ${Math.ceil(customers / 4)}`,
    `CAPACITY : ${CAPACITY}`,
    `SERVICE_TIME : ${SERVICE}`,
    'EDGE_WEIGHT_TYPE : EUC_2D',
    'NODE_COORD_SECTION',
    ...rows.map(([x, y], i) => `${i + 1} ${x} ${y}`),
    'DEMAND_SECTION',
    ...rows.map((_, i) => `${i + 1} ${i === 0 ? 0 : 1 + Math.floor(random() * 40)}`),
    'TIME_WINDOW_SECTION',
    ...windows.map(([from, until], i) => `${i + 1} ${from} ${until}`),
    'DEPOT_SECTION',
    '1',
    '-1',
    'EOF',
    '',
  ].join('\n')
}

/** A window that a van from the depot can reach and come home from. */
const windowAt = (index: number, distance: number, random: () => number): readonly [number, number] => {
  const horizon = HORIZON + 2 * Math.ceil(distance)
  if (index === 0) return [0, 2 * HORIZON]
  const earliest = Math.ceil(distance)
  const latest = horizon - earliest - SERVICE - 1
  const width = random() < 0.25 ? latest - earliest : 30 + random() * 200
  const from = Math.floor(earliest + random() * Math.max(0, latest - earliest - width))
  return [from, Math.max(from, Math.min(latest, Math.floor(from + width)))]
}

/** Lehmer's generator with the multiplier of Park & Miller (1988). */
const randomFrom = (seed: number): (() => number) => {
  let state = (seed * 2_654_435) % 2_147_483_647 || 1
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

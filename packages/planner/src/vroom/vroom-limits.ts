/** What a problem may hold at most; more is refused with the field. */
export const vroomLimits = {
  /** Jobs, and two for each shipment. */
  tasks: 2_000,
  vehicles: 500,
  breaks: 10,
  windows: 50,
  dimensions: 20,
  skills: 200,
  /** Of all steps of one route together, in plan mode. */
  planWindows: 500,
  /** Rows of a matrix. */
  places: 3_500,
  /** Places between which the roads are asked. */
  roadPlaces: 1_000,
  /** A leg that takes longer is read as: no road. */
  legSeconds: 10_000_000,
  /** Wall seconds of the solver, and those it takes unless told. */
  seconds: 60,
  usualSeconds: 1,
  threads: 4,
} as const

/** The part of VROOM's JSON that field-service days use: https://github.com/VROOM-Project/vroom/blob/master/docs/API.md */
export interface VroomDay {
  readonly jobs: readonly VroomJob[]
  readonly vehicles: readonly VroomVehicle[]
  /** Travel seconds by profile, row by row. */
  readonly matrices: Readonly<Record<string, { readonly durations: readonly (readonly number[])[] }>>
}

export interface VroomJob {
  readonly id: number
  readonly location_index: number
  readonly setup?: number
  readonly service?: number
  readonly skills?: readonly number[]
  readonly priority?: number
  readonly delivery?: readonly number[]
  readonly time_windows?: readonly (readonly [number, number])[]
}

export interface VroomVehicle {
  readonly id: number
  readonly profile?: string
  readonly start_index?: number
  readonly end_index?: number
  readonly skills?: readonly number[]
  readonly capacity?: readonly number[]
  readonly time_window?: readonly [number, number]
  readonly breaks?: readonly VroomBreak[]
  readonly max_tasks?: number
}

export interface VroomBreak {
  readonly id: number
  readonly service?: number
  readonly time_windows?: readonly (readonly [number, number])[]
}

/** What it costs to leave a job out, in seconds of driving. */
export const priceOf = (job: VroomJob): number => 10_000 + 1_000 * (job.priority ?? 0)

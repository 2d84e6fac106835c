/** Where a city comes from: a map extract, or the town generator. */
export type CitySource =
  | {
      kind: 'pbf'
      file: string
      id: string
      name: { en: string; zh: string }
      /** Null where nobody says. */
      timeZone: string | null
    }
  | { kind: 'generated'; seed: number; id: string }

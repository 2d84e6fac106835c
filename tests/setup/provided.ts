/** What `tests/setup/global.ts` hands to every test: `inject('databaseUrl')` and so on, from 'vitest'. */
declare module 'vitest' {
  export interface ProvidedContext {
    /** Superuser's address; take your own database from `freshDatabase()`. */
    databaseUrl: string
    /** All databases of this run begin with it. */
    databasePrefix: string
    /** Null where no Redis can be had. */
    redisUrl: string | null
    /** osrm-routed over the generated town; null where OSRM cannot be had, with the reason in `osrmTrouble`. */
    osrmUrl: string | null
    osrmTrouble: string
    /** Folder of OSRM's programs; empty where they cannot be had. */
    osrmBin: string
    /** Dataset of the generated town, seed 1. */
    cityDir: string
  }
}

export type Provided = import('vitest').ProvidedContext

import type { Bilingual, Hours, ServiceId, ZonePolicy, ZonePolygon } from '@kerbside/domain'
import type { StationView, WantedZone, WantedZones, ZoneChangeView, ZoneEffect } from '@kerbside/protocol'
import type { ColumnType } from 'kysely'
import type { Actor, Instant, Json, MaybeInstant } from './columns.ts'

/** What a live change of zones replaced: rows to put back, and the versions it made, on which a roll-back insists. */
export interface UndoZones {
  zones: (WantedZone & { wasRetired: boolean })[]
  added: string[]
  technicians: { id: string; zoneId: string }[]
  stations: { id: string; zoneId: string }[]
  versions: Record<string, number>
}

/** Zones, their changes in time and their stations. */
export interface ZoneTables {
  zones: {
    city_id: string
    zone_id: string
    name: Json<Bilingual>
    polygon: Json<ZonePolygon>
    hours: Json<Hours>
    services: ServiceId[]
    policy: Json<ZonePolicy>
    version: number
    created_at: Instant
    retired_at: MaybeInstant
  }
  zone_changes: {
    city_id: string
    change_id: string
    kind: ZoneChangeView['kind']
    status: ZoneChangeView['status']
    note: string
    made_by: Json<Actor>
    made_at: Instant
    effective_at: MaybeInstant
    ended_at: MaybeInstant
    wanted: Json<WantedZones>
    effect: ColumnType<ZoneEffect | null, string | null, string | null>
    undo: ColumnType<UndoZones | null, string | null, string | null>
    reason: ColumnType<Bilingual | null, string | null, string | null>
  }
  waits: {
    city_id: string
    wait_id: string
    technician_id: string
    station_id: string
    zone_id: string
    state: 'proposed' | 'going' | 'there' | 'declined' | 'over'
    gain: number
    drive_seconds: number
    drive_metres: number
    proposed_at: Instant
    /** When it came to stand as it does. */
    state_at: Instant
    /** From when and until when he drove there. */
    went_at: MaybeInstant
    drove_until: MaybeInstant
  }
  stations: {
    city_id: string
    station_id: string
    zone_id: string
    kind: StationView['kind']
    name: Json<Bilingual>
    lon: number
    lat: number
    created_at: Instant
  }
}

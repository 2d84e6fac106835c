import { answersRescues } from '@kerbside/domain'
import { coverOf, legsOf, proposeMoves, reachFrom } from '@kerbside/planner'
import type { House } from '../house.ts'
import { type ExpectedDemand, readDemand } from '../planning/expected-rescues.ts'
import { draftProblem, onRoads } from '../planning/problem-of.ts'
import {
  type BoardShift,
  listZoneIds,
  readBoard,
  type ZoneBoard,
  type ZoneRow,
} from '../planning/zone-board.ts'
import { busyShare } from '../planning/zone-weights.ts'
import {
  listWaitingStations,
  listWaits,
  openWait,
  proposeWait,
  settleWait,
  type WaitingStation,
  type WaitRow,
} from './wait-store.ts'

/** Who has to leave for his next stop within this is not idle. */
const idleMs = 25 * 60_000
/** A question stands for so long; who said no is asked again only later. */
const lapsesMs = 5 * 60_000
const memoryMs = 60 * 60_000
/** So often a shift is anybody sent about, and no drive is longer than this. */
const mostMoves = 4
const mostDriveSeconds = 900
/** The sooner a rescue is reached the better: the share reached within each of these, all counting alike. */
const reachedWithin = [180, 300, 480, 900]
/** A shift is never longer. */
const shiftMs = 14 * 3_600_000

/**
 * Looks who stands idle: whose wait is over because something is to be done is told so, and where a zone's switch says from
 * which gain on, idle technicians who answer rescues are asked to wait where they cover more of them. Nobody has to go; an
 * offer or a plan comes before any wait.
 */
export const watchWaits = async (house: House): Promise<void> => {
  const nowMs = house.clock.now()
  const zones = await zonesThatMove(house)
  const waits = await listWaits(house.db, house.city.id, nowMs - shiftMs)
  const open = waits.filter(isOpen)
  if (zones.length === 0 && open.length === 0) return
  const zoneIds = [...new Set([...zones.map((zone) => zone.zone_id), ...open.map((wait) => wait.zone_id)])]
  for (const zoneId of zoneIds) {
    const board = await readBoard(house.db, house.city.id, [zoneId], nowMs)
    const zone = zones.find((one) => one.zone_id === zoneId)
    const idle = idleOf(board)
    const stations = await listWaitingStations(house.db, house.city.id, zoneId)
    const over = open.filter(
      (wait) => wait.zone_id === zoneId && isOver(wait, { zone, idle, stations, nowMs }),
    )
    for (const wait of over) await house.db.transaction().execute((tx) => settleWait(tx, wait, 'over'))
    if (zone)
      await moveIdle(house, zone, {
        board,
        idle,
        stations,
        waits: waits.map((wait) =>
          over.includes(wait) ? { ...wait, state: 'over', state_at: new Date(nowMs) } : wait,
        ),
      })
  }
}

const isOpen = ({ state }: WaitRow): boolean => (openWait as readonly string[]).includes(state)

const zonesThatMove = async (house: House): Promise<ZoneRow[]> => {
  const ids = await listZoneIds(house.db, house.city.id)
  if (ids.length === 0) return []
  const rows = await house.db
    .selectFrom('zones')
    .selectAll()
    .where('city_id', '=', house.city.id)
    .where('zone_id', 'in', ids)
    .orderBy('zone_id')
    .execute()
  return rows.filter(({ policy }) => policy.repositionGain > 0 && policy.dispatchPolicy === 'default')
}

/** Who is on duty with nothing in hand, nothing asked, and nothing to leave for soon. */
const idleOf = (board: ZoneBoard): BoardShift[] => {
  const inHand = new Set(
    board.jobs.flatMap(({ row, heldBy }) =>
      ['en_route', 'on_site', 'working', 'offered'].includes(row.status) && heldBy ? [heldBy] : [],
    ),
  )
  const leavesSoon = ({ shiftId }: BoardShift): boolean => {
    const next = board.tours.get(shiftId)?.[0]
    return next !== undefined && next.arriveMs - next.driveSeconds * 1000 < board.nowMs + idleMs
  }
  return board.shifts.filter(
    (shift) =>
      shift.onDuty &&
      shift.fix !== null &&
      !shift.hasOpenOffer &&
      !inHand.has(shift.technicianId) &&
      !leavesSoon(shift) &&
      shift.untilMs > board.nowMs + idleMs,
  )
}

const isOver = (
  wait: WaitRow,
  {
    zone,
    idle,
    stations,
    nowMs,
  }: {
    zone: ZoneRow | undefined
    idle: readonly BoardShift[]
    stations: readonly WaitingStation[]
    nowMs: number
  },
): boolean =>
  zone === undefined ||
  !stations.some(({ id }) => id === wait.station_id) ||
  !idle.some((shift) => shift.technicianId === wait.technician_id) ||
  (wait.state === 'proposed' && nowMs - wait.proposed_at.getTime() > lapsesMs)

interface Idleness {
  board: ZoneBoard
  stations: readonly WaitingStation[]
  idle: readonly BoardShift[]
  waits: readonly WaitRow[]
}

const moveIdle = async (
  house: House,
  zone: ZoneRow,
  { board, idle, stations, waits }: Idleness,
): Promise<void> => {
  const waiting = new Map(waits.filter(isOpen).map((wait) => [wait.technician_id, wait]))
  const askable = idle.filter((shift) => mayBeAsked(shift, waits, board.nowMs))
  if (askable.length === 0) return
  const demand = await readDemand(house.db, house.city.id, [zone.zone_id], board.nowMs)
  const taken = new Set([...waiting.values()].map((wait) => wait.station_id))
  if (demand.length === 0 || stations.every(({ id }) => taken.has(id))) return
  for (const move of await movesIn(house, zone, { board, askable, waiting, demand, stations }))
    await proposeWait(house, {
      zoneId: zone.zone_id,
      technicianId: move.technicianId,
      stationId: move.placeId,
      gain: move.gain,
      driveSeconds: move.driveSeconds,
      driveMetres: move.driveMetres,
    })
}

/** He answers rescues, has not been asked too often in this shift, and did not just say no. */
const mayBeAsked = (shift: BoardShift, waits: readonly WaitRow[], nowMs: number): boolean => {
  if (!answersRescues(shift.skills)) return false
  const his = waits.filter((wait) => wait.technician_id === shift.technicianId)
  const asked = his.filter((wait) => wait.proposed_at.getTime() >= shift.fromMs)
  return (
    asked.length < mostMoves &&
    !his.some((wait) => isOpen(wait) || nowMs - wait.state_at.getTime() < restMs[wait.state])
  )
}
/** How long he is left alone after a wait: long where he said no, a little where something came between. */
const restMs: Record<WaitRow['state'], number> = {
  proposed: 0,
  going: 0,
  there: 0,
  declined: memoryMs,
  over: lapsesMs,
}

interface Question {
  board: ZoneBoard
  askable: readonly BoardShift[]
  waiting: ReadonlyMap<string, WaitRow>
  demand: readonly ExpectedDemand[]
  stations: readonly WaitingStation[]
}

const movesIn = async (
  house: House,
  zone: ZoneRow,
  { board, askable, waiting, demand, stations }: Question,
) => {
  const running = { ...board, shifts: board.shifts.filter((shift) => shift.onDuty) }
  const draft = draftProblem(running, house.lessons.work)
  const { problem } = await onRoads(house, draft, zone.zone_id, [
    ...demand.map(({ point }) => ({ point, startOnly: false })),
    ...stations.map(({ point }) => ({ point, startOnly: false })),
  ])
  const technicianOf = new Map(running.shifts.map((shift) => [shift.shiftId, shift]))
  const stationAt = new Map(stations.map(({ id }, k) => [id, draft.points.length + demand.length + k]))
  const cells = demand.map((one, v) => ({ location: draft.points.length + v, demand: one.demand }))
  // Sooner is better also where everything is near: one ring of cells for each time within which a rescue may be reached.
  const able = ({ skills }: { skills: readonly string[] }): boolean => answersRescues(skills)
  const rings = reachedWithin.map((withinSeconds) =>
    coverOf(problem, cells, { withinSeconds, busyShare, able }),
  )
  const inRings = (cellsWithin: (ring: number) => readonly number[]): number[] =>
    reachedWithin.flatMap((_, ring) => cellsWithin(ring).map((v) => ring * cells.length + v))
  const reachOf = (stationId: string): number[] => {
    const at = stationAt.get(stationId)
    return at === undefined
      ? []
      : inRings((ring) => reachFrom(problem, at, cells, reachedWithin[ring] as number))
  }
  const reach = new Map(
    [...(rings[0]?.reach.keys() ?? [])].map((id) => [
      id,
      inRings((ring) => rings[ring]?.reach.get(id) ?? []),
    ]),
  )
  // Who is on his way to a waiting place counts as if he were there.
  for (const { shiftId, technicianId } of running.shifts) {
    const wait = waiting.get(technicianId)
    if (wait && reach.has(shiftId)) reach.set(shiftId, reachOf(wait.station_id))
  }
  const cover = {
    busyShare,
    reach,
    demand: rings.flatMap((ring) => ring.demand.map((share) => share / reachedWithin.length)),
  }
  const legSeconds = legsOf(problem)
  const taken = new Set([...waiting.values()].map((wait) => wait.station_id))
  const free = stations.filter(({ id }) => !taken.has(id))
  const startOf = new Map(problem.technicians.map((one) => [one.id, one.start]))
  const idle = askable.map(({ shiftId }) => {
    const start = startOf.get(shiftId) ?? null
    const driveSeconds = free.map(({ id }) =>
      start === null ? -1 : legSeconds(start, stationAt.get(id) ?? start, problem.now),
    )
    return { id: shiftId, driveSeconds, movesLeft: 1 }
  })
  const moves = proposeMoves(
    cover,
    idle,
    free.map(({ id }) => ({ id, reach: reachOf(id) })),
    { threshold: zone.policy.repositionGain, mostDriveSeconds, mostMoves: 1 },
  )
  return moves.map((move) => ({
    ...move,
    driveMetres:
      problem.matrix.metres[
        (startOf.get(move.technicianId) ?? 0) * problem.matrix.size + (stationAt.get(move.placeId) ?? 0)
      ] ?? 0,
    technicianId: technicianOf.get(move.technicianId)?.technicianId ?? move.technicianId,
  }))
}

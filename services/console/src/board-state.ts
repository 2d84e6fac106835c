import { isOver } from '@kerbside/domain'
import type {
  AlertView,
  Answer,
  endpoints,
  JobView,
  LiveEvent,
  Positions,
  TechnicianView,
  TourView,
} from '@kerbside/protocol'

type BoardAnswer = Answer<typeof endpoints.getBoard>

/** What the console knows of the city now, by id, so that one event changes one thing. */
export interface Board {
  seq: number
  technicians: ReadonlyMap<string, TechnicianView>
  jobs: ReadonlyMap<string, JobView>
  tours: ReadonlyMap<string, TourView>
  alerts: ReadonlyMap<string, AlertView>
  today: BoardAnswer['today']
}

const byId = <T extends { id: string }>(items: readonly T[]): Map<string, T> =>
  new Map(items.map((item) => [item.id, item]))

export const boardOf = (answer: BoardAnswer): Board => ({
  seq: answer.seq,
  technicians: byId(answer.technicians),
  jobs: byId(answer.jobs),
  tours: new Map(answer.tours.map((tour) => [tour.technicianId, tour])),
  alerts: byId(answer.alerts),
  today: answer.today,
})

const put = <T>(map: ReadonlyMap<string, T>, id: string, value: T): Map<string, T> =>
  new Map(map).set(id, value)
const without = <T>(map: ReadonlyMap<string, T>, id: string): Map<string, T> => {
  const next = new Map(map)
  next.delete(id)
  return next
}

/** The board after an event; the same event twice, or an older one, changes nothing. */
export const applyEvent = (board: Board, event: LiveEvent): Board => {
  if (event.seq <= board.seq) return board
  return { ...changeBoard(board, event), seq: event.seq }
}

const changeBoard = (board: Board, event: LiveEvent): Board => {
  if (event.type === 'job.changed') return withJob(board, event.body.job)
  if (event.type === 'technician.changed') {
    const { technician } = event.body
    return { ...board, technicians: put(board.technicians, technician.id, technician) }
  }
  if (event.type === 'tour.changed') {
    const { tour } = event.body
    return { ...board, tours: put(board.tours, tour.technicianId, tour) }
  }
  if (event.type === 'alert.raised')
    return { ...board, alerts: put(board.alerts, event.body.alert.id, event.body.alert) }
  if (event.type === 'alert.resolved') return { ...board, alerts: without(board.alerts, event.body.alert.id) }
  return board
}

const withJob = (board: Board, job: JobView): Board => {
  const known = board.jobs.get(job.id)
  if (known && known.version > job.version) return board
  const done = (one: JobView | undefined): boolean => one?.status === 'done' || one?.status === 'settled'
  const today = {
    ...board.today,
    jobs: board.today.jobs + (known ? 0 : 1),
    done: board.today.done + (done(job) && !done(known) ? 1 : 0),
    unplanned: Math.max(
      0,
      board.today.unplanned + Number(isUnplanned(job)) - Number(known !== undefined && isUnplanned(known)),
    ),
  }
  return { ...board, jobs: put(board.jobs, job.id, job), today }
}

const isUnplanned = (job: JobView): boolean => job.unplanned !== null && !isOver(job.status)

/** The board with newer positions; they carry no number and never go back in time. */
export const applyPositions = (board: Board, positions: Positions): Board => {
  const technicians = new Map(board.technicians)
  for (const { technicianId, state, fix } of positions.fixes) {
    const known = technicians.get(technicianId)
    if (!known || (known.fix && known.fix.at >= fix.at)) continue
    technicians.set(technicianId, { ...known, state, fix })
  }
  return { ...board, technicians }
}

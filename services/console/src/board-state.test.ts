import type { JobView, LiveEvent, TechnicianView } from '@kerbside/protocol'
import { describe, expect, it } from 'vitest'
import { applyEvent, applyPositions, type Board, boardOf } from './board-state.ts'
import { needsOf } from './needs.ts'

const job = (change: Partial<JobView>): JobView =>
  ({
    id: 'job_1',
    version: 1,
    status: 'waiting',
    unplanned: null,
    risk: 'kept',
    category: 'wash',
    requestedAt: '2026-11-24T00:00:00.000Z',
    ...change,
  }) as JobView
const empty: Board = boardOf({
  now: '2026-11-24T00:00:00.000Z',
  seq: 10,
  technicians: [],
  jobs: [],
  tours: [],
  alerts: [],
  today: { jobs: 0, done: 0, onTimeShare: null, rescueWaitMedianSeconds: null, unplanned: 0 },
})
const changed = (seq: number, view: JobView): LiveEvent => ({
  stream: 'city',
  seq,
  at: '',
  type: 'job.changed',
  body: { job: view },
})

describe('the board', () => {
  it('takes an event once, whatever comes twice', () => {
    const once = applyEvent(empty, changed(11, job({})))
    expect(once.today.jobs).toBe(1)
    expect(applyEvent(once, changed(11, job({})))).toBe(once)
  })

  it('keeps the newer version of a job', () => {
    const newer = applyEvent(empty, changed(11, job({ version: 5, status: 'on_site' })))
    expect(
      applyEvent(newer, changed(12, job({ version: 4, status: 'en_route' }))).jobs.get('job_1')?.status,
    ).toBe('on_site')
  })

  it('never moves a technician back in time', () => {
    const at = (second: number) => ({
      at: `2026-11-24T00:00:0${second}.000Z`,
      point: [121, 31] as [number, number],
      accuracy: 5,
      heading: null,
      speed: null,
    })
    const board = {
      ...empty,
      technicians: new Map([['t', { id: 't', fix: at(5), state: 'free' } as TechnicianView]]),
    }
    const after = applyPositions(board, {
      at: '',
      fixes: [{ technicianId: 't', state: 'driving', fix: at(3) }],
    })
    expect(after.technicians.get('t')?.fix?.at).toBe(at(5).at)
  })
})

describe('what needs me', () => {
  it('puts a rescue that is in no tour before a wash at risk, and leaves what goes well out', () => {
    const unplanned = [{ code: 'skill', sentence: { en: 'x', zh: 'x' }, facts: {} }]
    const board = [
      changed(11, job({ id: 'job_fine' })),
      changed(12, job({ id: 'job_wash', risk: 'danger' })),
      changed(13, job({ id: 'job_rescue', category: 'rescue', unplanned })),
    ].reduce(applyEvent, empty)
    expect(needsOf(board).map((need) => need.jobId)).toEqual(['job_rescue', 'job_wash'])
  })
})

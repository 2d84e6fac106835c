import type { ZonePolygon } from '@kerbside/domain'
import { polygonProblem } from '@kerbside/geo'
import { endpoints } from '@kerbside/protocol'
import { type Door, door } from '../door.ts'
import { roadNamesIn } from '../outside/osrm/index.ts'
import { Refusal } from '../refusal.ts'
import { closureView, findRoadState, finishClosure, listClosures, writeClosure } from './closure-store.ts'

/** A closed street is smaller than a zone may be; an area of nothing is refused all the same. */
const requireArea = (polygon: ZonePolygon): void => {
  const problem = polygonProblem(polygon)
  if (!problem || problem.code === 'empty') return
  throw new Refusal('invalid', problem.sentence, {
    field: 'polygon',
    ...(problem.at ? { more: { at: problem.at } } : {}),
  })
}

export const roadDoors: Door[] = [
  door(endpoints.listClosures, async (house) => {
    const [rows, state] = await Promise.all([
      listClosures(house.db, house.city.id),
      findRoadState(house.db, house.city.id),
    ])
    return {
      closures: rows.map((row) => closureView(row, house.clock.now())),
      roads: {
        state: state?.state ?? ('unchanged' as const),
        says: state?.says ?? { en: 'No road is changed.', zh: '道路无变更。' },
        segments: state?.segments ?? 0,
        changedAt: state?.changed_at.toISOString() ?? null,
      },
    }
  }),

  door(endpoints.addClosure, async (house, { body, person, commit }) => {
    requireArea(body.polygon)
    if (body.kind === 'slow' && body.share === undefined) {
      throw new Refusal(
        'invalid',
        { en: 'Say which share of the usual speed is left.', zh: '请填写剩余车速比例。' },
        { field: 'share' },
      )
    }
    const from = body.from ? Date.parse(body.from) : house.clock.now()
    if (body.until !== null && Date.parse(body.until) <= Math.max(from, house.clock.now())) {
      throw new Refusal(
        'invalid',
        { en: 'It ends before it begins, or has ended.', zh: '结束时间须晚于开始时间和当前时间。' },
        { field: 'until' },
      )
    }
    return commit(async (tx) =>
      closureView(await writeClosure(tx, house, body, person.name), house.clock.now()),
    )
  }),

  door(endpoints.endClosure, (house, { params, commit }) =>
    commit(async (tx) => {
      const row = await finishClosure(tx, house.city.id, params.id)
      if (!row) throw new Refusal('not_found', { en: 'There is no such closure.', zh: '没有这条封路记录。' })
      return closureView(row, house.clock.now())
    }),
  ),

  door(endpoints.listRoadNames, async (house, { body }) => {
    requireArea(body.polygon)
    return { names: house.cityDir === null ? [] : await roadNamesIn(house.cityDir, body.polygon) }
  }),
]

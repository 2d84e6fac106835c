import { endpoints } from '@kerbside/protocol'
import { type Door, door } from '../door.ts'
import type { House } from '../house.ts'
import type { PlanQuestion, ProblemTrouble } from '../plan-threads/index.ts'
import { Refusal } from '../refusal.ts'

/** Nothing goes before what the problem says. */
const noWish = { seconds: null, threads: null, seed: null, planMode: false, rounding: null }
/** Instants beyond this are dates, before it they count from some beginning of the problem's own. */
const firstDate = 1_000_000_000

export const planDoors: Door[] = [
  door(endpoints.planProblem, async (house, { body, gone }) => {
    const final = await house.textPlanner.plan({
      bytes: body,
      wish: noWish,
      signal: gone,
      askRoads: asksRoadsOf(house),
    })
    if (!final) {
      throw new Refusal('not_ready', {
        en: 'Many problems are being planned; try again shortly.',
        zh: '规划任务较多，请稍后再试。',
      })
    }
    if (final.kind === 'answer') return final.text
    throw refusalOf(final)
  }),
]

/** Road times of the hour in which the earliest shift begins, where the problem's instants are dates; else of now. */
const asksRoadsOf =
  (house: House): PlanQuestion['askRoads'] =>
  async (lonLats, begins) => {
    const at = begins !== null && begins >= firstDate ? begins : Math.round(house.clock.now() / 1000)
    const points = lonLats.map(([lon, lat]): [number, number] => [lon, lat])
    const { seconds, metres, quality } = await house.roads.table(points, { at })
    return { seconds, metres, quality }
  }

/** VROOM's code and words stand beside ours, for its clients. */
const refusalOf = ({ code, field, sentence }: ProblemTrouble): Error => {
  if (code === 1) return new Error(sentence.en)
  const said = (words: string, stop: string): string => `${field === '' ? '' : `${field} `}${words}${stop}`
  return new Refusal(
    field === '' ? 'malformed' : 'invalid',
    { en: said(sentence.en, '.'), zh: said(sentence.zh, '。') },
    { ...(field === '' ? {} : { field }), more: { code, error: said(sentence.en, '') } },
  )
}

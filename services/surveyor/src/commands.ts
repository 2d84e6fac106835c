import { readFileSync, writeFileSync } from 'node:fs'
import type { ZoneChangeSummary, ZoneChangeView } from '@kerbside/protocol'
import { type Ask, Refused } from './ask-kerbside.ts'
import { type DemandLine, readDemandFile } from './demand-file.ts'
import type { Desk } from './desk.ts'
import { effectLines, stationLines } from './effect-table.ts'
import { benchPlaces } from './place-bench.ts'
import type { SurveyArgs } from './survey-args.ts'

/** Every command; what it answers is printed as the last line with `--json`. */
export const commands: Readonly<Record<string, (desk: Desk) => Promise<unknown>>> = {
  async propose(desk) {
    const { ask, args, print } = desk
    const body = { zones: args.zones, seed: args.seed, ...demandOf(args) }
    const draft = await ask('proposeZones', { body })
    for (const line of draft.effect ? effectLines(draft.effect) : []) print(line)
    if (args.out) writeOut(args.out, draft)
    return finish(desk, draft)
  },

  async stations({ ask, args, print }) {
    const proposal = await ask('proposeStations', { body: { places: args.places, ...demandOf(args) } })
    for (const line of stationLines(proposal)) print(line)
    return proposal
  },

  async export({ ask, args, print }) {
    const file = await ask('exportZones', {})
    const text = JSON.stringify(file, null, 1)
    if (args.out) writeFileSync(args.out, `${text}\n`)
    else print(text)
    return { zones: file.features.length }
  },

  async import(desk) {
    const { ask, args, print } = desk
    const geojson: unknown = parseFile(args.word)
    const draft = await ask('importZones', { body: { geojson: geojson as never, ...demandOf(args) } })
    for (const line of draft.effect
      ? effectLines(draft.effect)
      : ['Its effect is not known: there is too little history.'])
      print(line)
    return finish(desk, draft)
  },

  async changes({ ask, print }) {
    const { changes } = await ask('listZoneChanges', { query: {} })
    for (const change of changes) print(changeLine(change))
    return { changes }
  },

  apply: ({ ask, args, print }) => applied(ask, args.word, args.at, print),

  async 'roll-back'({ ask, args, print }) {
    const change = await ask('rollBackZones', { params: { id: args.word }, body: { at: args.at } })
    print(changeLine(change))
    return { id: change.id, status: change.status }
  },

  places: benchPlaces,
}

/** Without a word about demand a cold city has only its places. */
const demandOf = ({ demand, cold }: SurveyArgs): { source?: 'history' | 'places'; demand?: DemandLine[] } => {
  const wish = demand ?? (cold ? 'places' : 'history')
  if (wish === 'history' || wish === 'places') return { source: wish }
  return { demand: readDemandFile(readText(wish)) }
}

const finish = async ({ ask, args, print }: Desk, draft: ZoneChangeView): Promise<unknown> => {
  print('')
  if (!args.apply) print(`Draft ${draft.id}: nothing is live. “apply ${draft.id}” makes it so.`)
  const { status } = args.apply ? await applied(ask, draft.id, args.at, print) : draft
  return { id: draft.id, status, effect: draft.effect }
}

const applied = async (
  ask: Ask,
  id: string,
  at: string | null,
  print: (line: string) => void,
): Promise<{ id: string; status: string }> => {
  const change = await ask('applyZoneChange', { params: { id }, body: { at } })
  print(changeLine(change))
  return { id: change.id, status: change.status }
}

const changeLine = (change: ZoneChangeSummary): string =>
  [
    change.id,
    change.status.padEnd(9),
    change.kind.padEnd(9),
    change.effectiveAt ?? change.madeAt,
    change.by,
    change.zoneNames.map(({ en }) => en).join(', '),
    change.reason?.en ?? '',
  ]
    .join('  ')
    .trimEnd()

const writeOut = (path: string, draft: ZoneChangeView): void => {
  const features = draft.wanted.zones.map(({ id, name, polygon, hours, services, policy }) => ({
    type: 'Feature',
    id,
    properties: { name, hours, services, policy },
    geometry: polygon,
  }))
  writeFileSync(path, `${JSON.stringify({ type: 'FeatureCollection', features }, null, 1)}\n`)
}

const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new Refused(`There is no file ${path}.`, { cause: error })
  }
}

const parseFile = (path: string): unknown => {
  try {
    return JSON.parse(readText(path))
  } catch (error) {
    throw error instanceof Refused ? error : new Refused(`${path} is no JSON.`, { cause: error })
  }
}

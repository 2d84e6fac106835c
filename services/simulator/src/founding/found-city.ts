import type { Skill } from '@kerbside/domain'
import { skills } from '@kerbside/domain'
import type { TechnicianView, ZoneView } from '@kerbside/protocol'
import type { NamedPlace, SamplePlaces } from '../city/sample-places.ts'
import { sortPlaces } from '../city/sample-places.ts'
import { isRefusal } from '../doors/door-problem.ts'
import type { Caller } from '../doors/open-doors.ts'
import { randomStream } from '../random-stream.ts'
import { makeRoster, type RosterLine, stockFor } from './roster.ts'
import { nightShift, shiftsAhead, windowOf } from './shift-plan.ts'
import { readZonesFile } from './zones-file.ts'

export interface FoundingPlan {
  supervisor: Caller
  cityDir: string
  timeZone: string
  places: readonly NamedPlace[]
  nowMs: number
  seed: number
  technicians: number
  /** The password of the simulated technicians. */
  password: string
}

/** The city as founded: its zones, and the simulated technicians with the lines of the roster they were made from. */
export interface FoundedCity {
  zones: ZoneView[]
  technicians: { line: RosterLine; technician: TechnicianView }[]
  made: { zones: number; technicians: number; shifts: number }
}

/** The technician whom a real person plays: can do everything, works in the first zone. */
export const demoTechnician = {
  name: '陈师傅',
  initials: 'CSF',
  phone: '+8613800000002',
  password: 'kerbside-demo',
}

/** Makes what is missing of zones, technicians and shifts; what is there is left as it is. */
export const foundCity = async (plan: FoundingPlan): Promise<FoundedCity> => {
  const { zones, made: zonesMade } = await foundZones(plan)
  const roster = makeRoster(plan.technicians, zones.length, plan.seed)
  const known = new Map(
    (await plan.supervisor.call('listTechnicians')).technicians.map((one) => [one.phone, one]),
  )
  const places = sortPlaces(plan.places, zones)
  let made = 0
  const technicians: FoundedCity['technicians'] = []
  for (const line of roster) {
    const there = known.get(line.phone)
    if (!there) made += 1
    technicians.push({ line, technician: there ?? (await hire(plan, line, zones, places)) })
  }
  if (!known.has(demoTechnician.phone)) {
    made += 1
    await hireDemoTechnician(plan, zones, places)
  }
  const shifts = await giveShifts(plan, technicians)
  return { zones, technicians, made: { zones: zonesMade, technicians: made, shifts } }
}

const foundZones = async ({ supervisor, cityDir }: FoundingPlan) => {
  const there = (await supervisor.call('listZones')).zones
  if (there.length > 0) return { zones: there, made: 0 }
  const zones: ZoneView[] = []
  for (const zone of await readZonesFile(cityDir))
    zones.push(await supervisor.call('addZone', { body: zone }))
  return { zones, made: zones.length }
}

const hire = (plan: FoundingPlan, line: RosterLine, zones: readonly ZoneView[], places: SamplePlaces) => {
  const zone = zones[line.zoneIndex]
  if (!zone) throw new Error(`The city has no zone number ${line.zoneIndex}`)
  const { name, initials, phone, vanPlate } = line
  const home = places.inZone(zone.id, randomStream(plan.seed, 'home', phone)).point
  return plan.supervisor.call('addTechnician', {
    body: {
      name,
      initials,
      phone,
      vanPlate,
      home,
      password: plan.password,
      skills: line.skills,
      zoneId: zone.id,
      stock: stockFor(line.skills),
      simulated: true,
    },
  })
}

const hireDemoTechnician = async (plan: FoundingPlan, zones: readonly ZoneView[], places: SamplePlaces) => {
  const zone = zones[0]
  if (!zone) throw new Error('The city has no zone')
  const all: Skill[] = [...skills]
  await plan.supervisor.call('addTechnician', {
    body: {
      ...demoTechnician,
      skills: all,
      zoneId: zone.id,
      home: places.inZone(zone.id, randomStream(plan.seed, 'home', demoTechnician.phone)).point,
      vanPlate: '沪A88888',
      stock: stockFor(all),
      simulated: false,
    },
  })
}

type Staff = Pick<FoundingPlan, 'supervisor' | 'nowMs' | 'timeZone'>

/** Gives today's and tomorrow's shifts where they are missing; answers how many were. */
export const giveShifts = async (plan: Staff, technicians: FoundedCity['technicians']): Promise<number> => {
  let given = 0
  for (const { line, technician } of technicians) {
    for (const shift of shiftsAhead(line, plan.nowMs, plan.timeZone)) {
      if (await giveShift(plan.supervisor, technician.id, shift)) given += 1
    }
  }
  return given
}

/** At an hour without shifts, puts everybody to work who has an hour or more before his next; answers how many. */
export const giveNightShifts = async (
  plan: Staff,
  technicians: FoundedCity['technicians'],
): Promise<number> => {
  const roster = technicians.map((one) => one.line)
  let given = 0
  for (const { line, technician } of technicians) {
    const shift = nightShift(line, roster, plan.nowMs, plan.timeZone)
    if (shift && (await giveShift(plan.supervisor, technician.id, shift))) given += 1
  }
  return given
}

/** Shifts of one technician do not overlap: the refusal says that he has this one already. */
const giveShift = async (supervisor: Caller, id: string, shift: { fromMs: number; untilMs: number }) => {
  try {
    await supervisor.call('addShift', { params: { id }, body: windowOf(shift) })
    return true
  } catch (error) {
    if (isRefusal(error, 'taken', 'overlapping')) return false
    throw error
  }
}

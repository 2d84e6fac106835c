import { setTimeout as pause } from 'node:timers/promises'
import type { CityView, EndpointName } from '@kerbside/protocol'
import { type NamedPlace, readPlaces, sortPlaces } from './city/sample-places.ts'
import { Crowd } from './demand/crowd.ts'
import { makeCustomers } from './demand/customer.ts'
import { DoorProblem } from './doors/door-problem.ts'
import { type Caller, type Doors, openDoors } from './doors/open-doors.ts'
import { type SignedIn, staffSignIn } from './doors/signed-in.ts'
import { type FoundedCity, foundCity } from './founding/found-city.ts'
import { OfferLatency } from './report/offer-latency.ts'
import { Tally } from './report/tally.ts'
import { makeTroubleLog } from './report/trouble-log.ts'
import { SimulatedTechnician } from './technician/technician.ts'
import { Agenda } from './time/agenda.ts'
import { KerbsideClock } from './time/kerbside-clock.ts'

export interface CityRunOptions {
  url: string
  cityDir: string
  supervisor: { phone: string; password: string }
  seed: number
  technicians: number
  /** Phone of a simulated technician whom a real person plays. */
  leaveTechnician?: string | undefined
  /** Id or name of a zone that is left to real people. */
  leaveZone?: string | undefined
  say(line: string): void
}

/** The password of all simulated technicians; real ones never get it. */
const simulatedPassword = 'kerbside-simulated'
const listenEveryMs = 10_000

/** A founded city with its people ready to live; they begin with `open()`. */
export interface CityRun {
  options: CityRunOptions
  city: CityView
  clock: KerbsideClock
  agenda: Agenda
  supervisor: SignedIn
  founded: FoundedCity
  crowd: Crowd
  technicians: readonly SimulatedTechnician[]
  tally: Tally
  latency: OfferLatency
  signal: AbortSignal
  open(): void
  close(): Promise<void>
}

/** Founds what is missing and puts the people in their places. */
export const openCityRun = async (options: CityRunOptions): Promise<CityRun> => {
  const end = new AbortController()
  const tally = new Tally()
  const onTrouble = (name: EndpointName, problem: DoorProblem): void => tally.problem(name, problem)
  const doors = openDoors({ url: options.url, signal: end.signal, onTrouble })
  const clock = new KerbsideClock(await listen(doors))
  const tellTrouble = makeTroubleLog(options.say)
  const onError = (error: unknown): void => {
    if (end.signal.aborted) return
    tally.count('trouble')
    tellTrouble(error)
  }
  const agenda = new Agenda(clock, onError)
  const listening = keepListening(doors, clock, agenda, onError)
  const supervisor = staffSignIn(doors, options.supervisor.phone, options.supervisor.password)
  const [city, places] = await Promise.all([doors.call('getCity'), readPlaces(options.cityDir)])
  const founded = await foundHere(options, { supervisor, city, places, nowMs: clock.now() })
  const left = leftZones(options, founded)
  const latency = new OfferLatency()
  const common = { agenda, tally, onError }
  const crowd = new Crowd({
    ...common,
    latency,
    customers: makeCustomers({ doors, supervisor, seed: options.seed }),
    places: sortPlaces(places, founded.zones, left),
  })
  const technicians = founded.technicians
    .filter(({ technician }) => technician.phone !== options.leaveTechnician && !left.has(technician.zoneId))
    .map(
      ({ technician }) =>
        new SimulatedTechnician({
          ...common,
          url: options.url,
          person: staffSignIn(doors, technician.phone, simulatedPassword),
          phone: technician.phone,
          home: technician.home,
          seed: options.seed,
          onOffer: (offer) => latency.offered(offer.jobId),
          onHello: () => listening.now(),
        }),
    )
  return {
    options,
    city,
    clock,
    agenda,
    supervisor,
    founded,
    crowd,
    technicians,
    tally,
    latency,
    signal: end.signal,
    open: () => {
      for (const technician of technicians) technician.open()
    },
    close: async () => {
      end.abort()
      listening.stop()
      crowd.close()
      agenda.close()
      await Promise.all(technicians.map((technician) => technician.close()))
    },
  }
}

interface FoundHere {
  supervisor: Caller
  city: CityView
  places: readonly NamedPlace[]
  nowMs: number
}
const foundHere = async (options: CityRunOptions, here: FoundHere): Promise<FoundedCity> => {
  const { cityDir, seed, technicians, say } = options
  const founded = await foundCity({
    ...here,
    cityDir,
    seed,
    technicians,
    timeZone: here.city.timeZone,
    password: simulatedPassword,
  })
  const { made } = founded
  say(
    `founded ${here.city.name.en}: ${made.zones} zones, ${made.technicians} technicians and ${made.shifts} shifts made; ` +
      `${founded.zones.length} zones and ${founded.technicians.length} simulated technicians there`,
  )
  return founded
}

const leftZones = ({ leaveZone }: CityRunOptions, { zones }: FoundedCity): Set<string> => {
  const left = zones.filter(
    ({ id, name }) => leaveZone !== undefined && [id, name.en, name.zh].includes(leaveZone),
  )
  if (leaveZone !== undefined && left.length === 0)
    throw new Error(`There is no zone ${leaveZone} to leave to real people`)
  return new Set(left.map((zone) => zone.id))
}

const patienceMs = 120_000

/** Asks for the server's time; a server that is only just starting is waited for. */
const listen = async (doors: Doors) => {
  for (const untilMs = Date.now() + patienceMs; ; ) {
    const askedMs = Date.now()
    try {
      return { ...(await doors.call('getClock')), askedMs, heardMs: Date.now() }
    } catch (error) {
      if (!(error instanceof DoorProblem) || !error.mayPass || Date.now() > untilMs) throw error
      await pause(1000)
    }
  }
}

/** Keeps our clock at the server's, now and whenever a link comes up. */
const keepListening = (
  doors: Doors,
  clock: KerbsideClock,
  agenda: Agenda,
  onError: (error: unknown) => void,
) => {
  let asking = false
  const now = (): void => {
    if (asking) return
    asking = true
    const askedMs = Date.now()
    doors
      .call('getClock')
      .then((word) => clock.hear({ ...word, askedMs, heardMs: Date.now() }) && agenda.rearm())
      .catch(onError)
      .finally(() => {
        asking = false
      })
  }
  const timer = setInterval(now, listenEveryMs)
  return { now, stop: () => clearInterval(timer) }
}

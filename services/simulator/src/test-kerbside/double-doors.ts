import { categoryOf, type LonLat, nextTechnicianStep, type Status, toInstant, toMs } from '@kerbside/domain'
import { zoneAt } from '@kerbside/geo'
import type { EndpointName, QuoteView } from '@kerbside/protocol'
import { DoorProblem } from '../doors/door-problem.ts'
import type { Asked, Told } from '../doors/open-doors.ts'
import { tourView } from '../test-views.ts'
import type { DoubleState, Guest } from './double-state.ts'

type Call<N extends EndpointName> = Asked<N> & { guest: Guest }
export type DoubleDoors = { [N in EndpointName]?: (call: Call<N>) => Told<N> }

const refuse = (status: number, code: DoorProblem['code']): never => {
  throw new DoorProblem({ status, code, detail: code })
}
const leadsTo: Record<string, Status> = {
  depart: 'en_route',
  arrive: 'on_site',
  begin: 'working',
  finish: 'done',
  fail: 'failed',
  release: 'waiting',
}

/** The doors of the double; those the simulator never opens are missing. */
export const doubleDoors = (state: DoubleState, clock: { now(): number; speed: number }): DoubleDoors => {
  const session = (guest: Guest): Told<'signIn'> => ({
    token: JSON.stringify(guest),
    expiresAt: state.at(86_400),
    person: { ...guest, name: '某人', language: 'zh-CN' },
  })
  const own = (guest: Guest) => [...state.jobs.values()].filter((job) => job.technician?.id === guest.id)
  const me = (guest: Guest) => state.technicians.get(guest.id) ?? refuse(404, 'not_found')
  const offerOf = (id: string, guest: Guest) => {
    const offer = state.offers.get(id)
    if (!offer || offer.technicianId !== guest.id || !offer.open) return refuse(409, 'offer_over')
    offer.open = false
    return offer
  }
  return {
    getClock: () => ({ now: state.at(), speed: clock.speed }),
    getCity: () => ({
      id: 'double',
      name: { en: 'Double', zh: '替身城' },
      bbox: [121.4, 31.1, 121.6, 31.3],
      center: [121.5, 31.2],
      timeZone: 'Asia/Shanghai',
      currency: 'CNY',
      attribution: '',
      kind: 'generated',
      roads: 'estimated',
      tiles: { minzoom: 0, maxzoom: 0, url: '' },
    }),
    sendCode: ({ body }) => {
      state.codes.set(body.phone, '123456')
      return { expiresInSeconds: 300 }
    },
    listMessages: () => ({
      messages: [
        {
          id: state.newId('message'),
          channel: 'sms',
          to: '',
          text: '验证码 123456',
          kind: 'code',
          jobId: null,
          at: state.at(),
        },
      ],
    }),
    signIn: ({ body }) => {
      if ('code' in body) {
        const known = state.customers.get(body.phone) ?? {
          id: state.newId('customer'),
          phone: body.phone,
          role: 'customer',
        }
        state.customers.set(body.phone, known)
        return session(known)
      }
      const technician = [...state.technicians.values()].find((one) => one.phone === body.phone)
      return session(
        technician
          ? { id: technician.id, phone: body.phone, role: 'technician' }
          : { id: 'sup_double', phone: body.phone, role: 'supervisor' },
      )
    },
    listZones: () => ({ zones: state.zones }),
    addZone: ({ body }) => {
      const policy = { offerSeconds: 45, rescueOfferSeconds: 25 } as Told<'addZone'>['policy']
      const zone = {
        id: state.newId('zone'),
        hours: { opensMinute: 420, closesMinute: 1320 },
        services: [],
        version: 1,
        retiredAt: null,
      }
      state.zones.push({ ...zone, name: body.name, polygon: body.polygon, policy })
      return state.zones.at(-1) ?? refuse(500, 'our_mistake')
    },
    changeZone: ({ params }) => state.zones.find((zone) => zone.id === params.id) ?? refuse(404, 'not_found'),
    listTechnicians: () => ({ technicians: [...state.technicians.values()] }),
    addTechnician: ({ body }) => {
      const { name, initials, phone, skills, zoneId, home, vanPlate, simulated = false } = body
      return state.hire({ name, initials, phone, skills, zoneId, home, vanPlate, simulated })
    },
    addShift: ({ params, body }) => {
      const technician = state.technicians.get(params.id) ?? refuse(404, 'not_found')
      if (technician.shift) return refuse(409, 'overlapping')
      state.technicians.set(params.id, { ...technician, shift: body })
      return { ...body, id: state.newId('shift') }
    },
    makeQuote: ({ body }) => {
      const zone = zoneAt(body.place.point, state.zones) ?? refuse(422, 'outside_every_zone')
      const half = 1800_000
      const first = Math.ceil(clock.now() / half) * half
      const rescue = categoryOf(body.services) === 'rescue'
      const slots = [first, first + half].map((from) => ({
        window: { from: toInstant(from), until: toInstant(from + half) },
        available: true,
        addedDriveSeconds: 60,
        badge: null,
      }))
      const quote = {
        id: state.newId('quote'),
        services: body.services,
        place: { ...body.place, note: '' },
        zoneId: zone.id,
        rescuePromise: rescue ? { from: state.at(), until: state.at(2700) } : null,
        slots: rescue ? [] : slots,
      } as unknown as QuoteView
      state.quotes.set(quote.id, quote)
      return quote
    },
    makeJob: ({ body }) =>
      state.book(state.quotes.get(body.quoteId) ?? refuse(404, 'not_found'), body.slotFrom ?? null),
    listJobs: ({ guest }) => ({
      jobs: guest.role === 'technician' ? own(guest) : [...state.jobs.values()].toReversed(),
      next: null,
    }),
    priceCancellation: () => ({ allowed: false, feeMinor: 0, currency: 'CNY' }),
    getDuty: ({ guest }) => me(guest),
    setDuty: ({ guest, body }) => {
      const technician = { ...me(guest), onDuty: body.onDuty }
      state.technicians.set(guest.id, technician)
      state.goRound()
      return technician
    },
    getTour: () => tourView([]),
    listOffers: ({ guest }) => ({
      offers: [...state.offers.values()].filter((offer) => offer.open && offer.technicianId === guest.id),
    }),
    acceptOffer: ({ guest, params }) => {
      const { id, name, initials, vanPlate } = me(guest)
      const { jobId } = offerOf(params.id, guest)
      return state.move(jobId, 'accepted', { technician: { id, name, initials, vanPlate, phone: null } })
    },
    declineOffer: ({ guest, params }) => {
      const { jobId } = offerOf(params.id, guest)
      state.declined.set(jobId, (state.declined.get(jobId) ?? new Set()).add(guest.id))
      state.move(jobId, 'waiting')
      state.goRound()
      return {}
    },
    getWay: ({ query }) => {
      const [lon = 0, lat = 0] = (query.from ?? '').split(',').map(Number)
      const to = state.job(query.jobId).place.point
      const line: LonLat[] = [[lon, lat], to]
      return { line, seconds: 400, metres: 3000, turns: [], quality: 'estimated' }
    },
    stepJob: ({ params, body }) => {
      const job = state.job(params.id)
      const usual = nextTechnicianStep[job.status] === body.step
      if (!usual && body.step !== 'fail' && body.step !== 'release') return refuse(409, 'illegal_step')
      const arrived =
        body.step === 'arrive' ? { arrivedAt: state.at(), late: clock.now() > toMs(job.promise.until) } : {}
      const moved = state.move(params.id, leadsTo[body.step] ?? job.status, arrived)
      state.goRound()
      return moved
    },
  }
}

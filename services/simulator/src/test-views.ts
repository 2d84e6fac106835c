import { toInstant } from '@kerbside/domain'
import type { JobView, OfferView, StopView, TechnicianView, TourView } from '@kerbside/protocol'

/** Views as the doors answer them, for tests: noon in Shanghai, one technician, one wash. */
export const noon = Date.parse('2026-11-24T04:00:00Z')
export const minutes = (many: number): string => toInstant(noon + many * 60_000)

const technicianId = 'tech_01900000-0000-7000-8000-000000000001'
const zoneId = 'zone_01900000-0000-7000-8000-000000000001'
const point: [number, number] = [121.48, 31.23]
export const jobIdOf = (number: number): string =>
  `job_01900000-0000-7000-8000-${String(number).padStart(12, '0')}`

export const technicianView = (part: Partial<TechnicianView> = {}): TechnicianView => ({
  id: technicianId,
  name: '王伟',
  initials: 'WW',
  phone: '+8613900000001',
  skills: ['wash'],
  zoneId,
  home: [121.47, 31.22],
  vanPlate: '沪A12345',
  stock: {},
  state: 'free',
  onDuty: true,
  shift: { from: minutes(-180), until: minutes(300) },
  fix: null,
  jobId: null,
  wait: null,
  loadShare: 0,
  simulated: true,
  ...part,
})

export const jobView = (number: number, part: Partial<JobView> = {}): JobView => ({
  id: jobIdOf(number),
  sign: '7F3K2',
  status: 'accepted',
  version: 3,
  category: 'wash',
  services: ['exterior_wash'],
  inDanger: false,
  vehicle: { vehicleClass: 'sedan', plate: '沪A12345', energy: 'fuel', model: '', colour: '' },
  place: { point, label: '人民广场', note: '' },
  zoneId,
  zoneName: { en: 'West', zh: '西区' },
  customer: null,
  promise: { from: minutes(30), until: minutes(60) },
  eta: null,
  planned: null,
  technician: { id: technicianId, name: '王伟', initials: 'WW', vanPlate: '沪A12345', phone: null },
  price: { lines: [], totalMinor: 0, vatMinor: 0, currency: 'CNY' },
  durationSeconds: 1800,
  requestedAt: minutes(-20),
  statusAt: minutes(-5),
  arrivedAt: null,
  nearSince: null,
  delay: null,
  late: null,
  unplanned: null,
  risk: 'kept',
  cancellable: true,
  ...part,
})

export const stopOf = (job: JobView, arriveAt: string, driveSeconds = 600): StopView => ({
  jobId: job.id,
  sign: job.sign,
  status: job.status,
  category: job.category,
  services: job.services,
  point,
  label: job.place.label,
  plate: job.vehicle.plate,
  promise: job.promise,
  driveSeconds,
  metres: 3000,
  arriveAt,
  beginAt: arriveAt,
  endAt: arriveAt,
  lateSeconds: 0,
  frozen: false,
})

export const tourView = (stops: StopView[], departAt: string | null = null): TourView => ({
  technicianId,
  zoneId,
  planVersion: 1,
  departAt,
  endAt: null,
  stops,
  driveSeconds: 0,
  metres: 0,
  quality: 'osrm',
  asLine: '',
})

export const offerView = (part: Partial<OfferView> = {}): OfferView => ({
  id: 'offer_01900000-0000-7000-8000-000000000001',
  jobId: jobIdOf(1),
  sign: '7F3K2',
  category: 'wash',
  services: ['exterior_wash'],
  inDanger: false,
  near: '人民广场',
  vehicleClass: 'sedan',
  promise: { from: minutes(30), until: minutes(60) },
  driveSeconds: 600,
  metres: 3000,
  detourSeconds: 300,
  workSeconds: 1800,
  payMinor: 3000,
  currency: 'CNY',
  why: [],
  offeredAt: minutes(0),
  expiresAt: toInstant(noon + 45_000),
  ...part,
})

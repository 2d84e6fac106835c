import { z } from 'zod'
import {
  catalogue,
  categoryOf,
  type Material,
  materialName,
  materialPriceMinor,
  materials,
  materialUnit,
  needsOf,
  type ServiceId,
  type VehicleClass,
} from './catalogue.ts'
import type { Status } from './lifecycle.ts'
import type { ZonePolicy } from './policy.ts'
import { type Bilingual, bilingualSchema } from './units.ts'

export const priceLineSchema = z.object({
  kind: z.enum(['labour', 'material', 'call_out', 'urgent', 'zone', 'cancellation', 'arrival']),
  name: bilingualSchema,
  minor: z.int(),
})
export type PriceLine = z.infer<typeof priceLineSchema>

/** An itemised price in minor units; the total includes VAT, of which `vatMinor` is the part. */
export const priceSchema = z.object({
  lines: z.array(priceLineSchema),
  totalMinor: z.int(),
  vatMinor: z.int(),
  currency: z.string(),
})
export type Price = z.infer<typeof priceSchema>

/** VAT rates in per mille by kind of line (PRC: 6 % services, 13 % goods). */
const vatPerMille: Record<PriceLine['kind'], number> = {
  labour: 60,
  material: 130,
  call_out: 60,
  urgent: 60,
  zone: 60,
  cancellation: 60,
  arrival: 60,
}

/** Adds lines up; VAT is contained in each line's amount and rounded half up per line. */
export const priceOf = (lines: readonly PriceLine[], currency: string): Price => ({
  lines: [...lines],
  totalMinor: lines.reduce((sum, line) => sum + line.minor, 0),
  vatMinor: lines.reduce((sum, line) => {
    const rate = vatPerMille[line.kind]
    return sum + Math.round((line.minor * rate) / (1000 + rate))
  }, 0),
  currency,
})

const materialLine = (material: Material, amount: number): PriceLine => {
  const name = materialName[material]
  const unit = materialUnit[material]
  return {
    kind: 'material',
    name: { en: `${name.en}, ${amount} ${unit.en}`, zh: `${name.zh}，${amount} ${unit.zh}` },
    minor: materialPriceMinor[material] * amount,
  }
}

const named = (kind: PriceLine['kind'], name: Bilingual, minor: number): PriceLine => ({ kind, name, minor })

/** What a zone's factor adds to labour, call-out and urgency, or takes off them, as a line of its own. */
const zoneLine = (lines: readonly PriceLine[], factor: number): PriceLine => {
  const own = lines.reduce((sum, line) => sum + (line.kind === 'material' ? 0 : line.minor), 0)
  const times = Number(factor.toFixed(2))
  return named(
    'zone',
    { en: `Rate of this zone, ×${times}`, zh: `区域系数 ×${times}` },
    Math.round(own * factor) - own,
  )
}

/** The price of services for one vehicle class under a zone's policy: labour, materials, call-out, urgency, the zone's factor. */
export const priceJob = (
  services: readonly ServiceId[],
  vehicleClass: VehicleClass,
  policy: Pick<ZonePolicy, 'callOutMinor' | 'urgentMinor'> & Partial<Pick<ZonePolicy, 'priceFactor'>>,
  currency = 'CNY',
): Price => {
  const lines = services.map((id) =>
    named('labour', catalogue[id].name, catalogue[id].labourMinor[vehicleClass]),
  )
  const used = needsOf(services, vehicleClass).materials
  for (const material of materials) {
    const amount = used[material] ?? 0
    if (amount > 0 && materialPriceMinor[material] > 0) lines.push(materialLine(material, amount))
  }
  if (policy.callOutMinor > 0)
    lines.push(named('call_out', { en: 'Call-out', zh: '上门费' }, policy.callOutMinor))
  if (categoryOf(services) === 'rescue' && policy.urgentMinor > 0) {
    lines.push(named('urgent', { en: 'Roadside, urgent', zh: '道路紧急救援' }, policy.urgentMinor))
  }
  const factor = policy.priceFactor ?? 1
  if (factor !== 1) lines.push(zoneLine(lines, factor))
  return priceOf(lines, currency)
}

/** What cancelling costs now, in minor units, by where the job stands and how long ago it was requested. */
export const cancellationFeeMinor = (
  status: Status,
  secondsSinceRequest: number,
  policy: Pick<ZonePolicy, 'cancelFreeSeconds' | 'cancelFeeMinor' | 'cancelEnRouteFeeMinor'>,
): number => {
  if (status === 'en_route' || status === 'on_site') return policy.cancelEnRouteFeeMinor
  if (status === 'accepted' && secondsSinceRequest > policy.cancelFreeSeconds) return policy.cancelFeeMinor
  return 0
}

/** The share of a job's total that goes to the technician, in minor units (shown on his offer). */
export const technicianPayMinor = (price: Price): number =>
  price.lines.reduce((sum, line) => sum + (line.kind === 'material' ? 0 : Math.round(line.minor * 0.55)), 0)

/** What remains to pay when the car was gone on arrival: call-out and urgency only. */
export const priceOfFailure = (price: Price): Price =>
  priceOf(
    price.lines.filter((line) => line.kind === 'call_out' || line.kind === 'urgent'),
    price.currency,
  )

/** The price that replaces the quoted one when a job is cancelled for a fee. */
export const priceOfCancellation = (feeMinor: number, currency: string): Price =>
  priceOf(
    feeMinor > 0 ? [named('cancellation', { en: 'Cancellation fee', zh: '取消费' }, feeMinor)] : [],
    currency,
  )

import type { Category, ServiceId, Status, TechnicianState } from '@kerbside/domain'
import type { JobView } from '@kerbside/protocol'
import {
  Armchair,
  Ban,
  BatteryCharging,
  BellRing,
  Check,
  CircleCheck,
  CircleDashed,
  CircleQuestionMark,
  Clock,
  Coffee,
  Disc3,
  Droplet,
  Fuel,
  Hammer,
  Hourglass,
  LifeBuoy,
  LockOpen,
  type LucideIcon,
  MapPin,
  Moon,
  Navigation,
  OctagonX,
  ReceiptText,
  SatelliteDish,
  Sparkles,
  SquareX,
  TriangleAlert,
  Truck,
  Wrench,
  Zap,
} from 'lucide-react'
import type { CSSProperties } from 'react'

export type Risk = JobView['risk']

/** How one value of a set looks: its glyph and the name of its colour tokens. */
export interface Look {
  glyph: LucideIcon
  /** Colour token without dashes in front, e.g. `st-waiting`; `-bg` and `-fg` belong to it where pills need them. */
  colour: string
}

export const statusLooks: Record<Status, Look> = {
  requested: { glyph: CircleDashed, colour: 'st-requested' },
  waiting: { glyph: Hourglass, colour: 'st-waiting' },
  offered: { glyph: BellRing, colour: 'st-offered' },
  accepted: { glyph: Check, colour: 'st-accepted' },
  en_route: { glyph: Navigation, colour: 'st-en_route' },
  on_site: { glyph: MapPin, colour: 'st-on_site' },
  working: { glyph: Hammer, colour: 'st-working' },
  done: { glyph: CircleCheck, colour: 'st-done' },
  settled: { glyph: ReceiptText, colour: 'st-settled' },
  cancelled: { glyph: Ban, colour: 'st-cancelled' },
  failed: { glyph: SquareX, colour: 'st-failed' },
}

export const technicianLooks: Record<TechnicianState, Look> = {
  free: { glyph: CircleCheck, colour: 'tech-free' },
  driving: { glyph: Navigation, colour: 'tech-driving' },
  on_site: { glyph: MapPin, colour: 'tech-on_site' },
  working: { glyph: Hammer, colour: 'tech-working' },
  break: { glyph: Coffee, colour: 'tech-break' },
  silent: { glyph: SatelliteDish, colour: 'tech-silent' },
  off: { glyph: Moon, colour: 'tech-off' },
}

export const riskLooks: Record<Risk, Look> = {
  kept: { glyph: CircleCheck, colour: 'risk-kept' },
  tight: { glyph: Clock, colour: 'risk-tight' },
  danger: { glyph: TriangleAlert, colour: 'risk-danger' },
  broken: { glyph: OctagonX, colour: 'risk-broken' },
  unknown: { glyph: CircleQuestionMark, colour: 'risk-unknown' },
}

export const categoryLooks: Record<Category, Look> = {
  wash: { glyph: Droplet, colour: 'svc-wash' },
  care: { glyph: Wrench, colour: 'svc-care' },
  rescue: { glyph: LifeBuoy, colour: 'svc-rescue' },
}

export const serviceGlyphs: Record<ServiceId, LucideIcon> = {
  exterior_wash: Droplet,
  full_wash: Sparkles,
  interior_detailing: Armchair,
  small_maintenance: Wrench,
  battery: BatteryCharging,
  tyre_change: Disc3,
  jump_start: Zap,
  fuel_delivery: Fuel,
  lock_out: LockOpen,
  tow: Truck,
}

/** Inline custom properties that a sign's CSS reads. */
export const tokens = (values: Record<`--${string}`, string>): CSSProperties => values as CSSProperties

/** A lucide glyph in our stroke, hidden from screen readers because a word always stands beside it. */
export const Glyph = ({ of: Icon, size }: { of: LucideIcon; size?: number }) => (
  <Icon
    className="kb-glyph"
    strokeWidth={1.9}
    aria-hidden="true"
    {...(size === undefined ? {} : { style: { width: size, height: size } })}
  />
)

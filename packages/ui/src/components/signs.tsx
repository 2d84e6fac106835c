import {
  type Category,
  catalogue,
  categoryOf,
  type ServiceId,
  type Status,
  type TechnicianState,
} from '@kerbside/domain'
import { Siren } from 'lucide-react'
import { useSharedTexts } from '../texts/text-store.ts'
import {
  categoryLooks,
  Glyph,
  type Risk,
  riskLooks,
  serviceGlyphs,
  statusLooks,
  technicianLooks,
  tokens,
} from './glyph.tsx'

/** A job's status as glyph, word and colour. */
export const StatusPill = ({ status, size = 'normal' }: { status: Status; size?: 'normal' | 'large' }) => {
  const { t } = useSharedTexts()
  const { glyph, colour } = statusLooks[status]
  return (
    <span
      className="kb-pill"
      data-size={size}
      data-status={status}
      style={tokens({
        '--c': `var(--${colour})`,
        '--c-bg': `var(--${colour}-bg)`,
        '--c-fg': `var(--${colour}-fg)`,
      })}
    >
      <Glyph of={glyph} />
      {t(`status.${status}`)}
    </span>
  )
}

/** The risk of a promise; `says` replaces the plain word, e.g. with "22 min late". */
export const RiskPill = ({
  risk,
  solid = false,
  says,
}: {
  risk: Risk
  solid?: boolean
  says?: string | undefined
}) => {
  const { t } = useSharedTexts()
  const { glyph, colour } = riskLooks[risk]
  return (
    <span
      className="kb-risk"
      data-solid={solid || undefined}
      data-risk={risk}
      style={tokens({
        '--c': `var(--${colour})`,
        '--c-bg': `var(--${colour}-soft)`,
        '--c-fg': `var(--${colour}-fg)`,
        '--c-on': `var(--on-${colour})`,
      })}
    >
      <Glyph of={glyph} />
      {says ?? t(`risk.${risk}`)}
    </span>
  )
}

/** Somebody is hurt, or the car stands in a lane. */
export const DangerPill = () => {
  const { t } = useSharedTexts()
  return (
    <span
      className="kb-risk"
      data-solid
      style={tokens({ '--c': 'var(--risk-broken)', '--c-on': 'var(--on-risk-broken)' })}
    >
      <Glyph of={Siren} />
      {t('danger.word')}
    </span>
  )
}

const shade = (initials: string): number =>
  1 + ([...initials].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 4)

/** A technician as initials in colour with the glyph of his state; without a state only the initials. */
export const TechBadge = ({
  initials,
  state,
  size = 'normal',
}: {
  initials: string
  state?: TechnicianState | undefined
  size?: 'small' | 'normal' | 'large'
}) => {
  const { t } = useSharedTexts()
  const look = state && technicianLooks[state]
  const n = shade(initials)
  return (
    <span
      className="kb-tech"
      data-size={size}
      data-long={initials.length > 2 || undefined}
      style={{ background: `var(--av-${n})`, color: `var(--on-av-${n})` }}
    >
      {initials}
      {look && state && (
        <span
          className="kb-tech-state"
          role="img"
          aria-label={t(`technicianState.${state}`)}
          style={tokens({ '--c': `var(--${look.colour})` })}
        >
          <Glyph of={look.glyph} />
        </span>
      )}
    </span>
  )
}

/** A technician's state as a pill of glyph and word. */
export const TechStatePill = ({
  state,
  size = 'normal',
}: {
  state: TechnicianState
  size?: 'normal' | 'large'
}) => {
  const { t } = useSharedTexts()
  const { glyph, colour } = technicianLooks[state]
  return (
    <span
      className="kb-pill"
      data-size={size}
      style={tokens({
        '--c': `var(--${colour})`,
        '--c-bg': `color-mix(in srgb, var(--${colour}) 13%, var(--surface))`,
        '--c-fg': 'var(--text)',
      })}
    >
      <Glyph of={glyph} />
      {t(`technicianState.${state}`)}
    </span>
  )
}

/**
 * The sign of a service, of several (their weightiest category) or of a whole category:
 * wash is round, maintenance square, rescue a diamond.
 */
export const ServiceIcon = ({
  service,
  category,
  size = 'normal',
  soft = false,
}: {
  service?: ServiceId | readonly ServiceId[] | undefined
  category?: Category | undefined
  size?: 'small' | 'normal' | 'large'
  soft?: boolean
}) => {
  const ids: readonly ServiceId[] = typeof service === 'string' ? [service] : (service ?? [])
  const family = category ?? (ids.length > 0 ? categoryOf(ids) : 'wash')
  const main = ids.find((id) => catalogue[id].category === family)
  const colour = categoryLooks[family].colour
  return (
    <span
      className="kb-service"
      data-category={family}
      data-size={size}
      data-soft={soft || undefined}
      style={tokens({ '--c': `var(--${colour})`, '--c-bg': `var(--${colour}-soft)` })}
    >
      <Glyph of={main ? serviceGlyphs[main] : categoryLooks[family].glyph} />
    </span>
  )
}

/** A Chinese plate as people write it: province and letter, a dot, the rest. Others are left alone. */
export const formatPlate = (plate: string): string => {
  const bare = plate.replace(/[\s·•.-]/g, '').toUpperCase()
  const parts = /^(\p{Script=Han}[A-Z])([0-9A-Z\p{Script=Han}]{4,7})$/u.exec(bare)
  return parts ? `${parts[1]}·${parts[2]}` : plate.toUpperCase()
}

/** Six signs after the letter are a new-energy (green) plate, five an ordinary (blue) one. */
const energyOf = (plate: string): 'fuel' | 'electric' =>
  formatPlate(plate).length >= 9 ? 'electric' : 'fuel'

/** A number plate in the look of the street: blue for fuel, green for electric cars. */
export const Plate = ({
  plate,
  energy,
  size = 'normal',
}: {
  plate: string
  energy?: 'fuel' | 'electric' | undefined
  size?: 'small' | 'normal' | 'large'
}) => (
  <span className="kb-plate" data-energy={energy ?? energyOf(plate)} data-size={size} lang="zh-CN">
    {formatPlate(plate)}
  </span>
)

/** A small quiet label. */
export const Tag = ({
  children,
  tone = 'plain',
}: {
  children: React.ReactNode
  tone?: 'plain' | 'accent' | 'ok' | 'warn'
}) => (
  <span className="kb-tag" data-tone={tone}>
    {children}
  </span>
)

/** A count on a red ground; nothing at zero. */
export const Badge = ({ count }: { count: number }) =>
  count > 0 ? <span className="kb-badge">{count > 99 ? '99+' : count}</span> : null

import { ChevronLeft, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { NavLink, useNavigate } from 'react-router'
import { useSharedTexts } from '../texts/text-store.ts'
import { Button } from './button.tsx'
import { Glyph } from './glyph.tsx'
import { Badge } from './signs.tsx'

/** The house's mark: a wheel at the painted kerb. */
export const Mark = ({ size = 28 }: { size?: number }) => (
  <span className="kb-mark">
    <svg width={size} height={size} viewBox="0 0 32 32" role="img" aria-label="Kerbside">
      <rect width="32" height="32" rx="8" fill="#12161C" />
      <circle cx="16" cy="13.5" r="6" fill="none" stroke="#fff" strokeWidth="3.5" />
      <path d="M6 24.5h20" stroke="var(--kerb)" strokeWidth="3.5" strokeDasharray="5 2.5" />
    </svg>
  </span>
)

export interface Place {
  to: string
  text: string
  icon: LucideIcon
  count?: number | undefined
  /** Whether only the exact address counts as being there. */
  end?: boolean
}

/**
 * A phone page: head, body that scrolls, foot for the main action, tabs.
 * `back` is an address or `true` for the last page; `flush` gives the body to a map.
 */
export const PhoneShell = ({
  title,
  back,
  headEnd,
  foot,
  tabs,
  banner,
  flush = false,
  wide = false,
  children,
}: {
  title?: ReactNode
  back?: string | true | undefined
  headEnd?: ReactNode
  foot?: ReactNode
  tabs?: ReactNode
  banner?: ReactNode
  flush?: boolean
  wide?: boolean
  children: ReactNode
}) => {
  const { t } = useSharedTexts()
  const navigate = useNavigate()
  const goBack = () => void (back === true ? navigate(-1) : back && navigate(back))
  return (
    <div className="kb-phone" data-wide={wide || undefined}>
      {banner}
      {(title !== undefined || back !== undefined || headEnd !== undefined) && (
        <header className="kb-phone-head">
          {back !== undefined && (
            <Button kind="quiet" icon={ChevronLeft} aria-label={t('button.back')} onPress={goBack} />
          )}
          <h1 className="kb-grow">{title}</h1>
          {headEnd}
        </header>
      )}
      <main className="kb-phone-body" data-flush={flush || undefined}>
        {children}
      </main>
      {foot !== undefined && <footer className="kb-phone-foot">{foot}</footer>}
      {tabs}
    </div>
  )
}

const Places = ({
  places,
  className,
  label,
}: {
  places: readonly Place[]
  className: string
  label: string
}) => (
  <nav className={className} aria-label={label}>
    {places.map((place) => (
      <NavLink key={place.to} to={place.to} end={place.end ?? false}>
        <Glyph of={place.icon} />
        {place.text}
        <Badge count={place.count ?? 0} />
      </NavLink>
    ))}
  </nav>
)

/** A phone's places at the foot of the page. */
export const BottomTabs = (props: { places: readonly Place[]; label: string }) => (
  <Places {...props} className="kb-bottom-tabs" />
)

/** The console's frame: bar above, rail at the left, everything else for the page. */
export const ConsoleShell = ({
  bar,
  places,
  label,
  railEnd,
  children,
}: {
  bar: ReactNode
  places: readonly Place[]
  label: string
  railEnd?: ReactNode
  children: ReactNode
}) => (
  <div className="kb-console">
    <header className="kb-console-bar">
      <Mark />
      {bar}
    </header>
    <div className="kb-rail-box">
      <Places places={places} className="kb-rail" label={label} />
      {railEnd}
    </div>
    <main className="kb-console-main">{children}</main>
  </div>
)

/** A column of the console with a head and a body that scrolls. */
export const Panel = ({
  title,
  headEnd,
  children,
}: {
  title: ReactNode
  headEnd?: ReactNode
  children: ReactNode
}) => (
  <section className="kb-panel">
    <header className="kb-panel-head">
      <h2>{title}</h2>
      <span className="kb-grow" />
      {headEnd}
    </header>
    <div className="kb-panel-body">{children}</div>
  </section>
)

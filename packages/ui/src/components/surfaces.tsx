import type { LucideIcon } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { Link } from 'react-router'
import { Glyph } from './glyph.tsx'

/** A raised surface; with `onPress` the whole card is a button. `flush` takes the padding away for rows. */
export const Card = ({
  children,
  flush = false,
  selected = false,
  onPress,
  label,
}: {
  children: ReactNode
  flush?: boolean
  selected?: boolean
  onPress?: (() => void) | undefined
  label?: string
}) => {
  const looks = {
    className: 'kb-card',
    'data-flush': flush || undefined,
    'data-selected': selected || undefined,
  }
  if (!onPress) return <div {...looks}>{children}</div>
  return (
    <AriaButton {...looks} data-pressable onPress={onPress} {...(label ? { 'aria-label': label } : {})}>
      {children}
    </AriaButton>
  )
}

/** A line of a list: glyph or sign, title with a second line, something at the end; pressable or a link. */
export const Row = ({
  start,
  title,
  says,
  end,
  children,
  selected = false,
  onPress,
  to,
}: {
  start?: ReactNode
  title?: ReactNode
  says?: ReactNode
  end?: ReactNode
  children?: ReactNode
  selected?: boolean
  onPress?: (() => void) | undefined
  to?: string | undefined
}) => {
  const looks = { className: 'kb-row', 'data-selected': selected || undefined }
  const face = (
    <>
      {start}
      <span className="kb-grow">
        {title !== undefined && <span className="kb-row-title">{title}</span>}
        {says !== undefined && <div className="kb-row-says">{says}</div>}
        {children}
      </span>
      {end !== undefined && <span className="kb-row-end">{end}</span>}
    </>
  )
  if (to !== undefined) {
    return (
      <Link {...looks} data-pressable to={to}>
        {face}
      </Link>
    )
  }
  if (!onPress) return <div {...looks}>{face}</div>
  return (
    <AriaButton {...looks} data-pressable onPress={onPress}>
      {face}
    </AriaButton>
  )
}

/** Children below each other with a gap on the 4 px grid. */
export const Stack = ({ children, gap = 12 }: { children: ReactNode; gap?: number }) => (
  <div className="kb-stack" style={{ gap }}>
    {children}
  </div>
)

/** Children beside each other. */
export const Line = ({
  children,
  gap,
  wrap = false,
  between = false,
  baseline = false,
}: {
  children: ReactNode
  gap?: number
  wrap?: boolean
  between?: boolean
  baseline?: boolean
}) => {
  const style: CSSProperties = gap === undefined ? {} : { gap }
  return (
    <div
      className="kb-line"
      data-wrap={wrap || undefined}
      data-between={between || undefined}
      data-baseline={baseline || undefined}
      style={style}
    >
      {children}
    </div>
  )
}

/** Names and values of a thing. */
export const Facts = ({ of }: { of: readonly (readonly [name: string, value: ReactNode])[] }) => (
  <dl className="kb-facts">
    {of.map(([name, value]) => (
      <div key={name} style={{ display: 'contents' }}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)

/** A sentence with a glyph on a tinted ground. */
export const Note = ({
  children,
  icon,
  tone = 'plain',
}: {
  children: ReactNode
  icon?: LucideIcon | undefined
  tone?: 'plain' | 'info' | 'ok' | 'warn' | 'bad'
}) => (
  <div className="kb-note" data-tone={tone} role={tone === 'bad' ? 'alert' : undefined}>
    {icon && <Glyph of={icon} />}
    <div className="kb-grow">{children}</div>
  </div>
)

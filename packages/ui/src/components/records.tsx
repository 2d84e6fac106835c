import type { Status } from '@kerbside/domain'
import type { LucideIcon } from 'lucide-react'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { ToggleButton } from 'react-aria-components'
import { Glyph, statusLooks, tokens } from './glyph.tsx'

export interface PriceRow {
  id: string
  name: ReactNode
  says?: ReactNode
  /** Formatted money. */
  amount: string
  /** A discount, shown green. */
  less?: boolean
}

/** The lines of a price and their sum, all formatted by the caller. */
export const PriceTable = ({ rows, total }: { rows: readonly PriceRow[]; total: Omit<PriceRow, 'id'> }) => (
  <table className="kb-price">
    <tbody>
      {rows.map((row) => (
        <tr key={row.id} data-less={row.less || undefined}>
          <td>
            {row.name}
            {row.says !== undefined && <small>{row.says}</small>}
          </td>
          <td>{row.amount}</td>
        </tr>
      ))}
      <tr data-sum>
        <td>
          {total.name}
          {total.says !== undefined && <small>{total.says}</small>}
        </td>
        <td>{total.amount}</td>
      </tr>
    </tbody>
  </table>
)

/** A slot to choose: the window, a word below it, its tone. Lay several in `<SlotGrid>`. */
export const SlotChip = ({
  title,
  says,
  icon,
  tone = 'plain',
  selected,
  isDisabled = false,
  onSelect,
}: {
  title: string
  says?: string | undefined
  icon?: LucideIcon | undefined
  tone?: 'plain' | 'green' | 'soon'
  selected: boolean
  isDisabled?: boolean
  onSelect: () => void
}) => (
  <ToggleButton
    className="kb-slot"
    data-tone={tone}
    isSelected={selected}
    isDisabled={isDisabled}
    onChange={onSelect}
  >
    <b>{title}</b>
    {says !== undefined && (
      <small>
        {icon && <Glyph of={icon} size={13} />} {says}
      </small>
    )}
    {selected && (
      <span className="kb-slot-tick" aria-hidden="true">
        <Glyph of={Check} />
      </span>
    )}
  </ToggleButton>
)

/** Slots three beside each other. */
export const SlotGrid = ({ children, label }: { children: ReactNode; label: string }) => (
  <fieldset className="kb-slots" aria-label={label}>
    {children}
  </fieldset>
)

export interface HistoryLine {
  id: string
  /** Formatted clock time. */
  time: string
  status: Status
  title: ReactNode
  says?: ReactNode
}

/** What happened, oldest first; the last line is where it stands now. */
export const History = ({ lines }: { lines: readonly HistoryLine[] }) => (
  <ol className="kb-history">
    {lines.map((line, place) => {
      const { glyph, colour } = statusLooks[line.status]
      return (
        <li key={line.id} data-now={place === lines.length - 1 || undefined}>
          <time>{line.time}</time>
          <span
            className="kb-history-dot"
            style={tokens({ '--c': `var(--${colour})`, '--c-bg': `var(--${colour}-bg)` })}
          >
            <Glyph of={glyph} />
          </span>
          <div>
            {line.title}
            {line.says !== undefined && <div className="kb-caption">{line.says}</div>}
          </div>
        </li>
      )
    })}
  </ol>
)

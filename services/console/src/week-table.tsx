import type { CSSProperties } from 'react'
import { useTexts } from './console-texts.ts'

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const hours = Array.from({ length: 24 }, (_, hour) => hour)

/** Slower is darker; from the free road to two and a half times beyond it. */
const shade = (factor: number): CSSProperties => ({
  background: `color-mix(in srgb, var(--st-failed) ${Math.round(Math.min(1, Math.max(0, (factor - 1) / 2.5)) * 45)}%, transparent)`,
})

interface Props {
  /** By hour of the day, before anything was learnt. */
  assumed: readonly number[]
  /** By hour of the week from Monday 0 h. */
  factors: readonly number[]
  counts: readonly number[]
}

/** How many times as long as on free roads, by weekday and hour; shaded by how slow, with the legs it was learnt from. */
export const WeekTable = ({ assumed, factors, counts }: Props) => {
  const { t } = useTexts()
  return (
    <div className="kn-week">
      <table>
        <thead>
          <tr>
            <th>{t('learning.hour')}</th>
            {hours.map((hour) => (
              <th key={hour}>{hour}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th>{t('learning.assumed')}</th>
            {hours.map((hour) => (
              <td key={hour} className="kb-quiet">
                {(assumed[hour] ?? 1).toFixed(2)}
              </td>
            ))}
          </tr>
          {weekdays.map((day, weekday) => (
            <tr key={day}>
              <th>{t(`learning.day.${day}`)}</th>
              {hours.map((hour) => {
                const factor = factors[weekday * 24 + hour] ?? 1
                const count = counts[weekday * 24 + hour] ?? 0
                return (
                  <td
                    key={hour}
                    style={shade(factor)}
                    data-learnt={count > 0 || undefined}
                    title={t('learning.cell', { factor: factor.toFixed(2), legs: count })}
                  >
                    {factor.toFixed(2)}
                    {count > 0 && <small>{count}</small>}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

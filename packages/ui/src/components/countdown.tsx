import { useSharedTexts } from '../texts/text-store.ts'
import { tokens } from './glyph.tsx'

const announced = new Set([30, 10, 0])

/**
 * A ring that empties towards `until`. `now` is server time in ms (`useServerNow`), so a wrong phone clock
 * changes nothing; the seconds are spoken at 30, 10 and 0.
 */
export const Countdown = ({
  from,
  until,
  now,
  size = 120,
}: {
  from: string
  until: string
  now: number
  size?: number
}) => {
  const { t } = useSharedTexts()
  const end = Date.parse(until)
  // Never more than was given: the first look may come a moment before the offer, by the server's clock.
  const given = Math.round((end - Date.parse(from)) / 1000)
  const left = Math.min(given, Math.max(0, Math.ceil((end - now) / 1000)))
  const share = Math.min(1, Math.max(0, (end - now) / Math.max(1, end - Date.parse(from))))
  const stroke = Math.max(4, size / 13)
  const radius = (size - stroke) / 2
  const length = 2 * Math.PI * radius
  const colour = left <= 10 ? 'var(--danger)' : 'var(--accent)'
  return (
    <div
      className="kb-ring"
      role="timer"
      aria-label={`${left} ${t('word.seconds')}`}
      style={{ width: size, height: size, ...tokens({ '--c': colour }) }}
    >
      <svg width={size} height={size} aria-hidden="true">
        <circle
          cx={size / 2}
          cy={size / 2}
          r={radius}
          fill="none"
          stroke="var(--surface-sunken)"
          strokeWidth={stroke}
        />
        {share > 0 && (
          <circle
            cx={size / 2}
            cy={size / 2}
            r={radius}
            fill="none"
            stroke="var(--c)"
            strokeWidth={stroke}
            strokeLinecap="round"
            strokeDasharray={`${length * share} ${length}`}
          />
        )}
      </svg>
      <span className="kb-ring-face" style={{ fontSize: size * 0.36 }}>
        {left}
        <small style={{ fontSize: Math.max(11, size * 0.13) }}>{t('word.seconds')}</small>
      </span>
      <span className="kb-hidden" aria-live="assertive">
        {announced.has(left) ? `${left} ${t('word.seconds')}` : ''}
      </span>
    </div>
  )
}

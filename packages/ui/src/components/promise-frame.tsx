import type { Eta, TimeWindow } from '@kerbside/domain'
import { useFormats } from '../texts/city-formats.tsx'
import { useSharedTexts } from '../texts/text-store.ts'
import { type Risk, riskLooks } from './glyph.tsx'

const minute = 60_000
/** A forecast older than this is drawn hatched and hollow. */
const oldMs = 5 * minute

/**
 * How an arrival stands to its promise, from the forecast alone: kept while its whole span lies inside,
 * tight or in danger as the span's end or its middle comes near the edge, broken past it.
 */
export const riskOf = (promise: TimeWindow, eta: Eta | null): Risk => {
  if (!eta) return 'unknown'
  const until = Date.parse(promise.until)
  if (Date.parse(eta.at) > until) return 'broken'
  const late = Date.parse(eta.latest) - until
  if (late <= 0) return 'kept'
  return late <= Date.parse(eta.latest) - Date.parse(eta.at) && late < 3 * minute ? 'tight' : 'danger'
}

/** Where everything lies on the axis, in percent of its width; the axis reaches past promise and forecast. */
export const promiseScale = (promise: TimeWindow, eta: Eta | null) => {
  const from = Date.parse(promise.from)
  const until = Date.parse(promise.until)
  const pad = Math.max((until - from) * 0.17, 3 * minute)
  const low = Math.min(from - pad, eta ? Date.parse(eta.earliest) - pad / 3 : from)
  const high = Math.max(until + pad, eta ? Date.parse(eta.latest) + pad / 3 : until)
  const x = (iso: string) => ((Date.parse(iso) - low) / (high - low)) * 100
  return {
    from: x(promise.from),
    until: x(promise.until),
    eta: eta && { at: x(eta.at), earliest: x(eta.earliest), latest: x(eta.latest) },
  }
}

/**
 * The promise as a frame that does not move, the forecast with its spread inside it.
 * `now` (server time, ms) ages the forecast: past five minutes it is hatched and hollow.
 */
export const PromiseFrame = ({
  promise,
  eta,
  risk,
  now,
  scale = true,
}: {
  promise: TimeWindow
  eta: Eta | null
  risk?: Risk | undefined
  now?: number | undefined
  scale?: boolean
}) => {
  const { t } = useSharedTexts()
  const f = useFormats()
  const at = promiseScale(promise, eta)
  const isOld = eta !== null && now !== undefined && now - Date.parse(eta.madeAt) > oldMs
  const shown = risk ?? riskOf(promise, eta)
  const colour = shown === 'tight' ? 'var(--risk-tight-mark)' : `var(--${riskLooks[shown].colour})`
  const window = f.window(promise.from, promise.until)
  const label = !eta
    ? t('promise.describeWithout', { window })
    : t(isOld ? 'promise.describeOld' : 'promise.describe', {
        window,
        time: f.time(eta.at),
        earliest: f.time(eta.earliest),
        latest: f.time(eta.latest),
      })
  const hatch = `kb-hatch-${shown}`
  return (
    <div className="kb-promise" role="img" aria-label={label} data-risk={shown}>
      <svg aria-hidden="true">
        <defs>
          <pattern
            id={hatch}
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(25)"
          >
            <rect width="3" height="6" fill={colour} opacity=".6" />
          </pattern>
        </defs>
        <line x1="0" x2="100%" y1="15" y2="15" stroke="var(--line-strong)" />
        <rect
          x={`${at.from}%`}
          width={`${at.until - at.from}%`}
          y="5"
          height="20"
          rx="5"
          fill="color-mix(in srgb, var(--text-2) 7%, transparent)"
          stroke="var(--text-2)"
          strokeWidth="1.5"
        />
        {at.eta && (
          <>
            <rect
              x={`${at.eta.earliest}%`}
              width={`${Math.max(at.eta.latest - at.eta.earliest, 1)}%`}
              y="10"
              height="10"
              rx="5"
              fill={isOld ? `url(#${hatch})` : colour}
              opacity={isOld ? 1 : 0.38}
            />
            <rect
              x={`${at.eta.at}%`}
              y="6"
              width="5"
              height="18"
              rx="2.5"
              transform="translate(-2.5 0)"
              fill={isOld ? 'var(--surface)' : colour}
              stroke={isOld ? colour : 'var(--surface)'}
              strokeWidth="1.5"
            />
          </>
        )}
      </svg>
      {scale && (
        <div className="kb-promise-scale" aria-hidden="true">
          <span style={{ left: `${at.from}%` }}>{f.time(promise.from)}</span>
          <span style={{ left: `${at.until}%` }}>{f.time(promise.until)}</span>
        </div>
      )}
    </div>
  )
}

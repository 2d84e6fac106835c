import { catalogue, inLanguage } from '@kerbside/domain'
import { Empty, Line, Segmented, TechBadge, useFormats, useServerNow, useTheme } from '@kerbside/ui'
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Board } from './board-state.ts'
import { useTexts } from './console-texts.ts'
import { drawBars, hitBar, rowHeight } from './draw-board.ts'

interface Props {
  board: Board
  selected: string | null
  onSelect: (id: string) => void
}

/** Technicians over time: legs, stops and promises, drawn on a canvas; the same stops as a list beside it. */
export const TourBoard = ({ board, selected, onSelect }: Props) => {
  const { t } = useTexts()
  const f = useFormats()
  const [hours, setHours] = useState<'4' | '8' | '24'>('8')
  const [shown, setShown] = useState<'chart' | 'list'>('chart')
  const rows = useMemo(
    () =>
      [...board.technicians.values()]
        .filter((one) => one.onDuty || (board.tours.get(one.id)?.stops.length ?? 0) > 0)
        .sort((a, b) => Number(b.onDuty) - Number(a.onDuty) || a.name.localeCompare(b.name)),
    [board.technicians, board.tours],
  )
  return (
    <section className="kn-board" aria-label={t('board.title')}>
      <Line between gap={12}>
        <Line gap={12}>
          <h2 className="kb-h3">{t('board.title')}</h2>
          <Segmented
            label={t('board.title')}
            value={shown}
            onChange={setShown}
            choices={[
              { id: 'chart', text: t('board.chart') },
              { id: 'list', text: t('board.list') },
            ]}
          />
        </Line>
        <Segmented
          label={t('board.hours', { hours })}
          value={hours}
          onChange={setHours}
          choices={(['4', '8', '24'] as const).map((id) => ({ id, text: t('board.hours', { hours: id }) }))}
        />
      </Line>
      {rows.length === 0 ? (
        <Empty title={t('board.empty')} text="" />
      ) : (
        <div className="kn-board-body">
          <ol className="kn-names">
            {rows.map((one) => (
              <li key={one.id} style={{ height: rowHeight }}>
                <button type="button" aria-pressed={one.id === selected} onClick={() => onSelect(one.id)}>
                  <TechBadge initials={one.initials} state={one.state} size="small" />
                  <span className="kb-ellipsis">{one.name}</span>
                  <span className="kb-quiet">{Math.round(one.loadShare * 100)} %</span>
                </button>
              </li>
            ))}
          </ol>
          {shown === 'chart' ? (
            <Bars rows={rows.map((one) => one.id)} board={board} hours={Number(hours)} selected={selected} />
          ) : (
            <ol className="kn-stop-list">
              {rows.map((one) => (
                <li key={one.id} style={{ minHeight: rowHeight }}>
                  {board.tours.get(one.id)?.stops.map((stop) => (
                    <a key={stop.jobId} href={`/console/jobs/${stop.jobId}`}>
                      {stop.sign} {f.window(stop.beginAt, stop.endAt)}
                    </a>
                  ))}
                </li>
              ))}
            </ol>
          )}
        </div>
      )}
    </section>
  )
}

const Bars = ({
  rows,
  board,
  hours,
  selected,
}: {
  rows: readonly string[]
  board: Board
  hours: number
  selected: string | null
}) => {
  const { t, language } = useTexts()
  const f = useFormats()
  const { shown } = useTheme()
  const now = useServerNow(5_000)
  const navigate = useNavigate()
  const canvas = useRef<HTMLCanvasElement>(null)
  const [width, setWidth] = useState(800)
  const from = now - hours * 3_600_000 * 0.12
  const view = { from, until: from + hours * 3_600_000, width, now }
  const tours = rows.map((id) => board.tours.get(id))

  useEffect(() => {
    const element = canvas.current?.parentElement
    if (!element) return
    const watch = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)))
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  const draw = useEffectEvent(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    drawBars(context, {
      ...view,
      tours,
      selected: selected === null ? -1 : rows.indexOf(selected),
      name: (stop) => `${stop.sign} ${inLanguage(catalogue[stop.services[0] ?? 'full_wash'].name, language)}`,
      clock: (at) => f.time(new Date(at).toISOString()),
    })
  })
  useEffect(() => draw(), [now, width, hours, board.tours, rows.length, selected, shown, language])
  return (
    <div className="kn-bars">
      <canvas
        ref={canvas}
        width={width}
        height={rows.length * rowHeight + 24}
        role="img"
        aria-label={t('board.label')}
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect()
          const stop = hitBar({ ...view, tours }, event.clientX - box.left, event.clientY - box.top)
          if (stop) void navigate(`/jobs/${stop.jobId}`)
        }}
      />
    </div>
  )
}

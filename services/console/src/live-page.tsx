import { inLanguage, isOver } from '@kerbside/domain'
import { CityMap, Failed, Loading, useCall, useFormats, useServerNow, useSession } from '@kerbside/ui'
import { useMemo, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { useBoard } from './board-data.tsx'
import type { Board } from './board-state.ts'
import { useCity } from './console-frame.tsx'
import { useTexts } from './console-texts.ts'
import { needsOf } from './needs.ts'
import { NeedsPanel } from './needs-panel.tsx'
import { TechnicianCard } from './technician-card.tsx'
import { TourBoard } from './tour-board.tsx'

/** The live page: what needs me, the map, the board. */
export const LivePage = () => {
  const { board, error, reload } = useBoard()
  if (error && !board) return <Failed error={error} onRetry={reload} />
  if (!board) return <Loading rows={10} />
  return <Live board={board} />
}

const Live = ({ board }: { board: Board }) => {
  const { language } = useTexts()
  const city = useCity()
  const { live } = useSession()
  const navigate = useNavigate()
  const now = useServerNow(5_000)
  const [search, setSearch] = useSearchParams()
  const selected = search.get('technician')
  const [chosenNeed, setChosenNeed] = useState<string | null>(null)
  const select = (id: string | null) => setSearch(id ? { technician: id } : {}, { replace: true })
  const zones = useCall('listZones', {}, { staleTime: 300_000 })
  const line = useCall(
    'getTourLine',
    { params: { id: selected ?? '' } },
    { enabled: selected !== null, refetchInterval: 20_000 },
  )
  const needs = useMemo(() => needsOf(board), [board])

  const mapZones = useMemo(
    () =>
      (zones.data?.zones ?? []).map(({ id, name, polygon }) => ({
        id,
        name: inLanguage(name, language),
        polygon,
      })),
    [zones.data, language],
  )
  const technicians = useMemo(
    () =>
      [...board.technicians.values()].flatMap((one) =>
        one.onDuty && one.fix
          ? [
              {
                id: one.id,
                lon: one.fix.point[0],
                lat: one.fix.point[1],
                heading: one.fix.heading,
                initials: one.initials,
                state: one.state,
                ageSeconds: Math.max(0, (now - Date.parse(one.fix.at)) / 1000),
                selected: one.id === selected,
              },
            ]
          : [],
      ),
    [board.technicians, selected, now],
  )
  const jobs = useMemo(
    () =>
      [...board.jobs.values()]
        .filter((job) => !isOver(job.status))
        .map((job) => ({
          id: job.id,
          lon: job.place.point[0],
          lat: job.place.point[1],
          category: job.category,
          status: job.status,
          risk: job.risk,
          selected: job.id === chosenNeed,
        })),
    [board.jobs, chosenNeed],
  )
  const tours = useMemo(() => {
    const way =
      selected && line.data
        ? [{ id: selected, line: line.data.line, colour: 'accent' as const, selected: true }]
        : []
    // Who drives to a waiting place is drawn as the crow flies: where to, not which way.
    const moving = [...board.technicians.values()].flatMap(({ id, fix, wait }) =>
      fix && wait?.state === 'going'
        ? [{ id: `wait:${id}`, line: [fix.point, wait.point], colour: 'muted' as const }]
        : [],
    )
    return [...moving, ...way]
  }, [selected, line.data, board.technicians])

  return (
    <div className="kn-live">
      <section className="kn-map" aria-label={inLanguage(city.name, language)}>
        <CityMap
          city={city}
          zones={mapZones}
          technicians={technicians}
          jobs={jobs}
          tours={tours}
          fit={city.bbox}
          controls
          onView={(bbox) => live?.look([...bbox])}
          onSelect={(pick) => {
            if (pick?.kind === 'technician') select(pick.id)
            else if (pick?.kind === 'job') void navigate(`/jobs/${pick.id}`)
            else select(null)
          }}
        >
          <Today board={board} />
        </CityMap>
        {selected && board.technicians.get(selected) && (
          <TechnicianCard
            technician={board.technicians.get(selected)}
            tour={board.tours.get(selected)}
            jobs={board.jobs}
            onClose={() => select(null)}
          />
        )}
      </section>
      <NeedsPanel needs={needs} chosen={chosenNeed} onChoose={setChosenNeed} />
      <TourBoard board={board} selected={selected} onSelect={select} />
    </div>
  )
}

const Today = ({ board }: { board: Board }) => {
  const { t } = useTexts()
  const f = useFormats()
  const { today } = board
  const share = today.onTimeShare === null ? t('today.none') : `${(today.onTimeShare * 100).toFixed(1)} %`
  return (
    <dl className="kn-today kb-float">
      <div>
        <dt>{t('today.jobs')}</dt>
        <dd>
          {today.done} / {today.jobs}
        </dd>
      </div>
      <div>
        <dt>{t('today.onTime')}</dt>
        <dd>{share}</dd>
      </div>
      <div>
        <dt>{t('today.rescue')}</dt>
        <dd>
          {today.rescueWaitMedianSeconds === null
            ? t('today.none')
            : f.duration(today.rescueWaitMedianSeconds)}
        </dd>
      </div>
      <div data-bad={today.unplanned > 0 || undefined}>
        <dt>{t('today.unplanned')}</dt>
        <dd>{today.unplanned}</dd>
      </div>
    </dl>
  )
}

import { type LonLat, toMs } from '@kerbside/domain'
import { linksTo } from '@kerbside/geo'
import type { CityView } from '@kerbside/protocol'
import {
  AgeDot,
  Button,
  Card,
  CityMap,
  Failed,
  Line,
  Loading,
  Note,
  PhoneShell,
  Plate,
  RiskPill,
  Row,
  Sheet,
  Stack,
  useCall,
  useFormats,
  useServerNow,
} from '@kerbside/ui'
import { ArrowUp, CornerUpLeft, CornerUpRight, Flag, ListOrdered, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useOutletContext, useParams } from 'react-router'
import { useDay } from './day.tsx'
import { NextStep } from './job-in-hand.tsx'
import { Bar } from './on-duty.tsx'
import { usePosition } from './position.tsx'
import { useTexts } from './technician-texts.ts'

/** The way to a job: next turn in big letters, own position on the map, promise, and the next step. */
export const DriveScreen = () => {
  const { t, language } = useTexts()
  const f = useFormats()
  const now = useServerNow()
  const { jobId = '' } = useParams()
  const city = useOutletContext<CityView>()
  const { jobs, duty } = useDay()
  const { fix } = usePosition()
  const [listOpen, setListOpen] = useState(false)
  const job = jobs.find((one) => one.id === jobId)
  const me = fix ?? duty?.fix ?? null
  // Asked anew when he has moved on a good stretch, not at every fix.
  const from = me ? me.point.map((degree) => degree.toFixed(3)).join(',') : undefined
  const way = useCall(
    'getWay',
    { query: { jobId, language, ...(from ? { from } : {}) } },
    { staleTime: 60_000, enabled: job !== undefined, placeholderData: (before) => before },
  )

  if (!job)
    return (
      <PhoneShell back="/" title={t('drive.title')}>
        <Failed title={t('tour.emptyTitle')} />
      </PhoneShell>
    )
  const turns = way.data?.turns ?? []
  const [first, second] = turns.filter((turn) => turn.maneuver.type !== 'depart')
  return (
    <PhoneShell back="/" title={t('drive.title')} flush banner={<Bar />} foot={<NextStep job={job} />}>
      <div className="kt-drive">
        {first && (
          <div className="kt-turn" aria-live="polite">
            <Line gap={16}>
              <TurnGlyph type={first.maneuver.type} modifier={first.maneuver.modifier} size={48} />
              <div>
                <strong>{f.distance(turns[0]?.metres ?? first.metres)}</strong>
                <div className="kb-h2">{first.instruction}</div>
              </div>
            </Line>
            {second && <div className="kt-then">{t('drive.after', { instruction: second.instruction })}</div>}
          </div>
        )}
        {way.data?.quality === 'estimated' && <Note tone="warn">{t('tour.estimated')}</Note>}
        {way.error ? <Failed error={way.error} onRetry={() => void way.refetch()} /> : null}
        {way.isLoading && <Loading rows={2} />}
        <div className="kt-map">
          <CityMap
            city={city}
            tours={way.data ? [{ id: 'way', line: way.data.line, colour: 'accent' }] : []}
            spots={[
              { id: 'car', lon: job.place.point[0], lat: job.place.point[1], kind: 'car' as const },
              ...(me ? [{ id: 'me', lon: me.point[0], lat: me.point[1], kind: 'me' as const }] : []),
            ]}
            {...(me
              ? { follow: { point: me.point, zoom: 15 } }
              : { follow: { point: job.place.point, zoom: 15 } })}
            onShowList={() => setListOpen(true)}
          />
        </div>
        <Card>
          <Stack gap={8}>
            <Line between baseline>
              <span className="kb-h1">
                {job.eta
                  ? f.time(job.eta.at)
                  : f.time(new Date(now + (way.data?.seconds ?? 0) * 1000).toISOString())}
              </span>
              {way.data && (
                <span>
                  <strong>{f.duration(way.data.seconds)}</strong>{' '}
                  <span className="kb-quiet">{f.distance(way.data.metres)}</span>
                </span>
              )}
            </Line>
            <Line gap={8} wrap between>
              <span className="kb-quiet">
                {t('promise.label', { window: f.window(job.promise.from, job.promise.until) })}
              </span>
              <RiskPill risk={job.risk} />
              <Plate plate={job.vehicle.plate} energy={job.vehicle.energy} />
            </Line>
            <OtherMaps place={job.place} />
            <Line between>
              <AgeDot seconds={me ? Math.max(0, Math.round((now - toMs(me.at)) / 1000)) : null} />
              <Button kind="quiet" icon={ListOrdered} onPress={() => setListOpen(true)}>
                {t('drive.list')}
              </Button>
            </Line>
          </Stack>
        </Card>
      </div>
      <Sheet isOpen={listOpen} onClose={() => setListOpen(false)} title={t('drive.list')}>
        {turns.map((turn, index) => (
          <Row
            key={`${index}-${turn.instruction}`}
            start={<TurnGlyph type={turn.maneuver.type} modifier={turn.maneuver.modifier} size={22} />}
            title={turn.instruction}
            end={f.distance(turn.metres)}
          />
        ))}
      </Sheet>
    </PhoneShell>
  )
}

/** The same place in the map app he is used to; each gets it in its own datum. */
export const OtherMaps = ({ place }: { place: { point: LonLat; label: string } }) => {
  const { t } = useTexts()
  const links = linksTo(place.point, place.label)
  return (
    <Line gap={8} wrap>
      <span className="kb-quiet">{t('drive.openIn')}</span>
      {(['amap', 'baidu', 'tencent'] as const).map((app) => (
        <a key={app} className="kt-map-link" href={links[app]} target="_blank" rel="noreferrer">
          {t(`drive.${app}`)}
        </a>
      ))}
    </Line>
  )
}

const TurnGlyph = ({ type, modifier, size }: { type: string; modifier: string | null; size: number }) => {
  if (type === 'arrive') return <Flag aria-hidden size={size} />
  if (type.includes('round') || type === 'rotary') return <RotateCw aria-hidden size={size} />
  if (modifier?.includes('left')) return <CornerUpLeft aria-hidden size={size} />
  if (modifier?.includes('right')) return <CornerUpRight aria-hidden size={size} />
  return <ArrowUp aria-hidden size={size} />
}

import { catalogue, type Fix, inLanguage, isOver, type LonLat, type Status } from '@kerbside/domain'
import type { JobView } from '@kerbside/protocol'
import {
  AgeDot,
  Button,
  ButtonLink,
  Card,
  CityMap,
  callKey,
  Failed,
  Line,
  Loading,
  OfflineBar,
  PhoneShell,
  Plate,
  PriceTable,
  PromiseFrame,
  Stack,
  StatusPill,
  TechBadge,
  useApproach,
  useCall,
  useFormats,
  useServerNow,
  useStream,
} from '@kerbside/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Phone } from 'lucide-react'
import { useState } from 'react'
import { useParams } from 'react-router'
import { CancelSheet } from './cancel-sheet.tsx'
import { useCity } from './city-frame.tsx'
import { useTexts } from './customer-texts.ts'
import { DangerCard } from './danger-card.tsx'
import { DelayCard } from './delay-card.tsx'

const line: readonly Status[] = ['accepted', 'en_route', 'on_site', 'working', 'done']

/** One job, live: when he arrives against the promise, where he is, who he is, what it costs. */
export const JobScreen = () => {
  const { t } = useTexts()
  const { id = '' } = useParams()
  const queries = useQueryClient()
  const key = callKey('getJob', { params: { id } })
  const job = useCall('getJob', { params: { id } })
  useStream(`job:${id}`, {
    onReload: () => void queries.invalidateQueries({ queryKey: key }),
    onEvent: (event) => {
      if (event.type === 'job.changed') queries.setQueryData(key, event.body.job)
    },
  })
  if (job.error)
    return (
      <PhoneShell back="/jobs">
        <Failed error={job.error} onRetry={() => void job.refetch()} />
      </PhoneShell>
    )
  if (!job.data)
    return (
      <PhoneShell back="/jobs">
        <Loading rows={6} />
      </PhoneShell>
    )
  return (
    <PhoneShell
      title={t('job.title', { sign: job.data.sign })}
      back="/jobs"
      banner={<OfflineBar />}
      flush={job.data.status === 'en_route'}
    >
      <Live job={job.data} />
    </PhoneShell>
  )
}

const Live = ({ job }: { job: JobView }) => {
  const { t, language } = useTexts()
  const f = useFormats()
  const now = useServerNow()
  const [cancelling, setCancelling] = useState(false)
  const names = job.services
    .map((id) => inLanguage(catalogue[id].name, language))
    .join(language === 'en' ? ', ' : '、')
  const coming = ['accepted', 'en_route'].includes(job.status)
  const waiting = ['requested', 'waiting', 'offered'].includes(job.status)
  return (
    <div className={job.status === 'en_route' ? 'kc-split' : ''}>
      {job.status === 'en_route' && <WayMap job={job} now={now} />}
      <div style={job.status === 'en_route' ? { padding: 'var(--s-4)' } : {}}>
        <Stack gap={16}>
          <Line gap={8}>
            <span data-testid="job-status" data-status={job.status}>
              <StatusPill status={job.status} size="large" />
            </span>
            <span className="kb-quiet">{names}</span>
          </Line>
          {coming && job.eta ? (
            <div className="kc-arrival" aria-live="polite">
              <span className="kb-huge">{t('job.arrives', { time: f.time(job.eta.at) })}</span>
              <span className="kb-quiet">
                {t('job.spread', {
                  minutes: Math.max(
                    1,
                    Math.round((Date.parse(job.eta.latest) - Date.parse(job.eta.earliest)) / 120_000),
                  ),
                })}
                {job.eta.quality === 'estimated' && ` · ${t('word.estimated')}`}{' '}
                <AgeDot seconds={Math.max(0, Math.round((now - Date.parse(job.eta.madeAt)) / 1000))} />
              </span>
            </div>
          ) : (
            <h1 className="kb-h1" aria-live="polite">
              {t(`job.says.${job.status}`)}
            </h1>
          )}
          {(coming || waiting) && (
            <>
              <PromiseFrame promise={job.promise} eta={job.eta} risk={job.risk} now={now} scale />
              <p>{t(`promise.${job.risk}`, { window: f.window(job.promise.from, job.promise.until) })}</p>
            </>
          )}
          {job.inDanger && (coming || waiting) && <DangerCard />}
          {(coming || waiting) && <DelayCard job={job} />}
          {job.technician && (
            <Card>
              <Line gap={12} between>
                <TechBadge initials={job.technician.initials} size="large" />
                <div className="kb-grow">
                  <div className="kb-h2">{job.technician.name}</div>
                  <Line gap={8}>
                    <span className="kb-quiet">{t('job.van')}</span>
                    <Plate plate={job.technician.vanPlate} />
                  </Line>
                </div>
                {job.technician.phone && (
                  <Button
                    kind="secondary"
                    icon={Phone}
                    aria-label={t('button.call')}
                    onPress={() => location.assign(`tel:${job.technician?.phone ?? ''}`)}
                  />
                )}
              </Line>
            </Card>
          )}
          {line.includes(job.status) && <Steps status={job.status} />}
          <Card>
            <div data-testid="total">
              <PriceTable
                rows={job.price.lines.map((one, index) => ({
                  id: `${index}`,
                  name: inLanguage(one.name, language),
                  amount: f.money(one.minor, job.price.currency),
                }))}
                total={{ name: t('word.total'), amount: f.money(job.price.totalMinor, job.price.currency) }}
              />
            </div>
          </Card>
          <Line gap={12} wrap>
            {job.cancellable && (
              <Button kind="link" onPress={() => setCancelling(true)}>
                {t('job.cancel')}
              </Button>
            )}
            {isOver(job.status) && (
              <ButtonLink kind="secondary" to="/">
                {t('job.again')}
              </ButtonLink>
            )}
          </Line>
        </Stack>
      </div>
      {cancelling && <CancelSheet job={job} onClose={() => setCancelling(false)} />}
    </div>
  )
}

const Steps = ({ status }: { status: Status }) => {
  const { t } = useTexts()
  const at = line.indexOf(status)
  return (
    <ol className="kc-steps">
      {line.map((one, index) => (
        <li key={one} data-past={index < at || undefined} aria-current={index === at ? 'step' : undefined}>
          {t(`status.${one}`)}
        </li>
      ))}
    </ol>
  )
}

/** The technician on his way; nothing of him is shown before or after. */
const WayMap = ({ job, now }: { job: JobView; now: number }) => {
  const { t } = useTexts()
  const city = useCity()
  const tracking = useCall('getTracking', { params: { id: job.id } }, { refetchInterval: 60_000 })
  const [live, setLive] = useState<{ fix: Fix; line: LonLat[] | null } | null>(null)
  useApproach((approach) => {
    if (approach.jobId === job.id)
      setLive((known) => ({ fix: approach.fix, line: approach.line ?? known?.line ?? null }))
  })
  const fix = live?.fix ?? tracking.data?.fix ?? null
  const way = live?.line ?? tracking.data?.line ?? null
  const [lon, lat] = job.place.point
  const age = fix ? Math.max(0, Math.round((now - Date.parse(fix.at)) / 1000)) : null
  return (
    <div className="kc-map">
      <CityMap
        city={city}
        label={t('job.map')}
        tours={way ? [{ id: 'way', line: way, colour: 'accent' }] : []}
        spots={[{ id: 'car', lon, lat, kind: 'car' }]}
        technicians={
          fix && job.technician
            ? [
                {
                  id: job.technician.id,
                  lon: fix.point[0],
                  lat: fix.point[1],
                  heading: fix.heading,
                  initials: job.technician.initials,
                  state: 'driving',
                  ageSeconds: age ?? 0,
                },
              ]
            : []
        }
        fit={
          fix
            ? [
                Math.min(lon, fix.point[0]) - 0.002,
                Math.min(lat, fix.point[1]) - 0.002,
                Math.max(lon, fix.point[0]) + 0.002,
                Math.max(lat, fix.point[1]) + 0.002,
              ]
            : [lon - 0.004, lat - 0.004, lon + 0.004, lat + 0.004]
        }
      >
        <div className="kb-float" style={{ position: 'absolute', left: 12, bottom: 12, padding: '4px 10px' }}>
          {t('job.position')} <AgeDot seconds={age} />
        </div>
      </CityMap>
    </div>
  )
}

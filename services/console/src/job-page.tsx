import { catalogue, inLanguage, isOver, legalSteps } from '@kerbside/domain'
import type { JobView } from '@kerbside/protocol'
import {
  AgeDot,
  Button,
  ButtonLink,
  Card,
  CityMap,
  callKey,
  DangerPill,
  Facts,
  Failed,
  History,
  Line,
  Loading,
  Note,
  Panel,
  Plate,
  PriceTable,
  RiskPill,
  ServiceIcon,
  StatusPill,
  useCall,
  useFormats,
  useServerNow,
  useStream,
} from '@kerbside/ui'
import { useQueryClient } from '@tanstack/react-query'
import { ChevronLeft } from 'lucide-react'
import { useState } from 'react'
import { useParams } from 'react-router'
import { useCity } from './console-frame.tsx'
import { useTexts } from './console-texts.ts'
import { DelaySays } from './delay-says.tsx'
import { CancelDialog, ReleaseDialog } from './job-dialogs.tsx'
import { WhyPanel } from './why-panel.tsx'

/** One job: facts and price, why him and why not the others, history, and what a supervisor may do. */
export const JobPage = () => {
  const { id = '' } = useParams()
  const queries = useQueryClient()
  const key = callKey('getJob', { params: { id } })
  const job = useCall('getJob', { params: { id } })
  useStream(`job:${id}`, {
    onReload: () => void queries.invalidateQueries({ queryKey: key }),
    onEvent: () => {
      for (const name of ['getJob', 'explainJob', 'listJobEvents'] as const)
        void queries.invalidateQueries({ queryKey: callKey(name, { params: { id } }) })
    },
  })
  if (job.error) return <Failed error={job.error} onRetry={() => void job.refetch()} />
  if (!job.data) return <Loading rows={10} />
  return <JobSheet job={job.data} />
}

const JobSheet = ({ job }: { job: JobView }) => {
  const { t, language } = useTexts()
  const f = useFormats()
  const [asks, setAsks] = useState<'cancel' | 'release' | null>(null)
  const steps = legalSteps(job.status)
  return (
    <div className="kn-job">
      <header className="kn-job-head">
        <ButtonLink kind="quiet" to="/" icon={ChevronLeft} aria-label={t('button.back')} />
        <ServiceIcon service={job.services} category={job.category} size="large" />
        <div className="kb-grow">
          <Line gap={8}>
            <h1 className="kb-h1">
              {f.list(job.services.map((id) => inLanguage(catalogue[id].name, language)))}
            </h1>
            <Plate plate={job.vehicle.plate} energy={job.vehicle.energy} />
          </Line>
          <span className="kb-quiet">
            {t('word.job')} {job.sign} · {t('job.requested', { time: f.clock(job.requestedAt) })}
          </span>
        </div>
        <span data-testid="job-status" data-status={job.status}>
          <StatusPill status={job.status} size="large" />
        </span>
        {job.inDanger && <DangerPill />}
        {job.risk !== 'unknown' && <RiskPill risk={job.risk} />}
        {steps.includes('release') && (
          <Button kind="secondary" onPress={() => setAsks('release')}>
            {t('job.release')}
          </Button>
        )}
        {job.cancellable && (
          <Button kind="danger" onPress={() => setAsks('cancel')}>
            {t('job.cancel')}
          </Button>
        )}
      </header>
      {job.inDanger && !isOver(job.status) && (
        <div className="kn-job-delay">
          <Note tone="bad">{t('danger.says')}</Note>
        </div>
      )}
      {job.delay && (
        <div className="kn-job-delay">
          <Note tone={job.delay.state === 'mended' ? 'ok' : 'warn'}>
            <strong>{t('delay.title')}</strong>
            <DelaySays delay={job.delay} />
          </Note>
        </div>
      )}
      <JobFacts job={job} />
      <WhyPanel job={job} />
      <JobHistory job={job} />
      {asks === 'cancel' && <CancelDialog job={job} onClose={() => setAsks(null)} />}
      {asks === 'release' && <ReleaseDialog job={job} onClose={() => setAsks(null)} />}
    </div>
  )
}

const JobFacts = ({ job }: { job: JobView }) => {
  const { t, language } = useTexts()
  const f = useFormats()
  const city = useCity()
  const now = useServerNow(5_000)
  const [lon, lat] = job.place.point
  return (
    <div className="kn-job-facts">
      <Card>
        <div className="kn-job-map">
          <CityMap
            city={city}
            fit={[lon - 0.006, lat - 0.004, lon + 0.006, lat + 0.004]}
            jobs={[{ id: job.id, lon, lat, category: job.category, status: job.status, risk: job.risk }]}
          />
        </div>
        <Facts
          of={[
            [t('word.place'), f.list([job.place.label, job.place.note].filter((part) => part !== ''))],
            [t('word.customer'), job.customer ? `${job.customer.name} · ${job.customer.phone}` : '–'],
            [
              t('word.vehicle'),
              f.list(
                [t(`vehicleClass.${job.vehicle.vehicleClass}`), job.vehicle.model, job.vehicle.colour].filter(
                  (part) => part !== '',
                ),
              ),
            ],
            [
              t('word.promise'),
              `${f.day(job.promise.from)} ${f.window(job.promise.from, job.promise.until)}`,
            ],
            [
              t('word.eta'),
              job.eta ? (
                <Line gap={8} wrap>
                  {f.time(job.eta.at)} ({f.window(job.eta.earliest, job.eta.latest)})
                  <AgeDot seconds={Math.max(0, Math.round((now - Date.parse(job.eta.madeAt)) / 1000))} />
                </Line>
              ) : (
                '–'
              ),
            ],
            [t('word.technician'), job.technician?.name ?? '–'],
            ...(job.nearSince
              ? [[t('job.near'), t('job.nearSays', { time: f.clock(job.nearSince) })] as [string, string]]
              : []),
            [t('word.zone'), inLanguage(job.zoneName, language)],
          ]}
        />
      </Card>
      <Card>
        <h2 className="kb-h3">{t('word.price')}</h2>
        <PriceTable
          rows={job.price.lines.map((line, index) => ({
            id: `${index}`,
            name: inLanguage(line.name, language),
            amount: f.money(line.minor, job.price.currency),
          }))}
          total={{ name: t('word.total'), amount: f.money(job.price.totalMinor, job.price.currency) }}
        />
      </Card>
    </div>
  )
}

const JobHistory = ({ job }: { job: JobView }) => {
  const { t, say } = useTexts()
  const f = useFormats()
  const events = useCall('listJobEvents', { params: { id: job.id } })
  if (events.error) return <Failed error={events.error} onRetry={() => void events.refetch()} />
  const lines = events.data?.events ?? []
  return (
    <Panel title={t('job.history')}>
      <div className="kn-padded">
        {events.isLoading && <Loading rows={4} />}
        <History
          lines={lines.map((event) => ({
            id: `${event.seq}`,
            time: f.clock(event.at),
            status: event.status,
            title: say(event.sentence),
          }))}
        />
        <h3 className="kb-caption kb-quiet">{t('job.asLine')}</h3>
        <p className="kn-line">
          {job.sign} {lines.map((event) => `${f.time(event.at)} ${t(`status.${event.status}`)}`).join(' → ')}
        </p>
      </div>
    </Panel>
  )
}

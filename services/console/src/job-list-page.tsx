import { catalogue, inLanguage } from '@kerbside/domain'
import {
  Button,
  DangerPill,
  Empty,
  Failed,
  Loading,
  Plate,
  RiskPill,
  Segmented,
  Select,
  StatusPill,
  TextField,
  useCall,
  useFormats,
} from '@kerbside/ui'
import { useDeferredValue, useState } from 'react'
import { useNavigate } from 'react-router'
import { useBoard } from './board-data.tsx'
import { useTexts } from './console-texts.ts'

type Shown = 'open' | 'over' | 'all'
const anyZone = 'any'

/** All jobs, newest first, filtered by where they stand, zone and words. */
export const JobListPage = () => {
  const { t, language } = useTexts()
  const f = useFormats()
  const navigate = useNavigate()
  const { board } = useBoard()
  const [shown, setShown] = useState<Shown>('open')
  const [zoneId, setZoneId] = useState<string>(anyZone)
  const [text, setText] = useState('')
  const [limit, setLimit] = useState(50)
  const q = useDeferredValue(text.trim())
  const zones = useCall('listZones', {})
  const found = useCall(
    'listJobs',
    {
      query: {
        limit,
        ...(shown === 'all' ? {} : { open: shown === 'open' ? ('true' as const) : ('false' as const) }),
        ...(zoneId === anyZone ? {} : { zoneId }),
        ...(q === '' ? {} : { q }),
      },
    },
    { placeholderData: (before) => before, refetchInterval: 10_000 },
  )
  // The stream knows more than the list that was read.
  const jobs = (found.data?.jobs ?? []).map((job) => board?.jobs.get(job.id) ?? job)
  return (
    <div className="kn-page">
      <h1 className="kb-h1">{t('jobs.title')}</h1>
      <div className="kn-filters">
        <Segmented
          label={t('jobs.title')}
          value={shown}
          onChange={setShown}
          choices={(['open', 'over', 'all'] as const).map((id) => ({ id, text: t(`jobs.${id}`) }))}
        />
        <Select
          label={t('jobs.zone')}
          value={zoneId}
          onChange={setZoneId}
          options={[
            { id: anyZone, text: t('jobs.anyZone') },
            ...(zones.data?.zones ?? []).map((zone) => ({
              id: zone.id,
              text: inLanguage(zone.name, language),
            })),
          ]}
        />
        <TextField label={t('jobs.search')} value={text} onChange={setText} />
      </div>
      {found.error ? <Failed error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isLoading && <Loading rows={10} />}
      {found.data && jobs.length === 0 && <Empty title={t('jobs.emptyTitle')} text={t('jobs.emptyText')} />}
      {jobs.length > 0 && (
        <table className="kb-table">
          <thead>
            <tr>
              <th>{t('word.job')}</th>
              <th>{t('people.state')}</th>
              <th>{t('word.service')}</th>
              <th>{t('word.plate')}</th>
              <th>{t('word.place')}</th>
              <th>{t('word.promise')}</th>
              <th>{t('word.technician')}</th>
              <th>{t('word.price')}</th>
            </tr>
          </thead>
          <tbody>
            {jobs.map((job) => (
              <tr key={job.id} onClick={() => void navigate(`/jobs/${job.id}`)}>
                <td>
                  <a href={`/console/jobs/${job.id}`} onClick={(event) => event.preventDefault()}>
                    {job.sign}
                  </a>
                </td>
                <td>
                  <StatusPill status={job.status} /> {job.inDanger && <DangerPill />}
                </td>
                <td>{f.list(job.services.map((id) => inLanguage(catalogue[id].name, language)))}</td>
                <td>
                  <Plate plate={job.vehicle.plate} energy={job.vehicle.energy} size="small" />
                </td>
                <td>{job.place.label}</td>
                <td>
                  {f.day(job.promise.from)} {f.window(job.promise.from, job.promise.until)}{' '}
                  {job.risk !== 'unknown' && <RiskPill risk={job.risk} />}
                </td>
                <td>{job.technician?.name ?? '–'}</td>
                <td>{f.money(job.price.totalMinor, job.price.currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {found.data?.next && limit < 200 && (
        <Button kind="secondary" onPress={() => setLimit((known) => Math.min(200, known + 50))}>
          {t('jobs.more')}
        </Button>
      )}
    </div>
  )
}

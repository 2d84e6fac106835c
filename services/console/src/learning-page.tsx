import { catalogue, inLanguage } from '@kerbside/domain'
import type { Answer, endpoints } from '@kerbside/protocol'
import {
  callKey,
  Empty,
  Failed,
  Line,
  Loading,
  Note,
  Select,
  Stack,
  Switch,
  Tabs,
  toast,
  useCall,
  useCommand,
  useFormats,
  useProblemText,
  useServerClock,
} from '@kerbside/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTexts } from './console-texts.ts'
import { WeekTable } from './week-table.tsx'

export type Lessons = Answer<typeof endpoints.getLessons>
type Page = 'roads' | 'services' | 'technicians' | 'mileage'
const whole = 'whole'

/** What was learnt from how many drives and jobs, and the switches that turn it off. */
export const LearningPage = () => {
  const { t, language } = useTexts()
  const queries = useQueryClient()
  const problemText = useProblemText()
  const lessons = useCall('getLessons', {}, { refetchInterval: 60_000 })
  const zones = useCall('listZones', {}, { staleTime: 300_000 })
  const turn = useCommand('switchLessons')
  const [page, setPage] = useState<Page>('roads')
  const [zoneId, setZoneId] = useState<string | null>(whole)
  if (lessons.error) return <Failed error={lessons.error} onRetry={() => void lessons.refetch()} />
  if (!lessons.data) return <Loading rows={10} />
  const { data } = lessons
  const set = (on: { roads?: boolean; durations?: boolean }) =>
    turn.mutate(
      { body: on },
      {
        onSuccess: () => void queries.invalidateQueries({ queryKey: callKey('getLessons') }),
        onError: (error) => toast(problemText(error)),
      },
    )
  const nameOf = (id: string): string => {
    const zone = zones.data?.zones.find((one) => one.id === id)
    return zone ? inLanguage(zone.name, language) : '–'
  }
  const week = data.zones.find((one) => one.zoneId === zoneId) ?? data.all
  return (
    <div className="kn-page">
      <Line between wrap>
        <h1 className="kb-h1">{t('learning.title')}</h1>
        <Line gap={16}>
          <Switch isSelected={data.on.roads} onChange={(roads) => set({ roads })}>
            {t('learning.useRoads')}
          </Switch>
          <Switch isSelected={data.on.durations} onChange={(durations) => set({ durations })}>
            {t('learning.useDurations')}
          </Switch>
        </Line>
      </Line>
      <Tabs
        label={t('learning.title')}
        value={page}
        onChange={setPage}
        tabs={[
          {
            id: 'roads',
            text: t('learning.page.roads'),
            content: (
              <Stack>
                <Line gap={12} wrap>
                  <Select
                    label={t('word.zone')}
                    value={zoneId}
                    onChange={setZoneId}
                    options={[
                      { id: whole, text: t('learning.whole') },
                      ...data.zones.map((one) => ({ id: one.zoneId, text: nameOf(one.zoneId) })),
                    ]}
                  />
                  <Note>
                    {week.legs === 0
                      ? t('learning.roadsNone')
                      : t('learning.roadsSay', { legs: week.legs, percent: Math.round(week.sigma * 100) })}
                    {!data.on.roads && ` ${t('learning.off')}`}
                  </Note>
                </Line>
                <WeekTable assumed={data.assumed} factors={week.factors} counts={week.counts} />
              </Stack>
            ),
          },
          {
            id: 'services',
            text: t('learning.page.services'),
            content: <ServiceTable lessons={data} />,
          },
          {
            id: 'technicians',
            text: t('learning.page.technicians'),
            content: <TechnicianTable lessons={data} />,
          },
          { id: 'mileage', text: t('learning.page.mileage'), content: <MileageTable /> },
        ]}
      />
    </div>
  )
}

const ServiceTable = ({ lessons }: { lessons: Lessons }) => {
  const { t, language } = useTexts()
  const f = useFormats()
  return (
    <table className="kb-table">
      <thead>
        <tr>
          <th>{t('learning.service')}</th>
          <th>{t('word.vehicle')}</th>
          <th>{t('learning.catalogue')}</th>
          <th>{t('learning.median')}</th>
          <th>{t('learning.p80')}</th>
          <th>{t('learning.jobs')}</th>
        </tr>
      </thead>
      <tbody>
        {lessons.services.map((one) => (
          <tr key={`${one.service}-${one.vehicleClass}`} data-quiet={one.jobs === 0 || undefined}>
            <td>{inLanguage(catalogue[one.service].name, language)}</td>
            <td>{t(`vehicleClass.${one.vehicleClass}`)}</td>
            <td>{f.duration(one.catalogueSeconds)}</td>
            <td>{f.duration(one.medianSeconds)}</td>
            <td>{f.duration(one.p80Seconds)}</td>
            <td>{one.jobs}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const TechnicianTable = ({ lessons }: { lessons: Lessons }) => {
  const { t, language } = useTexts()
  const f = useFormats()
  if (lessons.technicians.length === 0)
    return <Empty title={t('learning.noJobs')} text={t('learning.noJobsSay')} />
  return (
    <table className="kb-table">
      <thead>
        <tr>
          <th>{t('word.technician')}</th>
          <th>{t('learning.ratio')}</th>
          <th>{t('learning.jobs')}</th>
          <th>{t('learning.pairs')}</th>
        </tr>
      </thead>
      <tbody>
        {lessons.technicians.map((one) => (
          <tr key={one.technicianId}>
            <td>{one.name}</td>
            <td>×{one.ratio.toFixed(2)}</td>
            <td>{one.jobs}</td>
            <td className="kb-quiet">
              {lessons.pairs
                .filter((pair) => pair.technicianId === one.technicianId)
                .map(
                  (pair) =>
                    `${inLanguage(catalogue[pair.service].name, language)} ${t(`vehicleClass.${pair.vehicleClass}`)} ${f.duration(pair.medianSeconds)} (${pair.jobs})`,
                )
                .join(' · ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const MileageTable = () => {
  const { t } = useTexts()
  const f = useFormats()
  const clock = useServerClock()
  const [since] = useState(() => new Date(clock.now() - 86_400_000).toISOString())
  const mileage = useCall('getMileage', { query: { since } })
  if (mileage.error) return <Failed error={mileage.error} onRetry={() => void mileage.refetch()} />
  if (!mileage.data) return <Loading rows={6} />
  if (mileage.data.technicians.length === 0)
    return <Empty title={t('learning.noLegs')} text={t('learning.noLegsSay')} />
  return (
    <table className="kb-table">
      <thead>
        <tr>
          <th>{t('word.technician')}</th>
          <th>{t('learning.legs')}</th>
          <th>{t('learning.distance')}</th>
          <th>{t('learning.drive')}</th>
          <th>{t('learning.matched')}</th>
        </tr>
      </thead>
      <tbody>
        {mileage.data.technicians.map((one) => (
          <tr key={one.technicianId}>
            <td>{one.name}</td>
            <td>{one.legs}</td>
            <td>{f.distance(one.metres)}</td>
            <td>{f.duration(one.seconds)}</td>
            <td>
              {one.matched} / {one.legs}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

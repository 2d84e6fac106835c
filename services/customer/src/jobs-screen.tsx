import { Empty, Failed, Loading, OfflineBar, PhoneShell, Stack, useCall } from '@kerbside/ui'
import { Tabs } from './city-frame.tsx'
import { useTexts } from './customer-texts.ts'
import { JobCard } from './job-card.tsx'

/** All jobs of the customer, newest first. */
export const JobsScreen = () => {
  const { t } = useTexts()
  const jobs = useCall('listJobs', { query: { limit: 50 } })
  return (
    <PhoneShell title={t('jobs.title')} tabs={<Tabs />} banner={<OfflineBar />}>
      {jobs.error ? <Failed error={jobs.error} onRetry={() => void jobs.refetch()} /> : null}
      {jobs.isLoading && <Loading />}
      <Stack>
        {jobs.data?.jobs.length === 0 && <Empty title={t('jobs.emptyTitle')} text={t('jobs.emptyText')} />}
        {jobs.data?.jobs.map((job) => (
          <JobCard key={job.id} job={job} />
        ))}
      </Stack>
    </PhoneShell>
  )
}

import { catalogue, inLanguage } from '@kerbside/domain'
import type { JobView } from '@kerbside/protocol'
import { Card, Line, Plate, Stack, StatusPill, useFormats } from '@kerbside/ui'
import { useNavigate } from 'react-router'
import { useTexts } from './customer-texts.ts'

/** A job in a list: status, services, promise and who comes. */
export const JobCard = ({ job }: { job: JobView }) => {
  const { t, language } = useTexts()
  const f = useFormats()
  const navigate = useNavigate()
  const names = job.services
    .map((id) => inLanguage(catalogue[id].name, language))
    .join(language === 'en' ? ', ' : '、')
  const over = ['settled', 'cancelled', 'failed'].includes(job.status)
  return (
    <Card onPress={() => void navigate(`/jobs/${job.id}`)} label={`${names}, ${t(`status.${job.status}`)}`}>
      <Stack gap={8}>
        <Line gap={8} between>
          <StatusPill status={job.status} />
          <span className="kb-quiet">
            {over ? f.money(job.price.totalMinor, job.price.currency) : f.day(job.promise.from)}
          </span>
        </Line>
        <strong>{names}</strong>
        <Line gap={8} wrap>
          <span className="kb-quiet">
            {t('promise.label', { window: f.window(job.promise.from, job.promise.until) })}
          </span>
          <Plate plate={job.vehicle.plate} energy={job.vehicle.energy} />
        </Line>
      </Stack>
    </Card>
  )
}

import { inLanguage, statusGroup } from '@kerbside/domain'
import type { JobView, TechnicianView, TourView } from '@kerbside/protocol'
import {
  AgeDot,
  Button,
  Line,
  PromiseFrame,
  Stack,
  TechBadge,
  TechStatePill,
  useFormats,
  useServerNow,
} from '@kerbside/ui'
import { X } from 'lucide-react'
import { useTexts } from './console-texts.ts'

/** Who is chosen on the map: state, age of his fix, next promise and the length of his tour. */
export const TechnicianCard = ({
  technician,
  tour,
  jobs,
  onClose,
}: {
  technician: TechnicianView | undefined
  tour: TourView | undefined
  jobs: ReadonlyMap<string, JobView>
  onClose: () => void
}) => {
  const { t, language } = useTexts()
  const f = useFormats()
  const now = useServerNow()
  if (!technician) return null
  const stop = tour?.stops.find((one) => statusGroup[one.status] !== 'over')
  const job = stop && jobs.get(stop.jobId)
  return (
    <div className="kn-card kb-float">
      <Stack gap={8}>
        <Line gap={8} between>
          <Line gap={8}>
            <TechBadge initials={technician.initials} state={technician.state} size="large" />
            <div>
              <strong>{technician.name}</strong>
              <div>
                <TechStatePill state={technician.state} />
              </div>
            </div>
          </Line>
          <Button kind="quiet" size="small" icon={X} aria-label={t('button.close')} onPress={onClose} />
        </Line>
        <AgeDot
          seconds={
            technician.fix ? Math.max(0, Math.round((now - Date.parse(technician.fix.at)) / 1000)) : null
          }
        />
        {stop ? (
          <>
            <span>
              {t('card.next', { sign: stop.sign, window: f.window(stop.promise.from, stop.promise.until) })}
            </span>
            <PromiseFrame promise={stop.promise} eta={job?.eta ?? null} risk={job?.risk} now={now} scale />
          </>
        ) : (
          <span className="kb-quiet">{t('card.noNext')}</span>
        )}
        {technician.wait && (
          <span>
            {t(`card.wait.${technician.wait.state}`, {
              place: inLanguage(technician.wait.name, language),
              duration: f.duration(technician.wait.driveSeconds),
              time: f.time(technician.wait.since),
            })}
          </span>
        )}
        {tour && tour.stops.length > 0 && (
          <span className="kb-quiet">
            {t('card.tour', { distance: f.distance(tour.metres), duration: f.duration(tour.driveSeconds) })}
          </span>
        )}
      </Stack>
    </div>
  )
}

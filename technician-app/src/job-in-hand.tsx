import { nextTechnicianStep, type TechnicianStep } from '@kerbside/domain'
import type { JobView } from '@kerbside/protocol'
import {
  Button,
  ButtonLink,
  Card,
  DangerPill,
  HoldButton,
  Line,
  Note,
  Plate,
  PromiseFrame,
  ServiceIcon,
  Stack,
  StatusPill,
  toast,
  useCommand,
  useFormats,
  useProblemText,
  useServerNow,
} from '@kerbside/ui'
import {
  Ban,
  Clock,
  Hammer,
  Map as MapIcon,
  MapPin,
  MessageSquare,
  Navigation,
  Phone,
  Undo2,
} from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useDay } from './day.tsx'
import { usePosition } from './position.tsx'
import { ReasonSheet } from './reason-sheet.tsx'
import { useTexts } from './technician-texts.ts'
import { servicesText } from './tour-state.ts'

/** The job in hand: what, which car, where, promise and forecast, notes, and the one next step. */
export const JobInHand = ({ job }: { job: JobView }) => {
  const { t, language } = useTexts()
  const f = useFormats()
  const now = useServerNow(10_000)
  const { tour } = useDay()
  const at = tour?.stops.findIndex((stop) => stop.jobId === job.id) ?? -1
  return (
    <Stack>
      <Card>
        <Stack gap={12}>
          <Line between>
            <span data-testid="job-status" data-status={job.status}>
              <StatusPill status={job.status} size="large" />
            </span>
            {job.inDanger && <DangerPill />}
            {at >= 0 && (
              <span className="kb-quiet">{t('now.stopOf', { at: at + 1, of: tour?.stops.length ?? 0 })}</span>
            )}
          </Line>
          <Line gap={12}>
            <ServiceIcon service={job.services} category={job.category} size="large" />
            <h1 className="kb-h1">{servicesText(job.services, language)}</h1>
          </Line>
          <Line gap={8} wrap>
            <Plate plate={job.vehicle.plate} energy={job.vehicle.energy} size="large" />
            <span className="kb-quiet">
              {[job.vehicle.colour, job.vehicle.model].filter(Boolean).join(' ')}
            </span>
          </Line>
          <Line gap={8}>
            <MapPin aria-hidden />
            <strong>{job.place.label}</strong>
          </Line>
          <PromiseFrame promise={job.promise} eta={job.eta} risk={job.risk} now={now} scale />
          {job.place.note && <Note icon={MessageSquare}>{job.place.note}</Note>}
          <Line gap={8}>
            <Clock aria-hidden />
            <span>{t('now.about', { duration: f.duration(job.durationSeconds) })}</span>
          </Line>
          <Actions job={job} />
        </Stack>
      </Card>
      <NextStep job={job} />
    </Stack>
  )
}

const Actions = ({ job }: { job: JobView }) => {
  const { t } = useTexts()
  const [asks, setAsks] = useState<'fail' | 'release' | null>(null)
  return (
    <div className="kt-actions">
      {job.customer && (
        <Button
          kind="soft"
          tall
          icon={Phone}
          onPress={() => location.assign(`tel:${job.customer?.phone ?? ''}`)}
        >
          {t('now.call')}
        </Button>
      )}
      <ButtonLink kind="soft" tall icon={MapIcon} to={`/drive/${job.id}`}>
        {t('now.map')}
      </ButtonLink>
      {(job.status === 'accepted' || job.status === 'en_route') && (
        <Button kind="soft" tall icon={Undo2} onPress={() => setAsks('release')}>
          {t('release.open')}
        </Button>
      )}
      {job.status === 'on_site' && (
        <Button kind="soft" tall icon={Ban} onPress={() => setAsks('fail')}>
          {t('fail.gone')}
        </Button>
      )}
      {asks && <ReasonSheet job={job} step={asks} onClose={() => setAsks(null)} />}
    </div>
  )
}

const icons: Partial<Record<TechnicianStep, typeof Navigation>> = {
  depart: Navigation,
  arrive: MapPin,
  begin: Hammer,
}

/** The one big button: the next legal step. Finishing is held, because it takes money. */
export const NextStep = ({ job }: { job: JobView }) => {
  const { t } = useTexts()
  const f = useFormats()
  const navigate = useNavigate()
  const { tour, reload } = useDay()
  const { fix } = usePosition()
  const problemText = useProblemText()
  const stepJob = useCommand('stepJob')
  const step = nextTechnicianStep[job.status]
  if (!step) return null
  const stop = tour?.stops.find((one) => one.jobId === job.id)
  const take = () =>
    stepJob.mutate(
      { params: { id: job.id }, body: { step, ...(fix ? { fix } : {}) } },
      {
        onSuccess: () => {
          reload()
          if (step === 'depart') void navigate(`/drive/${job.id}`)
          if (step === 'arrive') void navigate('/')
        },
        onError: (error) => {
          toast(problemText(error))
          reload()
        },
      },
    )
  if (step === 'finish') {
    return (
      <div data-testid="main-action">
        <HoldButton onDone={take} isDisabled={stepJob.isPending}>
          {t('step.finish')}
        </HoldButton>
      </div>
    )
  }
  return (
    <Stack gap={8}>
      {step === 'arrive' && job.nearSince && <Note icon={MapPin}>{t('step.seems')}</Note>}
      <Button
        kind="primary"
        size="step"
        icon={icons[step]}
        busy={stepJob.isPending}
        onPress={take}
        data-testid="main-action"
        {...(step === 'depart' && stop
          ? {
              says: t('step.driveSays', {
                duration: f.duration(stop.driveSeconds),
                distance: f.distance(stop.metres),
              }),
            }
          : {})}
      >
        {t(`step.${step === 'begin' ? 'begin' : step === 'arrive' ? 'arrive' : 'depart'}`)}
      </Button>
    </Stack>
  )
}

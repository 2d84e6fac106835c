import { catalogue, inLanguage } from '@kerbside/domain'
import type { JobView } from '@kerbside/protocol'
import {
  Badge,
  Button,
  DangerPill,
  Empty,
  Line,
  Panel,
  Plate,
  ServiceIcon,
  Stack,
  toast,
  useCall,
  useCommand,
  useFormats,
  useProblemText,
  useServerNow,
} from '@kerbside/ui'
import { TriangleAlert } from 'lucide-react'
import { useNavigate } from 'react-router'
import { usePageKeys } from './console-keys.tsx'
import { useTexts } from './console-texts.ts'
import { DelaySays } from './delay-says.tsx'
import type { Need } from './needs.ts'

interface NeedsProps {
  needs: readonly Need[]
  chosen: string | null
  onChoose: (jobId: string | null) => void
}

/** What needs a person, each with numbered actions that work; J and K move, 1 to 3 act. */
export const NeedsPanel = ({ needs, chosen, onChoose }: NeedsProps) => {
  const { t } = useTexts()
  const at = Math.max(
    0,
    needs.findIndex((need) => (need.jobId ?? need.id) === chosen),
  )
  const current = needs[at]
  const move = (by: number) => {
    const next = needs[Math.min(needs.length - 1, Math.max(0, at + by))]
    if (next) onChoose(next.jobId ?? next.id)
  }
  usePageKeys({ j: () => move(1), k: () => move(-1) })
  return (
    <div className="kn-needs">
      <Panel
        title={
          <Line gap={8}>
            {t('needs.title')} <Badge count={needs.length} />
          </Line>
        }
      >
        {needs.length === 0 && <Empty title={t('needs.emptyTitle')} text={t('needs.emptyText')} />}
        <ol className="kn-need-list">
          {needs.map((need) => (
            <li key={need.id} data-selected={need === current || undefined} data-kind={need.kind}>
              <button
                type="button"
                className="kn-need-head"
                onClick={() => onChoose(need.jobId ?? need.id)}
                aria-expanded={need === current}
              >
                <NeedHead need={need} />
              </button>
              {need === current && <NeedActions need={need} />}
            </li>
          ))}
        </ol>
      </Panel>
    </div>
  )
}

const NeedHead = ({ need }: { need: Need }) => {
  const { t, say, language } = useTexts()
  const f = useFormats()
  const now = useServerNow(5_000)
  const { job } = need
  const names = job && f.list(job.services.map((id) => inLanguage(catalogue[id].name, language)))
  return (
    <Stack gap={4}>
      <Line between>
        <Line gap={8}>
          {job ? (
            <ServiceIcon service={job.services} category={job.category} size="small" />
          ) : (
            <TriangleAlert aria-hidden size={16} />
          )}
          <strong>{job ? `${names} ${job.sign}` : need.alert && say(need.alert.sentence)}</strong>
        </Line>
        <span className="kn-need-age kb-quiet">
          {f.ageLength(Math.max(0, Math.round((now - Date.parse(need.since)) / 1000)))}
        </span>
      </Line>
      {job && (
        <Line gap={8} wrap>
          <Plate plate={job.vehicle.plate} energy={job.vehicle.energy} size="small" />
          {job.inDanger && <DangerPill />}
          <span className="kb-ellipsis">{job.place.label}</span>
        </Line>
      )}
      {job && <span className="kb-quiet">{says(need, job, now, { t, say, f })}</span>}
      {job?.delay && <DelaySays delay={job.delay} />}
    </Stack>
  )
}

const says = (
  need: Need,
  job: JobView,
  now: number,
  { t, say, f }: Pick<ReturnType<typeof useTexts>, 't' | 'say'> & { f: ReturnType<typeof useFormats> },
): string => {
  const window = f.window(job.promise.from, job.promise.until)
  if (job.unplanned?.[0]) return t('needs.unplanned', { reason: say(job.unplanned[0].sentence) })
  if (need.kind === 'broken' && job.eta && now <= Date.parse(job.promise.until))
    return t('needs.willBreak', { window, time: f.time(job.eta.at) })
  if (need.kind === 'broken') return t('needs.broken', { window })
  if (need.kind === 'danger' && job.eta) return t('needs.danger', { window, time: f.time(job.eta.at) })
  return need.alert ? say(need.alert.sentence) : window
}

const NeedActions = ({ need }: { need: Need }) => {
  const { t, say } = useTexts()
  const f = useFormats()
  const navigate = useNavigate()
  const problemText = useProblemText()
  const open = need.job !== null && ['waiting', 'offered'].includes(need.job.status)
  const why = useCall(
    'explainJob',
    { params: { id: need.jobId ?? '' } },
    { enabled: open, staleTime: 10_000 },
  )
  const giveJob = useCommand('giveJob')
  const resolve = useCommand('resolveAlert')
  const best = why.data?.candidates[0]
  const give = () => {
    if (!best || !need.jobId) return
    giveJob.mutate(
      { params: { id: need.jobId }, body: { technicianId: best.technician.id, how: 'offer' } },
      {
        onSuccess: () => toast(t('needs.given', { name: best.technician.name })),
        onError: (error) => toast(problemText(error)),
      },
    )
  }
  const openJob = () => need.jobId && void navigate(`/jobs/${need.jobId}`)
  const aside = () =>
    need.alert &&
    resolve.mutate({ params: { id: need.alert.id } }, { onError: (error) => toast(problemText(error)) })
  const actions = [
    ...(best
      ? [
          {
            text: t('needs.give', { name: best.technician.name, time: f.time(best.arriveAt) }),
            says: t('needs.adds', { duration: f.duration(best.detourSeconds), broken: best.brokenPromises }),
            run: give,
          },
        ]
      : []),
    ...(need.jobId ? [{ text: t('needs.open'), says: '', run: openJob }] : []),
    ...(need.alert ? [{ text: t('needs.aside'), says: '', run: aside }] : []),
  ]
  usePageKeys(Object.fromEntries(actions.map((action, index) => [String(index + 1), action.run])))
  return (
    <div className="kn-need-actions">
      {open && why.isLoading && <span className="kb-quiet">{t('needs.searching')}</span>}
      {why.data && !best && (
        <span className="kb-warn">
          {t('needs.nobody', {
            reason: why.data.left[0]?.reasons[0] ? say(why.data.left[0].reasons[0].sentence) : '–',
          })}
        </span>
      )}
      {actions.map((action, index) => (
        <Button
          key={action.text}
          kind={index === 0 && best ? 'primary' : 'secondary'}
          size="small"
          onPress={action.run}
        >
          <kbd>{index + 1}</kbd> {action.text} <span className="kb-quiet">{action.says}</span>
        </Button>
      ))}
    </div>
  )
}

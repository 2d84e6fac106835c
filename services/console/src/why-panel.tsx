import { isOver, statusGroup } from '@kerbside/domain'
import type { CandidateView, JobView, RankingView } from '@kerbside/protocol'
import {
  Button,
  Dialog,
  Empty,
  Failed,
  Line,
  Loading,
  Note,
  Panel,
  PromiseFrame,
  TechBadge,
  TechStatePill,
  toast,
  useCall,
  useCommand,
  useFormats,
  useProblemText,
} from '@kerbside/ui'
import { useState } from 'react'
import { useTexts } from './console-texts.ts'

/** Everybody ranked for the job, and everybody left out with his reason. */
export const WhyPanel = ({ job }: { job: JobView }) => {
  const { t } = useTexts()
  const over = statusGroup[job.status] === 'over' || statusGroup[job.status] === 'under_way'
  return over ? (
    <Panel title={t('job.whyTitle')}>
      <Empty
        title={
          job.technician && !isOver(job.status)
            ? t('job.underWay', { name: job.technician.name })
            : t('job.over')
        }
        text=""
      />
    </Panel>
  ) : (
    <Ranking job={job} />
  )
}

const Ranking = ({ job }: { job: JobView }) => {
  const { t, say } = useTexts()
  const f = useFormats()
  const why = useCall('explainJob', { params: { id: job.id } }, { refetchInterval: 30_000 })
  const [assigning, setAssigning] = useState<CandidateView | null>(null)
  const problemText = useProblemText()
  const giveJob = useCommand('giveJob')
  const give = (one: CandidateView, how: 'offer' | 'direct') =>
    giveJob.mutate(
      { params: { id: job.id }, body: { technicianId: one.technician.id, how } },
      {
        onSuccess: () => {
          toast(t('job.assigned', { name: one.technician.name }))
          setAssigning(null)
        },
        onError: (error) => toast(problemText(error)),
      },
    )
  if (why.error) return <Failed error={why.error} onRetry={() => void why.refetch()} />
  return (
    <Panel
      title={
        <Line gap={8}>
          {t('job.whyTitle')}
          {why.data && (
            <span className="kb-quiet">
              {t('job.whyAt', { time: f.clock(why.data.madeAt) })} ·{' '}
              {t(`dispatching.order.${why.data.policy}`)}
            </span>
          )}
        </Line>
      }
    >
      {why.isLoading && <Loading rows={6} />}
      {why.data?.quality === 'estimated' && <Note tone="warn">{t('job.estimated')}</Note>}
      {(why.data?.candidates.length ?? 0) > 0 && (
        <table className="kb-table">
          <thead>
            <tr>
              <th>#</th>
              <th>{t('word.technician')}</th>
              <th>{t('job.arrival', { window: f.window(job.promise.from, job.promise.until) })}</th>
              <th>{t('job.detour')}</th>
              <th>{t('job.words')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {why.data?.candidates.slice(0, 12).map((one, index) => (
              <tr key={one.technician.id}>
                <td>{index + 1}</td>
                <td>
                  <Line gap={8}>
                    <TechBadge initials={one.technician.initials} state={one.technician.state} />
                    <span>
                      {one.technician.name}
                      <br />
                      <TechStatePill state={one.technician.state} />
                    </span>
                  </Line>
                </td>
                <td>
                  <strong>{f.time(one.arriveAt)}</strong>
                  <PromiseFrame
                    promise={job.promise}
                    eta={etaOf(one, why.data?.madeAt ?? one.arriveAt, why.data?.quality ?? 'osrm')}
                  />
                </td>
                <td data-short>
                  {f.duration(one.detourSeconds)}
                  <br />
                  <span className="kb-quiet">{f.distance(one.metres)}</span>
                </td>
                <td>{one.why.map((reason) => say(reason.sentence)).join(' · ')}</td>
                <td>
                  <Line gap={4}>
                    <Button
                      kind={index === 0 ? 'primary' : 'secondary'}
                      size="small"
                      isDisabled={giveJob.isPending}
                      onPress={() => give(one, 'offer')}
                    >
                      {t('job.give')}
                    </Button>
                    <Button kind="quiet" size="small" onPress={() => setAssigning(one)}>
                      {t('job.direct')}
                    </Button>
                  </Line>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {why.data && why.data.changes.length > 0 && <WouldHelp changes={why.data.changes} />}
      {why.data && why.data.left.length > 0 && (
        <>
          <h3 className="kb-caption kb-quiet">{t('job.leftTitle', { count: why.data.left.length })}</h3>
          <ul className="kn-left">
            {why.data.left.map((one, index) => (
              <li key={`${one.technician.id}-${index}`}>
                <TechBadge initials={one.technician.initials} state={one.technician.state} size="small" />
                <span>{one.technician.name}</span>
                <span className="kb-quiet">
                  {one.reasons.map((reason) => say(reason.sentence)).join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {assigning && (
        <Dialog
          isOpen
          onClose={() => setAssigning(null)}
          title={t('job.giveTitle', { name: assigning.technician.name })}
          actions={
            <>
              <Button kind="secondary" onPress={() => setAssigning(null)}>
                {t('button.cancel')}
              </Button>
              <Button kind="primary" busy={giveJob.isPending} onPress={() => give(assigning, 'direct')}>
                {t('job.direct')}
              </Button>
            </>
          }
        >
          <p>{t('job.giveAsk')}</p>
        </Dialog>
      )}
    </Panel>
  )
}

/** The nearest changes that would let a job in that nobody can take. */
const WouldHelp = ({ changes }: { changes: RankingView['changes'] }) => {
  const { t, say } = useTexts()
  return (
    <>
      <h3 className="kb-caption kb-quiet">{t('dispatching.wouldHelp')}</h3>
      <ul className="kn-left" data-testid="would-help">
        {changes.slice(0, mostChanges).map((change) => (
          <li key={`${change.code}-${String(change.facts.technicianId)}`}>{say(change.sentence)}</li>
        ))}
      </ul>
    </>
  )
}
const mostChanges = 5

/** A candidate's arrival as a forecast: less sure the further ahead. */
const etaOf = (one: CandidateView, madeAt: string, quality: 'osrm' | 'estimated') => {
  const at = Date.parse(one.arriveAt)
  const half = Math.min(600_000, 120_000 + Math.max(0, at - Date.parse(madeAt)) * 0.15)
  return {
    at: one.arriveAt,
    earliest: new Date(at - half).toISOString(),
    latest: new Date(at + half).toISOString(),
    madeAt,
    quality,
  }
}

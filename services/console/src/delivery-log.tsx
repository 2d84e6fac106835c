import type { DeliveryView } from '@kerbside/protocol'
import {
  Button,
  Dialog,
  Empty,
  Failed,
  Line,
  Loading,
  Segmented,
  Stack,
  Tag,
  toast,
  useCall,
  useCommand,
  useFormats,
  useProblemText,
} from '@kerbside/ui'
import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useTexts } from './console-texts.ts'

type Filter = 'any' | DeliveryView['status']
const tones: Record<DeliveryView['status'], 'plain' | 'ok' | 'warn'> = {
  waiting: 'warn',
  delivered: 'ok',
  given_up: 'plain',
}

/** What was sent to a webhook and what became of it, newest first. */
export const DeliveryLog = ({ webhookId }: { webhookId: string }) => {
  const { t } = useTexts()
  const f = useFormats()
  const [filter, setFilter] = useState<Filter>('any')
  const [before, setBefore] = useState<string | undefined>(undefined)
  const [openId, setOpenId] = useState<string | null>(null)
  const query = { limit: 20, ...(before ? { before } : {}), ...(filter === 'any' ? {} : { status: filter }) }
  const log = useCall('listDeliveries', { params: { id: webhookId }, query }, { refetchInterval: 3_000 })
  const replay = useReplay(() => void log.refetch())
  const names: Record<Filter, string> = {
    any: t('machines.log.any'),
    waiting: t('machines.log.filter.waiting'),
    delivered: t('machines.log.filter.delivered'),
    given_up: t('machines.log.given_up'),
  }
  if (log.error) return <Failed error={log.error} onRetry={() => void log.refetch()} />
  const all = log.data?.deliveries ?? []
  const stateOf = (one: DeliveryView): string => {
    if (one.status === 'given_up') return t('machines.log.given_up')
    const at = one.status === 'waiting' ? one.nextAt : one.deliveredAt
    return t(`machines.log.${one.status}`, { time: at ? f.clock(at) : '' })
  }
  return (
    <Stack>
      <Line between>
        <h2 className="kb-h2">{t('machines.log.title')}</h2>
        <Segmented
          label={t('machines.log.state')}
          value={filter}
          onChange={(chosen) => {
            setFilter(chosen)
            setBefore(undefined)
          }}
          choices={(['any', 'waiting', 'delivered', 'given_up'] as const).map((id) => ({
            id,
            text: names[id],
          }))}
        />
      </Line>
      {log.isLoading && <Loading rows={4} />}
      {log.data && all.length === 0 && (
        <Empty title={t('machines.log.emptyTitle')} text={t('machines.log.emptyText')} />
      )}
      {all.length > 0 && (
        <table className="kb-table">
          <thead>
            <tr>
              <th>{t('machines.log.event')}</th>
              <th>{t('machines.log.id')}</th>
              <th>{t('machines.log.state')}</th>
              <th data-number>{t('machines.log.tries')}</th>
              <th>{t('machines.log.answer')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {all.map((one) => (
              <tr key={one.id}>
                <td data-short>{one.type}</td>
                <td>
                  <Button kind="quiet" size="small" onPress={() => setOpenId(one.id)}>
                    {`…${one.id.slice(-8)}`}
                  </Button>
                </td>
                <td data-short>
                  <Tag tone={tones[one.status]}>{stateOf(one)}</Tag>
                </td>
                <td data-number>{one.attempts}</td>
                <td>
                  {one.lastStatus ?? ''} {one.lastError ?? ''}
                </td>
                <td>
                  <Button kind="quiet" size="small" icon={RotateCcw} onPress={() => replay(one.id)}>
                    {t('machines.log.replay')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {log.data?.next && (
        <Button kind="secondary" onPress={() => setBefore(log.data?.next ?? undefined)}>
          {t('machines.log.older')}
        </Button>
      )}
      {openId && (
        <DeliveryDialog id={openId} onClose={() => setOpenId(null)} onReplay={() => replay(openId)} />
      )}
    </Stack>
  )
}

const useReplay = (onDone: () => void) => {
  const { t } = useTexts()
  const problemText = useProblemText()
  const replay = useCommand('replayDelivery')
  return (id: string) =>
    replay.mutate(
      { params: { id } },
      {
        onSuccess: () => {
          toast(t('machines.log.replayed'))
          onDone()
        },
        onError: (error) => toast(problemText(error)),
      },
    )
}

const DeliveryDialog = ({
  id,
  onClose,
  onReplay,
}: {
  id: string
  onClose: () => void
  onReplay: () => void
}) => {
  const { t } = useTexts()
  const f = useFormats()
  const delivery = useCall('getDelivery', { params: { id } }, { refetchInterval: 3_000 })
  return (
    <Dialog
      isOpen
      wide
      onClose={onClose}
      title={delivery.data?.type ?? t('machines.log.id')}
      actions={
        <Button kind="secondary" icon={RotateCcw} onPress={onReplay}>
          {t('machines.log.replay')}
        </Button>
      }
    >
      {delivery.error ? <Failed error={delivery.error} onRetry={() => void delivery.refetch()} /> : null}
      {delivery.isLoading && <Loading rows={5} />}
      {delivery.data && (
        <Stack>
          <code className="kn-line">{id}</code>
          <h3 className="kb-h3">{t('machines.log.attempts')}</h3>
          <table className="kb-table">
            <tbody>
              {delivery.data.tries.map((one) => (
                <tr key={one.at + String(one.millis)}>
                  <td data-short>
                    {f.day(one.at)} {f.clock(one.at)}
                  </td>
                  <td>{one.status ?? one.error ?? t('machines.log.nothing')}</td>
                  <td data-number>{one.millis} ms</td>
                  <td>{one.answer.slice(0, 80)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <h3 className="kb-h3">{t('machines.log.payload')}</h3>
          <pre className="kn-payload">{JSON.stringify(delivery.data.payload, null, 2)}</pre>
        </Stack>
      )}
    </Dialog>
  )
}

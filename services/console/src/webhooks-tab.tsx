import type { WebhookView } from '@kerbside/protocol'
import {
  Button,
  Empty,
  Failed,
  Line,
  Loading,
  Note,
  Stack,
  Switch,
  Tag,
  toast,
  useCall,
  useCommand,
  useFormats,
  useProblemText,
} from '@kerbside/ui'
import { KeyRound, Plus, Send, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTexts } from './console-texts.ts'
import { DeliveryLog } from './delivery-log.tsx'
import { ShownOnce } from './shown-once.tsx'
import { AddWebhookDialog, SureDialog } from './webhook-dialogs.tsx'

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url)

/** Webhooks as a list; the chosen one shows its log. */
export const WebhooksTab = () => {
  const { t } = useTexts()
  const hooks = useCall('listWebhooks', {}, { refetchInterval: 5_000 })
  const [chosenId, setChosenId] = useState<string | null>(null)
  const [adds, setAdds] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  if (hooks.error) return <Failed error={hooks.error} onRetry={() => void hooks.refetch()} />
  if (!hooks.data) return <Loading rows={4} />
  const all = hooks.data.webhooks
  const chosen = all.find((one) => one.id === chosenId) ?? all[0]
  const reload = () => void hooks.refetch()
  return (
    <Stack>
      <Line between>
        <Note>{t('machines.hook.says')}</Note>
        <Button kind="primary" icon={Plus} onPress={() => setAdds(true)}>
          {t('machines.hook.add')}
        </Button>
      </Line>
      {secret !== null && <ShownOnce says={t('machines.hook.once')} secret={secret} />}
      {all.length === 0 && (
        <Empty title={t('machines.hook.emptyTitle')} text={t('machines.hook.emptyText')} />
      )}
      {all.length > 0 && (
        <table className="kb-table">
          <thead>
            <tr>
              <th>{t('machines.hook.url')}</th>
              <th>{t('machines.hook.events')}</th>
              <th>{t('machines.hook.state')}</th>
              <th>{t('machines.hook.on')}</th>
            </tr>
          </thead>
          <tbody>
            {all.map((hook) => (
              <HookRow
                key={hook.id}
                hook={hook}
                selected={hook.id === chosen?.id}
                onChoose={() => setChosenId(hook.id)}
                onChanged={reload}
              />
            ))}
          </tbody>
        </table>
      )}
      {chosen && <HookActions key={chosen.id} hook={chosen} onChanged={reload} onSecret={setSecret} />}
      {adds && (
        <AddWebhookDialog
          onClose={() => setAdds(false)}
          onMade={(made) => {
            setSecret(made.secret)
            setChosenId(made.id)
            reload()
          }}
        />
      )}
    </Stack>
  )
}

const HookRow = ({
  hook,
  selected,
  onChoose,
  onChanged,
}: {
  hook: WebhookView
  selected: boolean
  onChoose: () => void
  onChanged: () => void
}) => {
  const { t } = useTexts()
  const problemText = useProblemText()
  const change = useCommand('changeWebhook')
  const turn = (on: boolean) =>
    change.mutate(
      { params: { id: hook.id }, body: { on } },
      { onSuccess: onChanged, onError: (error) => toast(problemText(error)) },
    )
  return (
    <tr data-selected={selected || undefined}>
      <td>
        <Button kind="quiet" size="small" onPress={onChoose}>
          {hook.url}
        </Button>
      </td>
      <td>
        {hook.types.length === 0
          ? t('machines.hook.all')
          : t('machines.hook.some', { count: hook.types.length })}
      </td>
      <td>
        <HookState hook={hook} />
      </td>
      <td>
        <Switch isSelected={hook.stoppedAt === null} isDisabled={change.isPending} onChange={turn}>
          {t('machines.hook.on')}
        </Switch>
      </td>
    </tr>
  )
}

const HookState = ({ hook }: { hook: WebhookView }) => {
  const { t } = useTexts()
  const f = useFormats()
  const waiting = hook.waiting > 0 ? ` · ${t('machines.hook.waiting', { count: hook.waiting })}` : ''
  if (hook.stoppedWhy) return <Tag tone="plain">{t(`machines.hook.stopped.${hook.stoppedWhy}`)}</Tag>
  if (hook.failingSince) {
    const time = `${f.day(hook.failingSince)} ${f.clock(hook.failingSince)}`
    return (
      <Tag tone="warn">
        {t('machines.hook.failing', { time })}
        {waiting}
      </Tag>
    )
  }
  return (
    <Tag tone="ok">
      {t('machines.hook.works')}
      {waiting}
    </Tag>
  )
}

const HookActions = ({
  hook,
  onChanged,
  onSecret,
}: {
  hook: WebhookView
  onChanged: () => void
  onSecret: (secret: string | null) => void
}) => {
  const { t } = useTexts()
  const problemText = useProblemText()
  const test = useCommand('testWebhook')
  const renew = useCommand('renewSecret')
  const remove = useCommand('removeWebhook')
  const [asks, setAsks] = useState<'renew' | 'remove' | null>(null)
  const params = { id: hook.id }
  const onError = (error: Parameters<typeof problemText>[0]) => toast(problemText(error))
  const done = (secret: string | null) => {
    onSecret(secret)
    setAsks(null)
    onChanged()
  }
  const commands = {
    renew: () => renew.mutate({ params }, { onSuccess: (made) => done(made.secret), onError }),
    remove: () => remove.mutate({ params }, { onSuccess: () => done(null), onError }),
  }
  return (
    <Stack>
      <Line gap={8} wrap>
        <strong>{hostOf(hook.url)}</strong>
        <Button
          kind="secondary"
          size="small"
          icon={Send}
          busy={test.isPending}
          onPress={() =>
            test.mutate({ params }, { onSuccess: () => toast(t('machines.hook.tested')), onError })
          }
        >
          {t('machines.hook.test')}
        </Button>
        <Button kind="secondary" size="small" icon={KeyRound} onPress={() => setAsks('renew')}>
          {t('machines.hook.renew')}
        </Button>
        <Button kind="quiet" size="small" icon={Trash2} onPress={() => setAsks('remove')}>
          {t('machines.hook.remove')}
        </Button>
      </Line>
      <DeliveryLog webhookId={hook.id} />
      {asks && (
        <SureDialog
          title={t(`machines.hook.${asks}Title`, { host: hostOf(hook.url) })}
          asks={t(`machines.hook.${asks}Ask`)}
          does={t(`machines.hook.${asks}`)}
          danger={asks === 'remove'}
          onClose={() => setAsks(null)}
          onSure={commands[asks]}
        />
      )}
    </Stack>
  )
}

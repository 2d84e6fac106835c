import type { JobView } from '@kerbside/protocol'
import {
  Button,
  Card,
  callKey,
  Note,
  Stack,
  useCall,
  useCommand,
  useFormats,
  useProblemText,
} from '@kerbside/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Clock, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTexts } from './customer-texts.ts'

/** We are late: since when that is known, by when he comes, and what the customer may choose; once chosen, what he chose. */
export const DelayCard = ({ job }: { job: JobView }) => {
  const { t } = useTexts()
  const f = useFormats()
  const { delay } = job
  if (!delay || delay.state === 'mended') return null
  if (delay.state === 'chosen') return <Note icon={Clock}>{t(`delay.chosen.${delay.choice ?? 'wait'}`)}</Note>
  if (delay.state === 'noticed') {
    return (
      <Note icon={TriangleAlert} tone="warn">
        {t('delay.noticed', { time: f.time(delay.noticedAt) })}
      </Note>
    )
  }
  return (
    <Card>
      <Stack gap={12}>
        <Note icon={TriangleAlert} tone="warn">
          <strong>{t('delay.title')}</strong>
          <div>
            {delay.newWindow
              ? t('delay.new', { window: f.window(delay.newWindow.from, delay.newWindow.until) })
              : t('delay.unknown')}
          </div>
        </Note>
        <Choices job={job} canWait={delay.newWindow !== null} />
      </Stack>
    </Card>
  )
}

const Choices = ({ job, canWait }: { job: JobView; canWait: boolean }) => {
  const { t } = useTexts()
  const f = useFormats()
  const queries = useQueryClient()
  const problemText = useProblemText()
  const choose = useCommand('chooseDelay')
  const [others, setOthers] = useState(false)
  const scheduled = job.category !== 'rescue' && job.status !== 'en_route'
  const windows = useCall('getDelay', { params: { id: job.id } }, { enabled: scheduled && others })
  const pick = (choice: 'wait' | 'another' | 'cancel', from: string | null = null) =>
    choose.mutate(
      { params: { id: job.id }, body: { choice, from } },
      {
        onSuccess: (changed) => queries.setQueryData(callKey('getJob', { params: { id: job.id } }), changed),
      },
    )
  return (
    <Stack gap={8}>
      {canWait && (
        <Button
          kind="primary"
          tall
          busy={choose.isPending}
          onPress={() => pick('wait')}
          data-testid="delay-wait"
        >
          {t('delay.wait')}
        </Button>
      )}
      {scheduled && (
        <Button kind="secondary" tall onPress={() => setOthers(!others)}>
          {t('delay.another')}
        </Button>
      )}
      {others && windows.data && windows.data.windows.length === 0 && <Note>{t('delay.noOther')}</Note>}
      {others &&
        windows.data?.windows.map((window) => (
          <Button key={window.from} kind="soft" onPress={() => pick('another', window.from)}>
            {f.day(window.from)} {f.window(window.from, window.until)}
          </Button>
        ))}
      <Button kind="danger" tall busy={choose.isPending} onPress={() => pick('cancel')}>
        {t('delay.cancel')}
      </Button>
      {choose.error && <Note tone="bad">{problemText(choose.error)}</Note>}
    </Stack>
  )
}

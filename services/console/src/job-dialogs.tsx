import type { JobView } from '@kerbside/protocol'
import {
  Button,
  Dialog,
  Failed,
  Loading,
  Stack,
  TextField,
  toast,
  useCall,
  useCommand,
  useFormats,
  useProblemText,
} from '@kerbside/ui'
import { useState } from 'react'
import { useTexts } from './console-texts.ts'

interface Props {
  job: JobView
  onClose: () => void
}

/** Cancelling takes money, so it is asked first, with the fee of this moment. */
export const CancelDialog = ({ job, onClose }: Props) => {
  const { t } = useTexts()
  const f = useFormats()
  const problemText = useProblemText()
  const price = useCall('priceCancellation', { params: { id: job.id } }, { staleTime: 0 })
  const cancel = useCommand('cancelJob')
  const [reason, setReason] = useState('')
  const feeMinor = price.data?.feeMinor ?? 0
  const go = () =>
    cancel.mutate(
      { params: { id: job.id }, body: { reason, agreedFeeMinor: feeMinor } },
      {
        onSuccess: onClose,
        onError: (error) => {
          toast(problemText(error))
          void price.refetch()
        },
      },
    )
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('job.cancel')}
      actions={
        <>
          <Button kind="secondary" onPress={onClose}>
            {t('job.keep')}
          </Button>
          <Button kind="danger-solid" isDisabled={!price.data?.allowed} busy={cancel.isPending} onPress={go}>
            {t('job.cancel')}
          </Button>
        </>
      }
    >
      <Stack>
        {price.isLoading && <Loading rows={1} />}
        {price.error ? <Failed error={price.error} onRetry={() => void price.refetch()} /> : null}
        {price.data && <p>{t('job.cancelAsk', { fee: f.money(feeMinor, price.data.currency) })}</p>}
        <TextField label={t('job.reason')} value={reason} onChange={setReason} />
      </Stack>
    </Dialog>
  )
}

/** Takes the job from its technician; a reason is kept with it. */
export const ReleaseDialog = ({ job, onClose }: Props) => {
  const { t } = useTexts()
  const problemText = useProblemText()
  const release = useCommand('releaseJob')
  const [reason, setReason] = useState('')
  const go = () =>
    release.mutate(
      { params: { id: job.id }, body: { reason } },
      { onSuccess: onClose, onError: (error) => toast(problemText(error)) },
    )
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('job.release')}
      actions={
        <Button kind="primary" isDisabled={reason.trim() === ''} busy={release.isPending} onPress={go}>
          {t('job.release')}
        </Button>
      }
    >
      <Stack>
        <p>{t('job.releaseAsk')}</p>
        <TextField label={t('job.reason')} value={reason} onChange={setReason} autoFocus />
      </Stack>
    </Dialog>
  )
}

import type { JobView } from '@kerbside/protocol'
import {
  Button,
  Failed,
  Loading,
  Sheet,
  Stack,
  toast,
  useCall,
  useCommand,
  useFormats,
  useProblemText,
} from '@kerbside/ui'
import { useTexts } from './customer-texts.ts'

/** The price of cancelling before the finger lifts; keeping the job is as easy. */
export const CancelSheet = ({ job, onClose }: { job: JobView; onClose: () => void }) => {
  const { t } = useTexts()
  const f = useFormats()
  const problemText = useProblemText()
  const price = useCall('priceCancellation', { params: { id: job.id } }, { staleTime: 0 })
  const cancel = useCommand('cancelJob')
  const fee = price.data?.feeMinor ?? 0
  const go = () =>
    cancel.mutate(
      { params: { id: job.id }, body: { agreedFeeMinor: fee } },
      {
        onSuccess: onClose,
        onError: (problem) => {
          toast(problemText(problem))
          void price.refetch()
        },
      },
    )
  return (
    <Sheet
      isOpen
      onClose={onClose}
      title={t('job.cancelTitle')}
      actions={
        <>
          <Button kind="secondary" size="big" onPress={onClose}>
            {t('job.keep')}
          </Button>
          <Button
            kind="danger-solid"
            size="big"
            isDisabled={!price.data?.allowed}
            busy={cancel.isPending}
            onPress={go}
          >
            {t('job.cancelDo')}
          </Button>
        </>
      }
    >
      <Stack>
        {price.isLoading && <Loading rows={1} />}
        {price.error ? <Failed error={price.error} onRetry={() => void price.refetch()} /> : null}
        {price.data && (
          <p>
            {fee === 0
              ? t('job.cancelFree')
              : t('job.cancelCosts', { fee: f.money(fee, price.data.currency) })}
          </p>
        )}
      </Stack>
    </Sheet>
  )
}

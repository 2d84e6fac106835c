import type { JobView } from '@kerbside/protocol'
import { Button, Sheet, Stack, TextField, toast, useCommand, useProblemText } from '@kerbside/ui'
import { useState } from 'react'
import { useDay } from './day.tsx'
import { useTexts } from './technician-texts.ts'

/** Asks why before a job is given back or reported as impossible; nothing is sent without a word. */
export const ReasonSheet = ({
  job,
  step,
  onClose,
}: {
  job: JobView
  step: 'fail' | 'release'
  onClose: () => void
}) => {
  const { t } = useTexts()
  const { reload } = useDay()
  const problemText = useProblemText()
  const stepJob = useCommand('stepJob')
  const [reason, setReason] = useState('')
  const send = () =>
    stepJob.mutate(
      { params: { id: job.id }, body: { step, reason: reason.trim() } },
      {
        onSuccess: () => {
          if (step === 'release') toast(t('release.done'))
          reload()
          onClose()
        },
        onError: (error) => toast(problemText(error)),
      },
    )
  return (
    <Sheet
      isOpen
      onClose={onClose}
      title={t(`${step}.title`)}
      actions={
        <Button
          kind="danger-solid"
          size="big"
          isDisabled={reason.trim() === ''}
          busy={stepJob.isPending}
          onPress={send}
        >
          {t(`${step}.send`)}
        </Button>
      }
    >
      <Stack>
        <p>{t(`${step}.ask`)}</p>
        <TextField label={t('fail.reason')} value={reason} onChange={setReason} lines="many" />
      </Stack>
    </Sheet>
  )
}

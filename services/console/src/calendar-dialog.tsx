import type { TechnicianView } from '@kerbside/protocol'
import { Button, Dialog, Note, Stack, toast, useCommand, useProblemText } from '@kerbside/ui'
import { useTexts } from './console-texts.ts'
import { ShownOnce } from './shown-once.tsx'

/** A technician's secret calendar link: made anew, shown once, ended. */
export const CalendarDialog = ({
  technician,
  onClose,
}: {
  technician: TechnicianView
  onClose: () => void
}) => {
  const { t } = useTexts()
  const problemText = useProblemText()
  const make = useCommand('makeCalendar')
  const drop = useCommand('dropCalendar')
  const params = { id: technician.id }
  const end = () =>
    drop.mutate(
      { params },
      {
        onSuccess: () => {
          make.reset()
          toast(t('machines.calendar.dropped'))
        },
        onError: (error) => toast(problemText(error)),
      },
    )
  const path = make.data?.path
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('machines.calendar.title', { name: technician.name })}
      actions={
        <>
          <Button kind="secondary" busy={drop.isPending} onPress={end}>
            {t('machines.calendar.drop')}
          </Button>
          <Button kind="primary" busy={make.isPending} onPress={() => make.mutate({ params })}>
            {t('machines.calendar.make')}
          </Button>
        </>
      }
    >
      <Stack>
        <Note>{t('machines.calendar.says')}</Note>
        {path && <ShownOnce says={t('machines.calendar.once')} secret={`${location.origin}${path}`} />}
        {make.error && <Note tone="bad">{problemText(make.error)}</Note>}
      </Stack>
    </Dialog>
  )
}

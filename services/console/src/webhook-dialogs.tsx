import { type HookEvent, hookEvents } from '@kerbside/protocol'
import {
  Button,
  Checkbox,
  Dialog,
  Note,
  Stack,
  Switch,
  TextField,
  useCommand,
  useProblemText,
} from '@kerbside/ui'
import { useState } from 'react'
import { useTexts } from './console-texts.ts'

/** Where to, and which events. */
export const AddWebhookDialog = ({
  onClose,
  onMade,
}: {
  onClose: () => void
  onMade: (made: { id: string; secret: string | null }) => void
}) => {
  const { t } = useTexts()
  const problemText = useProblemText()
  const add = useCommand('addWebhook')
  const [url, setUrl] = useState('https://')
  const [all, setAll] = useState(true)
  const [types, setTypes] = useState<HookEvent[]>(['job.changed'])
  const nothing = !all && types.length === 0
  const submit = () =>
    add.mutate(
      { body: { url: url.trim(), types: all ? [] : types } },
      {
        onSuccess: (made) => {
          onMade(made)
          onClose()
        },
      },
    )
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('machines.hook.add')}
      actions={
        <Button kind="primary" busy={add.isPending} isDisabled={nothing} onPress={submit}>
          {t('machines.hook.add')}
        </Button>
      }
    >
      <Stack>
        <TextField
          label={t('machines.hook.url')}
          value={url}
          onChange={setUrl}
          type="url"
          autoFocus
          error={add.error ? problemText(add.error) : undefined}
        />
        <Switch isSelected={all} onChange={setAll}>
          {t('machines.hook.all')}
        </Switch>
        {!all && (
          <fieldset className="kn-checks">
            <legend className="kb-h3">{t('machines.hook.events')}</legend>
            {hookEvents.map((type) => (
              <Checkbox
                key={type}
                isSelected={types.includes(type)}
                onChange={(on) =>
                  setTypes((known) => (on ? [...known, type] : known.filter((one) => one !== type)))
                }
              >
                {type}
              </Checkbox>
            ))}
          </fieldset>
        )}
        {nothing && <Note tone="bad">{t('machines.hook.none')}</Note>}
      </Stack>
    </Dialog>
  )
}

/** Asks once before something that reaches other people's programs. */
export const SureDialog = ({
  title,
  asks,
  does,
  danger,
  onClose,
  onSure,
}: {
  title: string
  asks: string
  does: string
  danger: boolean
  onClose: () => void
  onSure: () => void
}) => {
  const { t } = useTexts()
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button kind="secondary" onPress={onClose}>
            {t('button.cancel')}
          </Button>
          <Button kind={danger ? 'danger-solid' : 'primary'} onPress={onSure}>
            {does}
          </Button>
        </>
      }
    >
      <p>{asks}</p>
    </Dialog>
  )
}

import { type KeyView, type Scope, scopes } from '@kerbside/protocol'
import { Button, Checkbox, Dialog, Note, Stack, TextField, useCommand, useProblemText } from '@kerbside/ui'
import { useState } from 'react'
import { useTexts } from './console-texts.ts'
import { scopeWord } from './scope-words.ts'

/** A new key: a name and what it may do. */
export const KeyDialog = ({
  onClose,
  onMade,
}: {
  onClose: () => void
  onMade: (made: { name: string; key: string | null }) => void
}) => {
  const { t } = useTexts()
  const problemText = useProblemText()
  const make = useCommand('makeKey')
  const [name, setName] = useState('')
  const [has, setHas] = useState<Scope[]>(['jobs:read'])
  const submit = () =>
    make.mutate(
      { body: { name: name.trim(), scopes: has } },
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
      title={t('machines.key.add')}
      actions={
        <Button
          kind="primary"
          busy={make.isPending}
          isDisabled={name.trim() === '' || has.length === 0}
          onPress={submit}
        >
          {t('machines.key.add')}
        </Button>
      }
    >
      <Stack>
        <TextField label={t('machines.key.name')} value={name} onChange={setName} autoFocus />
        <fieldset className="kn-checks">
          <legend className="kb-h3">{t('machines.key.scopes')}</legend>
          {scopes.map((scope) => (
            <Checkbox
              key={scope}
              isSelected={has.includes(scope)}
              onChange={(on) =>
                setHas((known) => (on ? [...known, scope] : known.filter((one) => one !== scope)))
              }
            >
              {t(scopeWord[scope])}
            </Checkbox>
          ))}
        </fieldset>
        {make.error && <Note tone="bad">{problemText(make.error)}</Note>}
      </Stack>
    </Dialog>
  )
}

/** Revoking shuts a program out, so it is asked first. */
export const RevokeDialog = ({
  of,
  onClose,
  onDone,
}: {
  of: KeyView
  onClose: () => void
  onDone: () => void
}) => {
  const { t } = useTexts()
  const problemText = useProblemText()
  const revoke = useCommand('revokeKey')
  const go = () =>
    revoke.mutate(
      { params: { id: of.id } },
      {
        onSuccess: () => {
          onDone()
          onClose()
        },
      },
    )
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('machines.key.revokeTitle', { name: of.name })}
      actions={
        <>
          <Button kind="secondary" onPress={onClose}>
            {t('button.cancel')}
          </Button>
          <Button kind="danger-solid" busy={revoke.isPending} onPress={go}>
            {t('machines.key.revoke')}
          </Button>
        </>
      }
    >
      <Stack>
        <p>{t('machines.key.revokeAsk')}</p>
        {revoke.error && <Note tone="bad">{problemText(revoke.error)}</Note>}
      </Stack>
    </Dialog>
  )
}

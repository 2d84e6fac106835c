import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from '../components/button.tsx'
import { TextField } from '../components/fields.tsx'
import { Mark } from '../components/shells.tsx'
import { Stack } from '../components/surfaces.tsx'
import { useSharedTexts } from '../texts/text-store.ts'
import { useProblemText } from './problem-text.ts'
import { useSession } from './session.tsx'

/** Phone and password for staff; what was wrong is said below the field, and the number stays. */
export const PasswordSignIn = ({ title, hint }: { title: string; hint: ReactNode }) => {
  const { t } = useSharedTexts()
  const { signIn } = useSession()
  const problemText = useProblemText()
  const [phone, setPhone] = useState('+86')
  const [password, setPassword] = useState('')
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      await signIn({ phone: phone.replaceAll(/\s/g, ''), password })
    } catch (problem) {
      setError(problemText(problem))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap={20}>
        <Mark size={56} />
        <div>
          <h1 className="kb-h1">{title}</h1>
          <p className="kb-quiet">{hint}</p>
        </div>
        <TextField
          label={t('field.phone')}
          value={phone}
          onChange={setPhone}
          type="tel"
          autoComplete="username"
        />
        <TextField
          label={t('field.password')}
          value={password}
          onChange={setPassword}
          type="password"
          autoComplete="current-password"
          error={error}
        />
        <Button type="submit" kind="primary" size="big" busy={busy} data-testid="main-action">
          {t('button.signIn')}
        </Button>
      </Stack>
    </form>
  )
}

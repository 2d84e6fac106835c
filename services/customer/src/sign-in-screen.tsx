import {
  Button,
  LanguageSwitch,
  Note,
  OtpField,
  PhoneShell,
  Stack,
  TextField,
  useCommand,
  useProblemText,
  useSession,
} from '@kerbside/ui'
import { type FormEvent, useState } from 'react'
import { useTexts } from './customer-texts.ts'

/** Phone number, then the code that was sent to it. */
export const SignInScreen = () => {
  const { t, language } = useTexts()
  const { signIn } = useSession()
  const problemText = useProblemText()
  const sendCode = useCommand('sendCode')
  const [phone, setPhone] = useState('+86')
  const [code, setCode] = useState('')
  const [sent, setSent] = useState(false)
  const [error, setError] = useState<string>()
  const number = phone.replaceAll(/[\s-]/g, '')

  const send = () => {
    setError(undefined)
    sendCode.mutate(
      { body: { phone: number, language } },
      { onSuccess: () => setSent(true), onError: (problem) => setError(problemText(problem)) },
    )
  }
  const enter = async (digits: string) => {
    setError(undefined)
    try {
      await signIn({ phone: number, code: digits })
    } catch (problem) {
      setError(problemText(problem))
      setCode('')
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (sent) void enter(code)
    else send()
  }
  return (
    <PhoneShell back={true} headEnd={<LanguageSwitch compact />}>
      <form onSubmit={submit}>
        <Stack gap={20}>
          <div>
            <h1 className="kb-h1">{t(sent ? 'signIn.codeTitle' : 'signIn.title')}</h1>
            <p className="kb-quiet">{sent ? t('field.codeHelp', { phone: number }) : t('signIn.says')}</p>
          </div>
          {sent ? (
            <div data-testid="otp">
              <OtpField
                label={t('field.code')}
                value={code}
                onChange={setCode}
                onComplete={(digits) => void enter(digits)}
                error={error}
              />
            </div>
          ) : (
            <TextField
              label={t('field.phone')}
              value={phone}
              onChange={setPhone}
              type="tel"
              inputMode="tel"
              autoComplete="tel"
              error={error}
            />
          )}
          {!sent && (
            <Button
              type="submit"
              kind="primary"
              size="big"
              busy={sendCode.isPending}
              data-testid="main-action"
            >
              {t('button.sendCode')}
            </Button>
          )}
          {sent && (
            <>
              <Note>{t('signIn.demo')}</Note>
              <Button kind="quiet" busy={sendCode.isPending} onPress={send}>
                {t('signIn.again')}
              </Button>
              <Button kind="link" onPress={() => setSent(false)}>
                {t('signIn.other')}
              </Button>
            </>
          )}
        </Stack>
      </form>
    </PhoneShell>
  )
}

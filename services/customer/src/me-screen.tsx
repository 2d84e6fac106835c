import {
  Button,
  Card,
  LanguageSwitch,
  PhoneShell,
  Stack,
  SunlightSwitch,
  ThemeSwitch,
  useSession,
} from '@kerbside/ui'
import { useNavigate } from 'react-router'
import { Tabs } from './city-frame.tsx'
import { useTexts } from './customer-texts.ts'

export const MeScreen = () => {
  const { t } = useTexts()
  const { session, signOut } = useSession()
  const navigate = useNavigate()
  return (
    <PhoneShell title={t('me.title')} tabs={<Tabs />}>
      <Stack>
        <Card>
          <Stack>
            <p>{session ? t('me.signedIn', { phone: session.person.phone }) : t('me.guest')}</p>
            {session ? (
              <Button kind="secondary" onPress={() => void signOut()}>
                {t('button.signOut')}
              </Button>
            ) : (
              <Button kind="primary" onPress={() => void navigate('/jobs')}>
                {t('button.signIn')}
              </Button>
            )}
          </Stack>
        </Card>
        <Card>
          <Stack>
            <LanguageSwitch />
            <ThemeSwitch />
            <SunlightSwitch />
          </Stack>
        </Card>
      </Stack>
    </PhoneShell>
  )
}

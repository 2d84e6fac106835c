import {
  BottomTabs,
  CityTimeZone,
  Failed,
  LanguageSwitch,
  Loading,
  OfflineBar,
  PasswordSignIn,
  PhoneShell,
  useCall,
  useSession,
} from '@kerbside/ui'
import { CircleDot, ListOrdered, User } from 'lucide-react'
import { Outlet, useLocation } from 'react-router'
import { DayProvider } from './day.tsx'
import { PositionProvider } from './position.tsx'
import { useTexts } from './technician-texts.ts'

/** Everything behind the sign-in: the city's time, the technician's day, his position while on duty. */
export const OnDuty = () => {
  const { t } = useTexts()
  const { role } = useSession()
  const city = useCall('getCity', {})
  if (city.error) {
    return (
      <PhoneShell>
        <Failed error={city.error} onRetry={() => void city.refetch()} />
      </PhoneShell>
    )
  }
  if (!city.data) {
    return (
      <PhoneShell>
        <Loading />
      </PhoneShell>
    )
  }
  return (
    <CityTimeZone timeZone={city.data.timeZone}>
      {role === 'technician' ? (
        <DayProvider>
          <PositionProvider>
            <Outlet context={city.data} />
          </PositionProvider>
        </DayProvider>
      ) : (
        <PhoneShell headEnd={<LanguageSwitch compact />}>
          <PasswordSignIn title={t('app.title')} hint={t('signIn.hint')} />
        </PhoneShell>
      )}
    </CityTimeZone>
  )
}

/** The places at the foot of every page but the drive. */
export const Tabs = () => {
  const { t } = useTexts()
  useLocation()
  return (
    <BottomTabs
      label={t('tabs.label')}
      places={[
        { to: '/', text: t('tabs.now'), icon: CircleDot, end: true },
        { to: '/tour', text: t('tabs.tour'), icon: ListOrdered },
        { to: '/mine', text: t('tabs.mine'), icon: User },
      ]}
    />
  )
}

export const Bar = () => <OfflineBar />

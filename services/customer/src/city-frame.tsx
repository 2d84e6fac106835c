import type { CityView } from '@kerbside/protocol'
import { BottomTabs, CityTimeZone, Failed, Loading, PhoneShell, useCall } from '@kerbside/ui'
import { House, List, User } from 'lucide-react'
import { Outlet, useOutletContext } from 'react-router'
import { useTexts } from './customer-texts.ts'

/** Reads the city once; every page below has its map and time zone. */
export const CityFrame = () => {
  const city = useCall('getCity', {}, { staleTime: 60_000 })
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
      <Outlet context={city.data} />
    </CityTimeZone>
  )
}

export const useCity = (): CityView => useOutletContext<CityView>()

/** The places at the foot of the pages one comes back to. */
export const Tabs = () => {
  const { t } = useTexts()
  return (
    <BottomTabs
      label={t('tabs.label')}
      places={[
        { to: '/', text: t('tabs.home'), icon: House, end: true },
        { to: '/jobs', text: t('tabs.jobs'), icon: List },
        { to: '/me', text: t('tabs.me'), icon: User },
      ]}
    />
  )
}

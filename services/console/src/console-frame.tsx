import { inLanguage } from '@kerbside/domain'
import type { CityView } from '@kerbside/protocol'
import {
  Button,
  CityTimeZone,
  ConsoleShell,
  Failed,
  LanguageSwitch,
  Line,
  Loading,
  OfflineBar,
  PasswordSignIn,
  ThemeSwitch,
  useCall,
  useConnection,
  useFormats,
  useServerClock,
  useServerNow,
  useSession,
} from '@kerbside/ui'
import {
  Construction,
  GraduationCap,
  Inbox,
  List,
  LogOut,
  Map as MapIcon,
  Pentagon,
  Plug,
  Search,
  Users,
} from 'lucide-react'
import { useState } from 'react'
import { Outlet, useOutletContext } from 'react-router'
import { BoardProvider, useBoard } from './board-data.tsx'
import { CommandPalette } from './command-palette.tsx'
import { KeysDialog, useConsoleKeys } from './console-keys.tsx'
import { useTexts } from './console-texts.ts'
import { needsOf } from './needs.ts'

/** Signed-in supervisors get the board; everybody else is asked who he is. */
export const ConsoleFrame = () => {
  const { t } = useTexts()
  const { role } = useSession()
  const city = useCall('getCity', {}, { staleTime: 60_000 })
  if (city.error) return <Failed error={city.error} onRetry={() => void city.refetch()} />
  if (!city.data) return <Loading rows={8} />
  return (
    <CityTimeZone timeZone={city.data.timeZone}>
      {role === 'supervisor' ? (
        <BoardProvider>
          <Frame city={city.data} />
        </BoardProvider>
      ) : (
        <div className="kn-sign-in">
          <div className="kn-sign-in-switch">
            <LanguageSwitch compact />
          </div>
          <PasswordSignIn title={t('app.title')} hint={t(role === null ? 'app.hint' : 'app.wrongRole')} />
        </div>
      )}
    </CityTimeZone>
  )
}

export const useCity = (): CityView => useOutletContext<CityView>()

const Frame = ({ city }: { city: CityView }) => {
  const { t } = useTexts()
  const { board } = useBoard()
  const { signOut } = useSession()
  const [finding, setFinding] = useState(false)
  const [showsKeys, setShowsKeys] = useState(false)
  useConsoleKeys({ find: () => setFinding(true), help: () => setShowsKeys(true) })
  const count = board ? needsOf(board).length : 0
  return (
    <ConsoleShell
      label={t('page.label')}
      bar={<TopBar city={city} onFind={() => setFinding(true)} />}
      places={[
        { to: '/', text: t('page.live'), icon: MapIcon, end: true, count: count > 0 ? count : undefined },
        { to: '/jobs', text: t('page.jobs'), icon: List },
        { to: '/zones', text: t('page.zones'), icon: Pentagon },
        { to: '/roads', text: t('roads.nav'), icon: Construction },
        { to: '/learning', text: t('learning.nav'), icon: GraduationCap },
        { to: '/people', text: t('page.people'), icon: Users },
        { to: '/machines', text: t('machines.nav'), icon: Plug },
        { to: '/outbox', text: t('page.outbox'), icon: Inbox },
      ]}
      railEnd={
        <Button kind="quiet" icon={LogOut} aria-label={t('button.signOut')} onPress={() => void signOut()} />
      }
    >
      <Outlet context={city} />
      {finding && <CommandPalette onClose={() => setFinding(false)} />}
      {showsKeys && <KeysDialog onClose={() => setShowsKeys(false)} />}
    </ConsoleShell>
  )
}

const TopBar = ({ city, onFind }: { city: CityView; onFind: () => void }) => {
  const { t, language } = useTexts()
  const f = useFormats()
  const now = useServerNow(500)
  const clock = useServerClock()
  const { heardAt } = useBoard()
  const { word } = useConnection()
  const iso = new Date(now).toISOString()
  return (
    <div className="kn-bar">
      <Line gap={12}>
        <strong>{inLanguage(city.name, language)}</strong>
      </Line>
      <button type="button" className="kn-find" onClick={onFind}>
        <Search aria-hidden size={16} />
        <span>{t('page.find')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <Line gap={12}>
        <OfflineBar />
        {heardAt !== null && word === 'live' && (
          <span className="kb-quiet">
            {t('live.ago', { age: f.age(Math.max(0, Math.round((now - heardAt) / 1000))) })}
          </span>
        )}
        {clock.speed() !== 1 && <span className="kb-warn">{t('live.speed', { speed: clock.speed() })}</span>}
        <strong className="kn-clock">{f.clock(iso)}</strong>
        <span className="kb-quiet">{f.day(iso)}</span>
        <LanguageSwitch compact />
        <ThemeSwitch compact />
      </Line>
    </div>
  )
}

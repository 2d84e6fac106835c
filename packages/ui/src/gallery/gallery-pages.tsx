import { BarChart3, Locate, Map as MapGlyph, MessageSquare, Phone, Users, Wallet } from 'lucide-react'
import { useEffect, useState } from 'react'
import * as ui from '../index.ts'
import * as data from './gallery-data.ts'
import { townCenter } from './gallery-town.ts'

const useTick = () => {
  const [tick, setTick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setTick((n) => n + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  return tick
}

/** A customer's tracking page made of the shared parts. */
export const PhonePage = () => {
  const { t } = ui.useSharedTexts()
  const f = ui.useFormats()
  const technicians = data.galleryTechnicians(useTick()).slice(0, 1)
  const eta = data.galleryEta(19, 3)
  return (
    <ui.PhoneShell flush>
      <div className="kb-grow" style={{ minHeight: 0 }}>
        <ui.CityMap
          city={data.galleryCity}
          technicians={technicians}
          tours={data.galleryTours.slice(0, 1)}
          spots={[{ id: 'car', lon: townCenter[0], lat: townCenter[1] + 0.0021, kind: 'car' }]}
          zoom={14.6}
        />
      </div>
      <ui.PanelSheet label={t('word.job')}>
        <ui.Line between>
          <ui.StatusPill status="en_route" size="large" />
          <ui.AgeDot seconds={4} />
        </ui.Line>
        <ui.Line baseline>
          <span className="kb-h1">{t('promise.arrives', { time: f.time(eta.at) })}</span>
          <span className="kb-faint">{t('promise.spread', { minutes: 3 })}</span>
        </ui.Line>
        <ui.PromiseFrame promise={data.galleryPromise} eta={eta} />
        <p>{t('promise.kept', { window: f.window(data.galleryPromise.from, data.galleryPromise.until) })}</p>
        <ui.Line gap={14}>
          <ui.TechBadge initials="WH" size="large" />
          <div className="kb-grow">
            <b>Wang Hai 王海</b>
            <div>
              <ui.Plate plate="沪AF30871" />
            </div>
          </div>
          <ui.Button icon={Phone} aria-label={t('button.call')} />
          <ui.Button icon={MessageSquare} aria-label="Chat" />
        </ui.Line>
      </ui.PanelSheet>
    </ui.PhoneShell>
  )
}

/** Choosing a place with the pin in the middle. */
export const PinPage = () => {
  const { t } = ui.useSharedTexts()
  const [point, setPoint] = useState<[number, number]>(townCenter)
  return (
    <ui.PhoneShell
      title={t('word.place')}
      back="/"
      headEnd={<ui.LanguageSwitch compact />}
      flush
      foot={
        <ui.Button kind="primary" size="big">
          {t('button.next')}
        </ui.Button>
      }
    >
      <ui.CityMap
        city={data.galleryCity}
        pin={{ at: null, onMove: setPoint }}
        zones={data.galleryZones}
        zoom={15}
      >
        <div className="kb-float" style={{ position: 'absolute', top: 12, left: 12, right: 12, padding: 12 }}>
          {point.map((degrees) => degrees.toFixed(5)).join(', ')}
        </div>
      </ui.CityMap>
    </ui.PhoneShell>
  )
}

const places = [
  { to: '/console', text: 'Live', icon: MapGlyph, count: 7 },
  { to: '/people', text: 'People', icon: Users },
  { to: '/numbers', text: 'Numbers', icon: BarChart3 },
  { to: '/money', text: 'Money', icon: Wallet },
]

/** The console's frame with the map full of everything. */
export const ConsolePage = () => {
  const { t } = ui.useSharedTexts()
  const technicians = data.galleryTechnicians(useTick())
  const [picked, setPicked] = useState<ui.MapPick | null>(null)
  return (
    <ui.ConsoleShell
      label="Kerbside"
      places={places}
      bar={
        <>
          <b>Shanghai</b>
          <span className="kb-grow" />
          <ui.SyncPill word="live" />
          <ui.LanguageSwitch compact />
          <ui.ThemeSwitch compact />
        </>
      }
    >
      <div style={{ display: 'grid', gridTemplateColumns: '1fr 356px', height: '100%' }}>
        <ui.CityMap
          city={data.galleryCity}
          controls
          technicians={technicians}
          jobs={data.galleryJobs}
          tours={data.galleryTours}
          zones={data.galleryZones}
          zoom={14.2}
          onSelect={setPicked}
        />
        <ui.Panel title={t('word.needsMe')} headEnd={<ui.Badge count={7} />}>
          <ui.Row title={picked ? `${picked.kind} ${picked.id}` : '—'} says="pick" />
          {technicians.map((one) => (
            <ui.Row
              key={one.id}
              start={<ui.TechBadge initials={one.initials} state={one.state} size="small" />}
              title={one.initials}
              says={t(`technicianState.${one.state}`)}
              end={<ui.AgeDot seconds={one.ageSeconds} />}
              selected={one.selected ?? false}
              onPress={() => undefined}
            />
          ))}
          <ui.Button icon={Locate} kind="quiet">
            {t('button.locate')}
          </ui.Button>
        </ui.Panel>
      </div>
    </ui.ConsoleShell>
  )
}

import { inLanguage, type LonLat } from '@kerbside/domain'
import {
  Button,
  CityMap,
  ComboBox,
  Note,
  PhoneShell,
  Stack,
  TextField,
  useCall,
  useFormats,
  useSession,
} from '@kerbside/ui'
import { LocateFixed } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useCity } from './city-frame.tsx'
import { useTexts } from './customer-texts.ts'
import { changeWish, useWish } from './wish.ts'

const textOf = (point: LonLat) => point.map((degree) => degree.toFixed(5)).join(',')

/** Where the car stands: the map moves below the pin, or the place is searched. */
export const PlaceScreen = () => {
  const { t, language } = useTexts()
  const f = useFormats()
  const city = useCity()
  const navigate = useNavigate()
  const { api } = useSession()
  const wish = useWish()
  const [target, setTarget] = useState<LonLat | null>(wish.place?.point ?? null)
  const [point, setPoint] = useState<LonLat>(wish.place?.point ?? city.center)
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const [note, setNote] = useState(wish.place?.note ?? '')
  const [denied, setDenied] = useState(false)
  const zones = useCall('listZones', {}, { staleTime: 300_000 })
  const here = useCall(
    'describePlace',
    { query: { point: textOf(point) } },
    { placeholderData: (before) => before },
  )
  const label = chosen ?? here.data?.label ?? ''
  const zone = here.data?.zone
  const nearest = here.data?.nearestZone

  const find = async (q: string, signal: AbortSignal) => {
    const { places } = await api.call('findPlaces', { query: { q, near: textOf(point) } }, { signal })
    return places.map((place) => ({
      id: `${place.point.join(',')}|${place.name}`,
      text: language === 'en' && place.nameEn ? place.nameEn : place.name,
      says: [
        place.detail ? inLanguage(place.detail, language) : '',
        place.metres === null ? '' : f.distance(place.metres),
      ]
        .filter(Boolean)
        .join(' · '),
    }))
  }
  const choose = (id: string) => {
    const [at = '', name = ''] = id.split('|')
    const [lon = 0, lat = 0] = at.split(',').map(Number)
    setTarget([lon, lat])
    setPoint([lon, lat])
    setChosen(name)
    setText(name)
  }
  const locate = () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => setTarget([coords.longitude, coords.latitude]),
      () => setDenied(true),
      { enableHighAccuracy: true, timeout: 8_000 },
    )
  const done = () => {
    changeWish({ place: { point, label: label || textOf(point), note: note.trim() } })
    void navigate('/quote')
  }
  return (
    <PhoneShell
      title={t('place.title')}
      back={true}
      flush
      foot={
        <Button kind="primary" size="big" isDisabled={!zone} onPress={done} data-testid="main-action">
          {t('place.here')}
        </Button>
      }
    >
      <div className="kc-split">
        <div className="kc-map">
          <CityMap
            city={city}
            zones={(zones.data?.zones ?? []).map(({ id, name, polygon }) => ({
              id,
              name: inLanguage(name, language),
              polygon,
            }))}
            pin={{
              at: target,
              onMove: (moved) => {
                setPoint(moved)
                setChosen((name) =>
                  target && Math.hypot(moved[0] - target[0], moved[1] - target[1]) < 0.0004 ? name : null,
                )
              },
            }}
            zoom={15}
          />
          <div className="kc-map-search">
            <ComboBox
              label={t('place.search')}
              hideLabel
              placeholder={t('place.search')}
              find={find}
              onChoose={({ id }) => choose(id)}
              text={text}
              onText={setText}
            />
          </div>
        </div>
        <div className="kc-sheet" style={{ padding: 'var(--s-4)' }}>
          <Stack>
            <div aria-live="polite">
              <div className="kb-quiet">{t('place.stands')}</div>
              <div className="kb-h2">{label || '…'}</div>
              {zone && (
                <div className="kb-ok">{t('place.inside', { zone: inLanguage(zone.name, language) })}</div>
              )}
            </div>
            {!zone && nearest && (
              <Note tone="warn">
                {t('place.outside', {
                  zone: inLanguage(nearest.name, language),
                  distance: f.distance(nearest.metres),
                })}
              </Note>
            )}
            <Button kind="soft" icon={LocateFixed} onPress={locate}>
              {t('button.locate')}
            </Button>
            {denied && <p className="kb-quiet">{t('place.denied')}</p>}
            <TextField label={t('place.note')} help={t('place.noteHelp')} value={note} onChange={setNote} />
          </Stack>
        </div>
      </div>
    </PhoneShell>
  )
}

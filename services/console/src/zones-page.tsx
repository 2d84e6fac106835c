import { inLanguage, type LonLat } from '@kerbside/domain'
import { Button, Card, CityMap, Failed, Loading, Row, Stack, useCall } from '@kerbside/ui'
import { Plus } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useCity } from './console-frame.tsx'
import { useTexts } from './console-texts.ts'
import { ZoneDrawing } from './zone-drawing.tsx'
import { ZoneForm } from './zone-form.tsx'

/** Zones on the map and as a list; the chosen one can be changed, a new one drawn. */
export const ZonesPage = () => {
  const { t, language } = useTexts()
  const city = useCity()
  const zones = useCall('listZones', {})
  const [chosen, setChosen] = useState<string | null>(null)
  const [corners, setCorners] = useState<LonLat[] | null>(null)
  // Where the map's middle is while a zone is drawn; read when a corner is set, never rendered.
  const middle = useRef<LonLat>(city.center)
  const zone = zones.data?.zones.find((one) => one.id === chosen)
  const drawn = useMemo(
    () =>
      (zones.data?.zones ?? []).map(({ id, name, polygon }) => ({
        id,
        name: inLanguage(name, language),
        polygon,
        selected: id === chosen,
      })),
    [zones.data, language, chosen],
  )
  const ring = corners && corners.length > 1 ? [...corners, corners[0] as LonLat] : []
  if (zones.error) return <Failed error={zones.error} onRetry={() => void zones.refetch()} />
  if (!zones.data) return <Loading rows={8} />
  return (
    <div className="kn-zones">
      <div className="kn-zones-map">
        <CityMap
          city={city}
          zones={drawn}
          fit={city.bbox}
          controls
          tours={ring.length > 0 ? [{ id: 'drawing', line: ring, colour: 'accent' }] : []}
          spots={(corners ?? []).map(([lon, lat], index) => ({
            id: `${index}`,
            lon,
            lat,
            kind: 'home' as const,
          }))}
          {...(corners
            ? {
                pin: {
                  at: null,
                  onMove: (point: LonLat) => {
                    middle.current = point
                  },
                },
              }
            : {})}
          onSelect={(pick) => {
            if (!corners && pick?.kind === 'zone') setChosen(pick.id)
          }}
        />
      </div>
      <aside className="kn-zones-side">
        <Stack>
          <h1 className="kb-h1">{t('zones.title')}</h1>
          {corners ? (
            <ZoneDrawing
              corners={corners}
              middle={() => middle.current}
              onChange={setCorners}
              onClose={() => setCorners(null)}
            />
          ) : (
            <>
              <Card flush>
                {zones.data.zones.map((one) => (
                  <Row
                    key={one.id}
                    title={inLanguage(one.name, language)}
                    says={t('zones.version', { version: one.version })}
                    selected={one.id === chosen}
                    onPress={() => setChosen(one.id === chosen ? null : one.id)}
                  />
                ))}
              </Card>
              {zone && <ZoneForm key={`${zone.id}-${zone.version}`} zone={zone} />}
              <Button kind="secondary" icon={Plus} onPress={() => setCorners([])}>
                {t('zones.add')}
              </Button>
            </>
          )}
        </Stack>
      </aside>
    </div>
  )
}

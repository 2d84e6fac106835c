import { inLanguage, type LonLat } from '@kerbside/domain'
import type { StationProposal, ZoneChangeView } from '@kerbside/protocol'
import {
  Button,
  Card,
  CityMap,
  Failed,
  Line,
  Loading,
  type MapZone,
  Row,
  Segmented,
  Stack,
  Tabs,
  useCall,
} from '@kerbside/ui'
import { ArrowLeft, Plus } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useCity } from './console-frame.tsx'
import { useTexts } from './console-texts.ts'
import { ZoneChangeCard } from './zone-change-card.tsx'
import { ZoneDrawing } from './zone-drawing.tsx'
import { ZoneFiles } from './zone-files.tsx'
import { ZoneForm } from './zone-form.tsx'
import { ZoneHistory } from './zone-history.tsx'
import { borderLines, stationSpots, wantedOnMap } from './zone-map-parts.ts'
import { ZonePropose } from './zone-propose.tsx'
import { ZoneStations } from './zone-stations.tsx'

type Tab = 'list' | 'propose' | 'stations' | 'changes'

/** Zones on the map and as a list: changed, drawn, proposed before and after, applied, rolled back; their stations. */
export const ZonesPage = () => {
  const { t, language } = useTexts()
  const city = useCity()
  const zones = useCall('listZones', {})
  const stations = useCall('listStations', {})
  const [tab, setTab] = useState<Tab>('list')
  const [chosen, setChosen] = useState<string | null>(null)
  const [corners, setCorners] = useState<LonLat[] | null>(null)
  const [changeId, setChangeId] = useState<string | null>(null)
  const [side, setSide] = useState<'before' | 'after'>('after')
  const [proposal, setProposal] = useState<StationProposal | null>(null)
  // Where the map's middle is while a zone is drawn; read when a corner is set, never rendered.
  const middle = useRef<LonLat>(city.center)
  const change = useCall(
    'getZoneChange',
    { params: { id: changeId ?? '' } },
    { enabled: changeId !== null, placeholderData: (before) => before },
  )
  const shown = changeId === null ? undefined : change.data
  const now = zones.data?.zones
  const zone = now?.find((one) => one.id === chosen)
  const drawn = useMemo(
    (): MapZone[] =>
      side === 'after' && shown
        ? wantedOnMap(shown, language, (jobs) => t('zoning.perDay', { jobs }))
        : (now ?? []).map(({ id, name, polygon }) => ({
            id,
            name: inLanguage(name, language),
            polygon,
            selected: id === chosen,
          })),
    [now, language, chosen, shown, side, t],
  )
  // The side that is not shown stays visible as thin lines, so that one sees what moves.
  const ghosts = useMemo(
    () => (shown ? borderLines(side === 'after' ? (now ?? []) : shown.wanted.zones) : []),
    [now, shown, side],
  )
  const spots = [
    ...(corners ?? []).map(([lon, lat], index) => ({ id: `${index}`, lon, lat, kind: 'home' as const })),
    ...(tab === 'stations' ? stationSpots(stations.data?.stations ?? [], proposal) : []),
  ]
  const ring = corners && corners.length > 1 ? [...corners, corners[0] as LonLat] : []
  const open = (draft: ZoneChangeView) => {
    setChangeId(draft.id)
    setChosen(null)
    setSide('after')
  }
  if (zones.error) return <Failed error={zones.error} onRetry={() => void zones.refetch()} />
  if (!now) return <Loading rows={8} />
  return (
    <div className="kn-zones">
      <div className="kn-zones-map">
        <CityMap
          city={city}
          zones={drawn}
          fit={city.bbox}
          controls
          tours={[
            ...ghosts,
            ...(ring.length > 0 ? [{ id: 'drawing', line: ring, colour: 'accent' as const }] : []),
          ]}
          spots={spots}
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
            if (!corners && !shown && pick?.kind === 'zone') setChosen(pick.id)
          }}
        />
        {shown && (
          <div className="kn-map-switch">
            <Segmented
              label={t('zoning.view')}
              value={side}
              onChange={setSide}
              choices={[
                { id: 'before', text: t('zoning.before') },
                { id: 'after', text: t('zoning.after') },
              ]}
            />
          </div>
        )}
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
          ) : shown ? (
            <>
              <Line>
                <Button kind="quiet" icon={ArrowLeft} onPress={() => setChangeId(null)}>
                  {t('zoning.list')}
                </Button>
              </Line>
              <ZoneChangeCard key={shown.id} change={shown} side={side} onDone={() => setChangeId(null)} />
            </>
          ) : (
            <Tabs<Tab>
              label={t('zoning.tabs')}
              value={tab}
              onChange={setTab}
              tabs={[
                {
                  id: 'list',
                  text: t('zoning.list'),
                  content: (
                    <Stack>
                      <Card flush>
                        {now.map((one) => (
                          <Row
                            key={one.id}
                            title={inLanguage(one.name, language)}
                            says={t('zones.version', { version: one.version })}
                            selected={one.id === chosen}
                            onPress={() => setChosen(one.id === chosen ? null : one.id)}
                          />
                        ))}
                      </Card>
                      {zone && <ZoneForm key={`${zone.id}-${zone.version}`} zone={zone} others={now} />}
                      <Button kind="secondary" icon={Plus} onPress={() => setCorners([])}>
                        {t('zones.add')}
                      </Button>
                      <ZoneFiles onDraft={open} />
                    </Stack>
                  ),
                },
                {
                  id: 'propose',
                  text: t('zoning.propose'),
                  content: <ZonePropose count={now.length} onDraft={open} />,
                },
                {
                  id: 'stations',
                  text: t('zoning.stations'),
                  content: (
                    <ZoneStations
                      stations={stations.data?.stations ?? []}
                      proposal={proposal}
                      onProposal={setProposal}
                    />
                  ),
                },
                {
                  id: 'changes',
                  text: t('zoning.changes'),
                  content: <ZoneHistory chosen={changeId} onChoose={setChangeId} />,
                },
              ]}
            />
          )}
        </Stack>
      </aside>
    </div>
  )
}

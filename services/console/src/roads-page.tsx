import type { LonLat, ZonePolygon } from '@kerbside/domain'
import {
  Button,
  Card,
  CityMap,
  callKey,
  Empty,
  Failed,
  Loading,
  Note,
  Row,
  Stack,
  toast,
  useCall,
  useCommand,
  useFormats,
  useProblemText,
} from '@kerbside/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Construction, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { ClosureForm } from './closure-form.tsx'
import { useCity } from './console-frame.tsx'
import { useTexts } from './console-texts.ts'

const corners = 24

/** A circle of so many metres around a point, as a polygon. */
const circle = ([lon, lat]: LonLat, metres: number): ZonePolygon => {
  const up = metres / 111_195
  const right = up / Math.cos((lat * Math.PI) / 180)
  const ring = Array.from({ length: corners + 1 }, (_, index): LonLat => {
    const angle = ((index % corners) / corners) * 2 * Math.PI
    return [lon + right * Math.cos(angle), lat + up * Math.sin(angle)]
  })
  return { type: 'Polygon', coordinates: [ring] }
}

/** Closed and slow roads on the map and as a list, whether the road times know them, and a form for one more. */
export const RoadsPage = () => {
  const { t, say } = useTexts()
  const f = useFormats()
  const city = useCity()
  const queries = useQueryClient()
  const problemText = useProblemText()
  const answer = useCall('listClosures', {}, { refetchInterval: 5_000 })
  const end = useCommand('endClosure')
  const [entering, setEntering] = useState(false)
  const [metres, setMetres] = useState(150)
  const [chosen, setChosen] = useState<string | null>(null)
  // The map shows the whole city at first: its middle is where the pin stands.
  const [west, south, east, north] = city.bbox
  const [pin, setPin] = useState<LonLat>([(west + east) / 2, (south + north) / 2])
  const reload = () => void queries.invalidateQueries({ queryKey: callKey('listClosures') })
  const closures = answer.data?.closures
  const zones = useMemo(
    () => [
      ...(closures ?? []).map((one) => ({
        id: one.id,
        name: one.road ?? (one.note || t(`roads.kind.${one.kind}`)),
        polygon: one.polygon,
        off: one.kind === 'closed',
        selected: one.id === chosen,
      })),
      ...(entering ? [{ id: 'new', name: '', polygon: circle(pin, metres), selected: true }] : []),
    ],
    [closures, chosen, entering, pin, metres, t],
  )
  if (answer.error) return <Failed error={answer.error} onRetry={() => void answer.refetch()} />
  if (!answer.data || !closures) return <Loading rows={8} />
  const { roads } = answer.data
  return (
    <div className="kn-zones">
      <div className="kn-zones-map">
        <CityMap
          city={city}
          zones={zones}
          fit={city.bbox}
          controls
          onSelect={(pick) => {
            if (pick?.kind === 'zone' && !entering) setChosen(pick.id)
          }}
          {...(entering
            ? {
                pin: {
                  at: null,
                  onMove: setPin,
                },
              }
            : {})}
        />
      </div>
      <aside className="kn-zones-side">
        <Stack>
          <h1 className="kb-h1">{t('roads.title')}</h1>
          <Note tone={roads.state === 'failed' ? 'bad' : roads.state === 'building' ? 'info' : 'plain'}>
            {say(roads.says)}
            {roads.changedAt !== null && <span className="kb-quiet"> {f.clock(roads.changedAt)}</span>}
          </Note>
          {entering ? (
            <ClosureForm
              polygon={circle(pin, metres)}
              metres={metres}
              onMetres={setMetres}
              onClose={() => {
                setEntering(false)
                reload()
              }}
            />
          ) : (
            <>
              {closures.length === 0 && <Empty title={t('roads.emptyTitle')} text={t('roads.emptyText')} />}
              {closures.length > 0 && (
                <Card flush>
                  {closures.map((one) => (
                    <Row
                      key={one.id}
                      selected={one.id === chosen}
                      onPress={() => setChosen(one.id)}
                      title={[
                        one.kind === 'closed'
                          ? t('roads.kind.closed')
                          : t('roads.slowTo', { percent: Math.round(one.share * 100) }),
                        one.road ?? t('roads.allRoads'),
                      ].join(' · ')}
                      says={
                        <>
                          {one.note && <div>{one.note}</div>}
                          <div>
                            {one.until
                              ? t('roads.fromUntil', { from: when(f, one.from), until: when(f, one.until) })
                              : t('roads.from', { from: when(f, one.from) })}
                            {!one.active && ` · ${t('roads.later')}`} · {one.madeBy}
                          </div>
                        </>
                      }
                      end={
                        <Button
                          kind="quiet"
                          size="small"
                          icon={Trash2}
                          aria-label={t('roads.end')}
                          onPress={() =>
                            end.mutate(
                              { params: { id: one.id } },
                              { onSuccess: reload, onError: (error) => toast(problemText(error)) },
                            )
                          }
                        />
                      }
                    />
                  ))}
                </Card>
              )}
              <Button kind="primary" icon={Construction} onPress={() => setEntering(true)}>
                {t('roads.add')}
              </Button>
            </>
          )}
        </Stack>
      </aside>
    </div>
  )
}

const when = (f: ReturnType<typeof useFormats>, at: string): string => `${f.day(at)} ${f.time(at)}`

import type { CityView, StopView } from '@kerbside/protocol'
import {
  Card,
  CityMap,
  Empty,
  Line,
  Note,
  PhoneShell,
  Plate,
  PromiseFrame,
  RiskPill,
  riskOf,
  Segmented,
  Stack,
  useFormats,
} from '@kerbside/ui'
import { Car, List, Lock, Map as MapIcon } from 'lucide-react'
import { useState } from 'react'
import { useNavigate, useOutletContext } from 'react-router'
import { useDay } from './day.tsx'
import { Bar, Tabs } from './on-duty.tsx'
import { usePosition } from './position.tsx'
import { useTexts } from './technician-texts.ts'
import { servicesText } from './tour-state.ts'

/** The ordered day, as a list and as a map of the same stops. */
export const TourScreen = () => {
  const { t } = useTexts()
  const f = useFormats()
  const [shown, setShown] = useState<'list' | 'map'>('list')
  const { tour } = useDay()
  const stops = tour?.stops ?? []
  return (
    <PhoneShell
      title={t('tour.title')}
      banner={<Bar />}
      tabs={<Tabs />}
      headEnd={
        <Segmented
          label={t('tour.title')}
          value={shown}
          onChange={setShown}
          choices={[
            { id: 'list', text: t('tour.showList'), icon: List },
            { id: 'map', text: t('tour.showMap'), icon: MapIcon },
          ]}
        />
      }
      flush={shown === 'map'}
    >
      {shown === 'map' ? (
        <TourMap stops={stops} onShowList={() => setShown('list')} />
      ) : (
        <Stack>
          {tour && stops.length > 0 && (
            <p className="kb-quiet">
              {t('tour.toGo', { count: stops.length, distance: f.distance(tour.metres) })}
            </p>
          )}
          {tour?.quality === 'estimated' && <Note tone="warn">{t('tour.estimated')}</Note>}
          {stops.length === 0 && <Empty title={t('tour.emptyTitle')} text={t('tour.emptyText')} />}
          {stops.map((stop, index) => (
            <StopCard key={stop.jobId} stop={stop} number={index + 1} />
          ))}
        </Stack>
      )}
    </PhoneShell>
  )
}

const StopCard = ({ stop, number }: { stop: StopView; number: number }) => {
  const { t, language } = useTexts()
  const f = useFormats()
  const navigate = useNavigate()
  const eta = {
    at: stop.arriveAt,
    earliest: stop.arriveAt,
    latest: stop.arriveAt,
    madeAt: stop.arriveAt,
    quality: 'osrm' as const,
  }
  const waitSeconds = Math.round((Date.parse(stop.beginAt) - Date.parse(stop.arriveAt)) / 1000)
  return (
    <Card
      onPress={() => void navigate(`/drive/${stop.jobId}`)}
      label={`${number}. ${servicesText(stop.services, language)}, ${stop.label}`}
    >
      <Stack gap={8}>
        <Line gap={8}>
          <Car aria-hidden />
          <span className="kb-quiet">
            {t('tour.leg', { duration: f.duration(stop.driveSeconds), distance: f.distance(stop.metres) })}
          </span>
        </Line>
        <Line gap={12} wrap>
          <span className="kt-stop-number" data-next={number === 1 || undefined}>
            {number}
          </span>
          <strong>{f.window(stop.promise.from, stop.promise.until)}</strong>
          <RiskPill risk={riskOf(stop.promise, eta)} />
          {stop.frozen && <Lock aria-label={t('word.locked')} size={16} />}
        </Line>
        <div>
          {servicesText(stop.services, language)}・{stop.label}
        </div>
        <Line gap={8} wrap>
          <Plate plate={stop.plate} />
          <span className="kb-quiet">
            {t('tour.eta', { time: f.time(stop.arriveAt) })}
            {waitSeconds >= 60 && ` · ${t('tour.wait', { duration: f.duration(waitSeconds) })}`}
          </span>
        </Line>
        <PromiseFrame promise={stop.promise} eta={eta} />
      </Stack>
    </Card>
  )
}

const TourMap = ({ stops, onShowList }: { stops: readonly StopView[]; onShowList: () => void }) => {
  const city = useOutletContext<CityView>()
  const { fix } = usePosition()
  const { duty } = useDay()
  const me = fix?.point ?? duty?.fix?.point
  return (
    <div className="kt-map">
      <CityMap
        city={city}
        jobs={stops.map((stop, index) => ({
          id: stop.jobId,
          lon: stop.point[0],
          lat: stop.point[1],
          category: stop.category,
          status: stop.status,
          risk: 'kept' as const,
          label: String(index + 1),
        }))}
        spots={me ? [{ id: 'me', lon: me[0], lat: me[1], kind: 'me' }] : []}
        onShowList={onShowList}
        controls
      />
    </div>
  )
}

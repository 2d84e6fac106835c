import { inLanguage, materialName, materials, materialUnit } from '@kerbside/domain'
import type { TechnicianView } from '@kerbside/protocol'
import {
  AgeDot,
  Button,
  Empty,
  Line,
  Loading,
  Tag,
  TechBadge,
  TechStatePill,
  useCall,
  useFormats,
  useServerNow,
} from '@kerbside/ui'
import { CalendarDays, CalendarPlus, Satellite, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useBoard } from './board-data.tsx'
import { CalendarDialog } from './calendar-dialog.tsx'
import { useTexts } from './console-texts.ts'
import { ShiftDialog, TechnicianDialog } from './people-dialogs.tsx'
import { TrackerDialog } from './tracker-dialog.tsx'

/** All technicians: state, skills, zone, shift, load, what the van carries. */
export const PeoplePage = () => {
  const { t, language } = useTexts()
  const f = useFormats()
  const { board } = useBoard()
  const now = useServerNow(5_000)
  const zones = useCall('listZones', {})
  const [adds, setAdds] = useState(false)
  const [trackersOf, setTrackersOf] = useState<TechnicianView | null>(null)
  const [calendarOf, setCalendarOf] = useState<TechnicianView | null>(null)
  const [shiftFor, setShiftFor] = useState<TechnicianView | null>(null)
  if (!board) return <Loading rows={10} />
  const people = [...board.technicians.values()].sort(
    (a, b) => Number(b.onDuty) - Number(a.onDuty) || a.name.localeCompare(b.name),
  )
  const zoneName = (id: string): string => {
    const zone = zones.data?.zones.find((one) => one.id === id)
    return zone ? inLanguage(zone.name, language) : '–'
  }
  return (
    <div className="kn-page">
      <Line between>
        <h1 className="kb-h1">{t('people.title')}</h1>
        <Button kind="primary" icon={UserPlus} onPress={() => setAdds(true)}>
          {t('people.add')}
        </Button>
      </Line>
      {people.length === 0 && <Empty title={t('people.title')} text={t('people.add')} />}
      <table className="kb-table">
        <thead>
          <tr>
            <th>{t('word.technician')}</th>
            <th>{t('people.state')}</th>
            <th>{t('people.skills')}</th>
            <th>{t('word.zone')}</th>
            <th>{t('word.shift')}</th>
            <th>{t('people.load')}</th>
            <th>{t('people.stock')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {people.map((one) => (
            <tr key={one.id}>
              <td>
                <Line gap={8}>
                  <TechBadge initials={one.initials} state={one.state} />
                  <span className="kn-name">
                    {one.name} {one.simulated && <Tag>{t('people.simulated')}</Tag>}
                    <br />
                    <span className="kb-quiet">
                      {one.phone} · {one.vanPlate}
                    </span>
                  </span>
                </Line>
              </td>
              <td>
                <TechStatePill state={one.state} />
                <br />
                {one.onDuty && <AgeDot seconds={ageOf(one, now)} />}
              </td>
              <td>{f.list(one.skills.map((skill) => t(`skill.${skill}`)))}</td>
              <td data-short>{zoneName(one.zoneId)}</td>
              <td data-short>
                {one.shift ? `${f.day(one.shift.from)} ${f.window(one.shift.from, one.shift.until)}` : '–'}
              </td>
              <td data-short>{Math.round(one.loadShare * 100)} %</td>
              <td className="kb-quiet">
                {f.list(
                  materials
                    .filter((material) => (one.stock[material] ?? 0) > 0)
                    .map(
                      (material) =>
                        `${inLanguage(materialName[material], language)} ${one.stock[material]} ${inLanguage(materialUnit[material], language)}`,
                    ),
                )}
              </td>
              <td>
                <Button kind="quiet" size="small" icon={CalendarPlus} onPress={() => setShiftFor(one)}>
                  {t('people.addShift')}
                </Button>
                <Button kind="quiet" size="small" icon={Satellite} onPress={() => setTrackersOf(one)}>
                  {t('trackers.open')}
                </Button>
                <Button kind="quiet" size="small" icon={CalendarDays} onPress={() => setCalendarOf(one)}>
                  {t('machines.calendar.open')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {adds && <TechnicianDialog zones={zones.data?.zones ?? []} onClose={() => setAdds(false)} />}
      {calendarOf && <CalendarDialog technician={calendarOf} onClose={() => setCalendarOf(null)} />}
      {trackersOf && <TrackerDialog technician={trackersOf} onClose={() => setTrackersOf(null)} />}
      {shiftFor && <ShiftDialog technician={shiftFor} onClose={() => setShiftFor(null)} />}
    </div>
  )
}

const ageOf = (one: TechnicianView, now: number): number | null =>
  one.fix ? Math.max(0, Math.round((now - Date.parse(one.fix.at)) / 1000)) : null

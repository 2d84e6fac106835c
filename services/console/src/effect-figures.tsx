import { inLanguage } from '@kerbside/domain'
import type { LayoutFigures, ZoneEffect } from '@kerbside/protocol'
import { Note, Stack } from '@kerbside/ui'
import { useTexts } from './console-texts.ts'

interface Figure {
  name: 'balance' | 'response' | 'p90' | 'drive' | 'unserved'
  of: (layout: LayoutFigures) => number
  unit: 'percent' | 'seconds'
}
const figures: readonly Figure[] = [
  { name: 'balance', of: (layout) => layout.spread, unit: 'percent' },
  { name: 'response', of: (layout) => layout.responseSeconds, unit: 'seconds' },
  { name: 'p90', of: (layout) => layout.responseP90Seconds, unit: 'seconds' },
  { name: 'drive', of: (layout) => layout.driveSeconds, unit: 'seconds' },
  { name: 'unserved', of: (layout) => layout.unservedShare, unit: 'percent' },
]

/** What a change does to work and response, before it is live; less is better in every line. */
export const EffectFigures = ({ effect }: { effect: ZoneEffect }) => {
  const { t } = useTexts()
  const source = {
    history: t('zoning.sourceHistory', { days: effect.days ?? 0 }),
    given: t('zoning.sourceGiven'),
    places: t('zoning.sourcePlaces'),
  }[effect.source]
  return (
    <Stack gap={8}>
      <h3 className="kb-h3">{t('zoning.effect')}</h3>
      <p className="kb-quiet">
        {t('zoning.from', { jobs: effect.jobsPerDay.toFixed(0), source, cells: effect.cells })}
      </p>
      {effect.roads === 'estimated' && <Note tone="warn">{t('zoning.estimated')}</Note>}
      <table className="kn-effect">
        <thead>
          <tr>
            <th />
            <th>{t('zoning.before')}</th>
            <th>{t('zoning.after')}</th>
            <th>{t('zoning.change')}</th>
          </tr>
        </thead>
        <tbody>
          {figures.map((figure) => (
            <FigureRow key={figure.name} figure={figure} effect={effect} />
          ))}
        </tbody>
      </table>
    </Stack>
  )
}

const FigureRow = ({ figure: { name, of, unit }, effect }: { figure: Figure; effect: ZoneEffect }) => {
  const { t } = useTexts()
  const [before, after] = [of(effect.before), of(effect.after)]
  const say = (value: number): string =>
    unit === 'percent'
      ? `${(value * 100).toFixed(1)} %`
      : t('zoning.minutes', { minutes: (value / 60).toFixed(1) })
  const less = before - after
  // What rounds to nothing is neither better nor worse.
  const change = say(Math.abs(less)) === say(0) ? '–' : `${less > 0 ? '−' : '+'}${say(Math.abs(less))}`
  return (
    <tr>
      <td>{t(`zoning.${name}`)}</td>
      <td>{say(before)}</td>
      <td>
        <strong>{say(after)}</strong>
      </td>
      <td data-tone={change === '–' ? undefined : less > 0 ? 'ok' : 'bad'}>{change}</td>
    </tr>
  )
}

/** The zones of one side, each with its work, response and technicians: the map's list twin. */
export const ZoneWorkTable = ({ layout }: { layout: LayoutFigures }) => {
  const { t, language } = useTexts()
  return (
    <table className="kn-effect">
      <thead>
        <tr>
          <th>{t('zoning.zone')}</th>
          <th>{t('zoning.work')}</th>
          <th>{t('zoning.response')}</th>
          <th>{t('zoning.technicians')}</th>
        </tr>
      </thead>
      <tbody>
        {layout.zones.map((zone) => (
          <tr key={zone.id}>
            <td>{inLanguage(zone.name, language)}</td>
            <td>{(zone.workSecondsPerDay / 3600).toFixed(1)}</td>
            <td>{t('zoning.minutes', { minutes: (zone.responseSeconds / 60).toFixed(1) })}</td>
            <td>{zone.technicians}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

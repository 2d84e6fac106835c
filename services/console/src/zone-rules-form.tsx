import { inLanguage, type Skill, skills, type ZonePolicy } from '@kerbside/domain'
import type { ZoneView } from '@kerbside/protocol'
import { Checkbox, Select, Stack, TextField } from '@kerbside/ui'
import { useState } from 'react'
import { useTexts } from './console-texts.ts'

type Rules = Pick<ZonePolicy, 'reserveByHour' | 'capacityByHour' | 'helpers'>
interface Props {
  rules: Rules
  zone: ZoneView
  others: readonly ZoneView[]
  onChange: (rules: Rules) => void
}

const hours = Array.from({ length: 24 }, (_, hour) => hour)
const wholeOr = (text: string, otherwise: number | null): number | null => {
  const value = Math.round(Number(text))
  return text.trim() === '' || !Number.isFinite(value) || value < 0 ? otherwise : value
}

/** The rules that hold hour by hour, and who helps when. */
export const ZoneRulesForm = ({ rules, zone, others, onChange }: Props) => {
  const { t } = useTexts()
  const [skill, setSkill] = useState<Skill>('wash')
  const limits = rules.capacityByHour[skill]
  const setLimit = (hour: number, most: number | null): void => {
    const row = (limits ?? hours.map(() => null)).with(hour, most)
    const { [skill]: _, ...rest } = rules.capacityByHour
    onChange({
      ...rules,
      capacityByHour: row.every((one) => one === null) ? rest : { ...rest, [skill]: row },
    })
  }
  return (
    <Stack>
      <HourGrid
        title={t('zoning.reserve')}
        values={rules.reserveByHour.map((share) => String(Math.round(share * 100)))}
        onChange={(hour, text) => {
          const share = Math.min(90, wholeOr(text, 0) ?? 0) / 100
          onChange({ ...rules, reserveByHour: rules.reserveByHour.with(hour, share) })
        }}
      />
      <Select
        label={t('zoning.skill')}
        value={skill}
        onChange={setSkill}
        options={skills.map((id) => ({ id, text: t(`skill.${id}`) }))}
      />
      <HourGrid
        title={t('zoning.capacity')}
        values={hours.map((hour) => String(limits?.[hour] ?? ''))}
        onChange={(hour, text) => setLimit(hour, wholeOr(text, null))}
      />
      <Helpers rules={rules} zone={zone} others={others} onChange={onChange} />
    </Stack>
  )
}

interface GridProps {
  title: string
  values: readonly string[]
  onChange: (hour: number, text: string) => void
}

const HourGrid = ({ title, values, onChange }: GridProps) => {
  const { t } = useTexts()
  return (
    <fieldset className="kn-hours">
      <legend className="kb-h3">{title}</legend>
      {hours.map((hour) => (
        <label key={hour}>
          <span>{hour}</span>
          <input
            inputMode="numeric"
            aria-label={`${title}, ${t('zoning.hour', { hour })}`}
            value={values[hour] ?? ''}
            onChange={(event) => onChange(hour, event.target.value)}
          />
        </label>
      ))}
    </fieldset>
  )
}

const Helpers = ({ rules, zone, others, onChange }: Props) => {
  const { t, language } = useTexts()
  const { helpers } = rules
  const [first] = helpers
  const when = {
    noneIdle: first?.noneIdle ?? true,
    promiseAtRisk: first?.promiseAtRisk ?? true,
    rescueWaitingSeconds: first ? first.rescueWaitingSeconds : 300,
  }
  const set = (ids: readonly string[], condition = when): void =>
    onChange({ ...rules, helpers: ids.map((zoneId) => ({ zoneId, ...condition })) })
  const ids = helpers.map(({ zoneId }) => zoneId)
  const choices = [
    { id: 'any', text: t('zoning.anyZone') },
    ...others
      .filter(({ id }) => id !== zone.id)
      .map(({ id, name }) => ({ id, text: inLanguage(name, language) })),
  ]
  return (
    <fieldset className="kn-checks">
      <legend className="kb-h3">{t('zoning.helpers')}</legend>
      {choices.map(({ id, text }) => (
        <Checkbox
          key={id}
          isSelected={ids.includes(id)}
          onChange={(on) => set(on ? [...ids, id] : ids.filter((one) => one !== id))}
        >
          {text}
        </Checkbox>
      ))}
      <Checkbox isSelected={when.noneIdle} onChange={(noneIdle) => set(ids, { ...when, noneIdle })}>
        {t('zoning.noneIdle')}
      </Checkbox>
      <Checkbox
        isSelected={when.promiseAtRisk}
        onChange={(promiseAtRisk) => set(ids, { ...when, promiseAtRisk })}
      >
        {t('zoning.promiseAtRisk')}
      </Checkbox>
      <TextField
        label={t('zoning.rescueWaiting')}
        value={when.rescueWaitingSeconds === null ? '' : String(Math.round(when.rescueWaitingSeconds / 60))}
        onChange={(text) => {
          const minutes = wholeOr(text, null)
          set(ids, { ...when, rescueWaitingSeconds: minutes === null ? null : minutes * 60 })
        }}
        inputMode="numeric"
      />
    </fieldset>
  )
}

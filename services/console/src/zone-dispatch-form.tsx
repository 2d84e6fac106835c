import { type DispatchPolicyName, dispatchPolicyNames, type ZonePolicy } from '@kerbside/domain'
import { Segmented, Stack, TextField } from '@kerbside/ui'
import { useTexts } from './console-texts.ts'

/** Switches as they are typed: minutes where people think in them; the factor leads back. */
const factors = {
  coverageWeight: 1,
  repositionGain: 0.01,
  batchSeconds: 1,
  holdWithinSeconds: 60,
  promiseSlackSeconds: 60,
  stabilityPerSecond: 1,
  slotHoldSeconds: 60,
} as const
type Switch = keyof typeof factors
const switches = Object.keys(factors) as Switch[]
const whole: readonly Switch[] = ['holdWithinSeconds', 'promiseSlackSeconds', 'slotHoldSeconds']

export type DispatchRules = Pick<ZonePolicy, 'dispatchPolicy' | Switch>
export interface TypedDispatch {
  policy: DispatchPolicyName
  typed: Record<Switch, string>
}

/** A zone's dispatch rules as a form shows them. */
export const typedDispatch = (policy: DispatchRules): TypedDispatch => ({
  policy: policy.dispatchPolicy,
  typed: Object.fromEntries(
    switches.map((id) => [id, String(Number((policy[id] / factors[id]).toFixed(3)))]),
  ) as Record<Switch, string>,
})

/** What was typed, as rules; what is no number is left to the server's word. */
export const readDispatch = ({ policy, typed }: TypedDispatch): DispatchRules => ({
  dispatchPolicy: policy,
  ...(Object.fromEntries(
    switches.map((id) => {
      const value = Number(typed[id]) * factors[id]
      return [id, whole.includes(id) ? Math.round(value) : value]
    }),
  ) as Record<Switch, number>),
})

/** Who is asked first in a zone, and the switches of each policy. */
export const ZoneDispatchForm = ({
  value,
  onChange,
}: {
  value: TypedDispatch
  onChange: (value: TypedDispatch) => void
}) => {
  const { t } = useTexts()
  return (
    <Stack>
      <h3 className="kb-h3">{t('dispatching.title')}</h3>
      <Segmented
        label={t('dispatching.policy')}
        value={value.policy}
        onChange={(policy) => onChange({ ...value, policy })}
        choices={dispatchPolicyNames.map((id) => ({ id, text: t(`dispatching.${id}`) }))}
      />
      <div className="kn-pair">
        {switches.map((id) => (
          <TextField
            key={id}
            label={t(`dispatching.${id}`)}
            value={value.typed[id]}
            onChange={(text) => onChange({ ...value, typed: { ...value.typed, [id]: text } })}
            inputMode="decimal"
          />
        ))}
      </div>
      <p className="kb-caption kb-quiet">{t('dispatching.off')}</p>
    </Stack>
  )
}

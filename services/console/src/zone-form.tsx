import { catalogue, inLanguage, serviceIds } from '@kerbside/domain'
import type { ZoneView } from '@kerbside/protocol'
import {
  Button,
  Card,
  Checkbox,
  callKey,
  Note,
  Segmented,
  Stack,
  TextField,
  toast,
  useCommand,
  useProblemText,
} from '@kerbside/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTexts } from './console-texts.ts'
import { readDispatch, typedDispatch, ZoneDispatchForm } from './zone-dispatch-form.tsx'
import { ZoneRulesForm } from './zone-rules-form.tsx'

const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
const minuteOf = (clock: string): number => {
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  return hour * 60 + minute
}

/** What a zone serves, when, and by which rules; its version guards against somebody else's change. */
export const ZoneForm = ({ zone, others }: { zone: ZoneView; others: readonly ZoneView[] }) => {
  const { t, language } = useTexts()
  const queries = useQueryClient()
  const problemText = useProblemText()
  const save = useCommand('changeZone')
  const [opens, setOpens] = useState(clockOf(zone.hours.opensMinute))
  const [closes, setCloses] = useState(clockOf(zone.hours.closesMinute))
  const [services, setServices] = useState(zone.services)
  const [dispatch, setDispatch] = useState(zone.policy.dispatch)
  const [figures, setFigures] = useState({
    offerSeconds: String(zone.policy.offerSeconds),
    rescueSeconds: String(zone.policy.rescueOfferSeconds),
    within: String(zone.policy.rescueWithinSeconds / 60),
    callOut: String(zone.policy.callOutMinor / 100),
    ahead: String(zone.policy.offerAheadSeconds / 60),
    maxOffers: String(zone.policy.maxOffers),
  })
  const [priceFactor, setPriceFactor] = useState(String(zone.policy.priceFactor))
  const { reserveByHour, capacityByHour, helpers } = zone.policy
  const [rules, setRules] = useState({ reserveByHour, capacityByHour, helpers })
  const [dispatching, setDispatching] = useState(typedDispatch(zone.policy))
  const submit = () =>
    save.mutate(
      {
        params: { id: zone.id },
        body: {
          version: zone.version,
          hours: { opensMinute: minuteOf(opens), closesMinute: minuteOf(closes) },
          services,
          policy: {
            dispatch,
            offerSeconds: Math.round(Number(figures.offerSeconds)),
            rescueOfferSeconds: Math.round(Number(figures.rescueSeconds)),
            rescueWithinSeconds: Math.round(Number(figures.within) * 60),
            callOutMinor: Math.round(Number(figures.callOut) * 100),
            offerAheadSeconds: Math.round(Number(figures.ahead) * 60),
            maxOffers: Math.round(Number(figures.maxOffers)),
            priceFactor: Number(priceFactor),
            ...rules,
            ...readDispatch(dispatching),
          },
        },
      },
      {
        onSuccess: (changed) => {
          toast(t('zones.saved', { version: changed.version }))
          void queries.invalidateQueries({ queryKey: callKey('listZones') })
        },
        onError: (error) => {
          if (error.code !== 'stale') return
          toast(t('zones.stale'))
          void queries.invalidateQueries({ queryKey: callKey('listZones') })
        },
      },
    )
  return (
    <Card>
      <Stack>
        <div className="kn-pair">
          <TextField label={t('zones.opens')} value={opens} onChange={setOpens} type="time" />
          <TextField label={t('zones.closes')} value={closes} onChange={setCloses} type="time" />
        </div>
        <Segmented
          label={t('zones.dispatch')}
          value={dispatch}
          onChange={setDispatch}
          choices={[
            { id: 'offer', text: t('zones.offer') },
            { id: 'direct', text: t('zones.direct') },
          ]}
        />
        <div className="kn-pair">
          {(Object.keys(figures) as (keyof typeof figures)[]).map((key) => (
            <TextField
              key={key}
              label={t(`zones.${key}`)}
              value={figures[key]}
              onChange={(text) => setFigures((known) => ({ ...known, [key]: text }))}
              inputMode="numeric"
            />
          ))}
          <TextField
            label={t('zoning.priceFactor')}
            value={priceFactor}
            onChange={setPriceFactor}
            inputMode="decimal"
          />
        </div>
        <fieldset className="kn-checks">
          <legend className="kb-h3">{t('zones.services')}</legend>
          {serviceIds.map((id) => (
            <Checkbox
              key={id}
              isSelected={services.includes(id)}
              onChange={(on) =>
                setServices((known) => (on ? [...known, id] : known.filter((one) => one !== id)))
              }
            >
              {inLanguage(catalogue[id].name, language)}
            </Checkbox>
          ))}
        </fieldset>
        <ZoneDispatchForm value={dispatching} onChange={setDispatching} />
        <ZoneRulesForm rules={rules} zone={zone} others={others} onChange={setRules} />
        {save.error && <Note tone="bad">{problemText(save.error)}</Note>}
        <Button kind="primary" busy={save.isPending} onPress={submit} isDisabled={services.length === 0}>
          {t('button.save')}
        </Button>
      </Stack>
    </Card>
  )
}

import type { ZoneChangeView } from '@kerbside/protocol'
import { Button, Note, Select, Stack, TextField, useCommand, useProblemText } from '@kerbside/ui'
import { useState } from 'react'
import { useTexts } from './console-texts.ts'

/** Asks for a split of the city; the draft it answers goes to the page. */
export const ZonePropose = ({
  count,
  onDraft,
}: {
  count: number
  onDraft: (draft: ZoneChangeView) => void
}) => {
  const { t } = useTexts()
  const problemText = useProblemText()
  const propose = useCommand('proposeZones')
  const [zones, setZones] = useState(String(count))
  const [source, setSource] = useState<'history' | 'places'>('history')
  const [days, setDays] = useState('30')
  const wanted = Math.round(Number(zones))
  const looked = Math.round(Number(days))
  const isRight = wanted >= 1 && wanted <= 40 && looked >= 1 && looked <= 365
  return (
    <Stack>
      <div className="kn-pair">
        <TextField label={t('zoning.count')} value={zones} onChange={setZones} inputMode="numeric" />
        <TextField
          label={t('zoning.days')}
          value={days}
          onChange={setDays}
          inputMode="numeric"
          isDisabled={source !== 'history'}
        />
      </div>
      <Select
        label={t('zoning.demand')}
        value={source}
        onChange={setSource}
        options={[
          { id: 'history', text: t('zoning.history', { days: isRight ? looked : 30 }) },
          { id: 'places', text: t('zoning.places') },
        ]}
      />
      {propose.error && <Note tone="bad">{problemText(propose.error)}</Note>}
      {propose.isPending && <Note>{t('zoning.thinking')}</Note>}
      <Button
        kind="primary"
        busy={propose.isPending}
        isDisabled={!isRight}
        data-testid="zones-propose"
        onPress={() =>
          propose.mutate(
            { body: { zones: wanted, source, days: looked } },
            { onSuccess: (draft) => onDraft(draft) },
          )
        }
      >
        {t('zoning.go')}
      </Button>
    </Stack>
  )
}

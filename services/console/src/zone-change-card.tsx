import { inLanguage } from '@kerbside/domain'
import type { ZoneChangeView } from '@kerbside/protocol'
import {
  Button,
  Card,
  callKey,
  Dialog,
  Line,
  Note,
  Stack,
  TextField,
  toast,
  useCommand,
  useFormats,
  useProblemText,
  useServerNow,
} from '@kerbside/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useCity } from './console-frame.tsx'
import { useTexts } from './console-texts.ts'
import { EffectFigures, ZoneWorkTable } from './effect-figures.tsx'
import { instantOf, localTextOf } from './local-instant.ts'

interface Props {
  change: ZoneChangeView
  side: 'before' | 'after'
  onDone: () => void
}

/** One change with its effect, and what may be done with it from where it stands. */
export const ZoneChangeCard = ({ change, side, onDone }: Props) => {
  const { t, language } = useTexts()
  const { wanted, effect } = change
  return (
    <Stack>
      <Line between>
        <h2 className="kb-h2">{change.note || t(`zoning.kind.${change.kind}`)}</h2>
        <span className="kn-badge">{t(`zoning.status.${change.status}`)}</span>
      </Line>
      {change.reason && <Note tone="bad">{inLanguage(change.reason, language)}</Note>}
      {effect ? (
        <>
          <EffectFigures effect={effect} />
          <ZoneWorkTable layout={effect[side]} />
        </>
      ) : (
        change.kind === 'import' && <Note>{t('zoning.noEffect')}</Note>
      )}
      <div className="kb-quiet">
        <p>{t('zoning.promises', { count: change.openJobs })}</p>
        {wanted.technicians.length > 0 && <p>{t('zoning.moves', { count: wanted.technicians.length })}</p>}
      </div>
      <ChangeActions change={change} onDone={onDone} />
    </Stack>
  )
}

const ChangeActions = ({ change, onDone }: Pick<Props, 'change' | 'onDone'>) => {
  const { t } = useTexts()
  const f = useFormats()
  const { timeZone } = useCity()
  const now = useServerNow(60_000)
  const problemText = useProblemText()
  const queries = useQueryClient()
  const apply = useCommand('applyZoneChange')
  const cancel = useCommand('cancelZoneChange')
  const rollBack = useCommand('rollBackZones')
  const [at, setAt] = useState(() => localTextOf(now + 3_600_000, timeZone))
  const [asks, setAsks] = useState(false)
  const params = { id: change.id }
  const done = (words: string) => {
    toast(words)
    for (const name of ['listZones', 'listZoneChanges', 'listStations', 'listTechnicians'] as const)
      void queries.invalidateQueries({ queryKey: callKey(name) })
    onDone()
  }
  const go = (instant: string | null) =>
    apply.mutate(
      { params, body: { at: instant } },
      {
        onSuccess: (changed) =>
          done(
            changed.status === 'live'
              ? t('zoning.live')
              : t('zoning.scheduled', { time: f.time(changed.effectiveAt ?? '') }),
          ),
      },
    )
  const error = apply.error ?? cancel.error ?? rollBack.error
  const chosen = instantOf(at, timeZone)
  return (
    <Stack>
      {error && <Note tone="bad">{problemText(error)}</Note>}
      {change.status === 'draft' && (
        <>
          <Button kind="primary" busy={apply.isPending} onPress={() => go(null)} data-testid="zones-apply">
            {t('zoning.applyNow')}
          </Button>
          <Card>
            <Stack gap={8}>
              <TextField label={t('zoning.applyAt')} type="datetime-local" value={at} onChange={setAt} />
              <Button
                kind="secondary"
                isDisabled={chosen === null}
                busy={apply.isPending}
                onPress={() => go(chosen)}
              >
                {t('zoning.schedule')}
              </Button>
            </Stack>
          </Card>
        </>
      )}
      {(change.status === 'draft' || change.status === 'scheduled') && (
        <Button
          kind="quiet"
          busy={cancel.isPending}
          onPress={() =>
            cancel.mutate({ params, body: {} }, { onSuccess: () => done(t('zoning.status.cancelled')) })
          }
        >
          {t(change.status === 'draft' ? 'zoning.discard' : 'zoning.callOff')}
        </Button>
      )}
      {change.mayRollBack && (
        <Button kind="secondary" onPress={() => setAsks(true)}>
          {t('zoning.rollBack')}
        </Button>
      )}
      <Dialog
        isOpen={asks}
        onClose={() => setAsks(false)}
        title={t('zoning.rollBack')}
        actions={
          <Button
            kind="primary"
            busy={rollBack.isPending}
            onPress={() =>
              rollBack.mutate(
                { params, body: { at: null } },
                {
                  onSuccess: () => {
                    setAsks(false)
                    done(t('zoning.back'))
                  },
                  onError: () => setAsks(false),
                },
              )
            }
          >
            {t('zoning.rollBack')}
          </Button>
        }
      >
        {t('zoning.rollBackAsk')}
      </Dialog>
    </Stack>
  )
}

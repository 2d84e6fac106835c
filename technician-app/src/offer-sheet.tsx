import type { OfferView } from '@kerbside/protocol'
import {
  Button,
  Card,
  Countdown,
  DangerPill,
  Line,
  Note,
  PhoneShell,
  ServiceIcon,
  Sheet,
  Stack,
  toast,
  useCommand,
  useFormats,
  useProblemText,
} from '@kerbside/ui'
import { Check, Lock } from 'lucide-react'
import { useState } from 'react'
import { useDay } from './day.tsx'
import { useTexts } from './technician-texts.ts'
import { servicesText } from './tour-state.ts'

const reasons = ['busy', 'too_far', 'vehicle', 'no_material', 'break', 'other'] as const

/** An offer fills the screen until it is answered or over: seconds, pay, what, how far, why you. */
export const OfferSheet = ({ offer, now }: { offer: OfferView; now: number }) => {
  const { t, language, say } = useTexts()
  const f = useFormats()
  const { reload } = useDay()
  const problemText = useProblemText()
  const accept = useCommand('acceptOffer')
  const [declining, setDeclining] = useState(false)
  const take = () =>
    accept.mutate(
      { params: { id: offer.id } },
      {
        onSuccess: () => {
          toast(t('offer.taken'))
          reload()
        },
        onError: (error) => {
          toast(problemText(error))
          reload()
        },
      },
    )
  return (
    <div
      className="kt-offer"
      data-layer="offer"
      role="alertdialog"
      aria-label={t('offer.title')}
      data-testid="offer"
    >
      <PhoneShell
        title={t('offer.title')}
        foot={
          <Stack gap={8}>
            <Button
              kind="primary"
              size="step"
              icon={Check}
              busy={accept.isPending}
              onPress={take}
              data-testid="main-action"
            >
              {t('offer.accept')}
            </Button>
            <Button kind="secondary" size="big" onPress={() => setDeclining(true)}>
              {t('offer.decline')}
            </Button>
            <p className="kb-caption kb-quiet">{t('offer.fair')}</p>
          </Stack>
        }
      >
        <Stack>
          {offer.inDanger && (
            <Note tone="bad">
              <Line gap={12}>
                <DangerPill />
                <span>{t('offer.danger')}</span>
              </Line>
            </Note>
          )}
          <Line gap={16}>
            <Countdown from={offer.offeredAt} until={offer.expiresAt} now={now} />
            <div>
              <div className="kb-quiet">{t('offer.earn')}</div>
              <div className="kb-huge">{f.money(offer.payMinor, offer.currency)}</div>
            </div>
          </Line>
          <Card>
            <Stack gap={12}>
              <Line gap={12}>
                <ServiceIcon service={offer.services} category={offer.category} size="large" />
                <div>
                  <h2 className="kb-h1">{servicesText(offer.services, language)}</h2>
                  <span className="kb-quiet">{t('offer.near', { place: offer.near })}</span>
                </div>
              </Line>
              <div className="kt-offer-figures">
                <Figure
                  value={f.duration(offer.driveSeconds)}
                  says={`${t('offer.drive')} ${f.distance(offer.metres)}`}
                />
                <Figure value={`+${f.duration(offer.detourSeconds)}`} says={t('offer.detour')} />
                <Figure value={f.duration(offer.workSeconds)} says={t('offer.work')} />
              </div>
              <Line between>
                <span className="kb-quiet">{t('word.promise')}</span>
                <strong>{f.window(offer.promise.from, offer.promise.until)}</strong>
              </Line>
            </Stack>
          </Card>
          {offer.why.map((one) => (
            <Line key={one.code} gap={8}>
              <Check aria-hidden className="kb-ok" />
              <span>{say(one.sentence)}</span>
            </Line>
          ))}
          <Note icon={Lock}>{t('offer.exact')}</Note>
        </Stack>
      </PhoneShell>
      {declining && <DeclineSheet offer={offer} onClose={() => setDeclining(false)} />}
    </div>
  )
}

const Figure = ({ value, says }: { value: string; says: string }) => (
  <div>
    <div className="kb-h2">{value}</div>
    <div className="kb-quiet">{says}</div>
  </div>
)

const DeclineSheet = ({ offer, onClose }: { offer: OfferView; onClose: () => void }) => {
  const { t } = useTexts()
  const { reload } = useDay()
  const problemText = useProblemText()
  const decline = useCommand('declineOffer')
  const send = (reason: (typeof reasons)[number]) =>
    decline.mutate(
      { params: { id: offer.id }, body: { reason } },
      {
        onSuccess: () => {
          reload()
          onClose()
        },
        onError: (error) => {
          toast(problemText(error))
          reload()
          onClose()
        },
      },
    )
  return (
    <Sheet isOpen onClose={onClose} title={t('offer.declineTitle')}>
      <Stack gap={8}>
        {reasons.map((reason) => (
          <Button
            key={reason}
            kind="soft"
            size="big"
            isDisabled={decline.isPending}
            onPress={() => send(reason)}
          >
            {t(`reason.${reason}`)}
          </Button>
        ))}
      </Stack>
    </Sheet>
  )
}

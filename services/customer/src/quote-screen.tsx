import { inLanguage } from '@kerbside/domain'
import type { QuoteView, SlotView } from '@kerbside/protocol'
import {
  Button,
  Card,
  Empty,
  Failed,
  Loading,
  Note,
  PhoneShell,
  Plate,
  PriceTable,
  Segmented,
  SlotChip,
  SlotGrid,
  Stack,
  toast,
  useCommand,
  useFormats,
  useProblemText,
  useServerNow,
} from '@kerbside/ui'
import { Leaf, ShieldAlert } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { Navigate, useNavigate } from 'react-router'
import { useTexts } from './customer-texts.ts'
import { clearWish, missingStep, useWish } from './wish.ts'

/** The price with its lines and the times that can be kept; one press makes it a job. */
export const QuoteScreen = () => {
  const wish = useWish()
  const { services, vehicle, place } = wish
  const ask = useCommand('makeQuote')
  const { mutate } = ask
  const fetchQuote = useEffectEvent(() => {
    if (vehicle && place) mutate({ body: { services: [...services], vehicle, place } })
  })
  useEffect(() => fetchQuote(), [])
  // Once there is a quote the wish has done its work; it is cleared while the job is being opened.
  const missing = ask.data ? null : missingStep(wish)
  if (missing) return <Navigate to={missing} replace />
  if (ask.error)
    return (
      <PhoneShell back={true}>
        <Failed error={ask.error} onRetry={fetchQuote} />
      </PhoneShell>
    )
  if (!ask.data)
    return (
      <PhoneShell back={true}>
        <Loading rows={7} />
      </PhoneShell>
    )
  return <Quote key={ask.data.id} quote={ask.data} again={fetchQuote} />
}

const Quote = ({ quote, again }: { quote: QuoteView; again: () => void }) => {
  const { t, language } = useTexts()
  const f = useFormats()
  const navigate = useNavigate()
  const problemText = useProblemText()
  const now = useServerNow(5_000)
  const book = useCommand('makeJob')
  const hold = useCommand('holdSlot')
  const { inDanger } = useWish()
  const free = quote.slots.filter((slot) => slot.available)
  const [slot, setSlot] = useState<string | null>(free[0]?.window.from ?? null)
  const chosen = quote.slots.find((one) => one.window.from === slot)
  const total = f.money(quote.price.totalMinor, quote.price.currency)
  const lapsed = Date.parse(quote.validUntil) < now
  const askAgain = useEffectEvent(() => {
    toast(t('quote.over'))
    again()
  })
  useEffect(() => {
    if (lapsed) askAgain()
  }, [lapsed])

  /** What he chooses is kept for him while he makes up his mind. */
  const choose = (from: string) => {
    setSlot(from)
    hold.mutate(
      { params: { id: quote.id }, body: { slotFrom: from } },
      {
        onError: (problem) => {
          if (problem.code !== 'slot_gone') return
          toast(t('quote.gone'))
          again()
        },
      },
    )
  }
  const order = () =>
    book.mutate(
      { body: { quoteId: quote.id, slotFrom: quote.rescuePromise ? null : slot, inDanger } },
      {
        onSuccess: (job) => {
          clearWish()
          void navigate(`/jobs/${job.id}`, { replace: true })
        },
        onError: (problem) => {
          toast(problem.code === 'slot_gone' ? t('quote.gone') : problemText(problem))
          if (problem.status === 409) again()
        },
      },
    )
  const buttonText = quote.rescuePromise
    ? t('quote.bookNow', { total })
    : chosen
      ? t('quote.book', { window: f.window(chosen.window.from, chosen.window.until) })
      : t('quote.choose')
  return (
    <PhoneShell
      title={t('quote.title')}
      back={true}
      headEnd={<Plate plate={quote.vehicle.plate} energy={quote.vehicle.energy} />}
      foot={
        <Stack gap={8}>
          <Button
            kind="primary"
            size="big"
            isDisabled={!quote.rescuePromise && !chosen?.available}
            busy={book.isPending}
            onPress={order}
            data-testid="main-action"
          >
            {buttonText}
          </Button>
          <p className="kb-caption kb-quiet">{t('quote.fair')}</p>
        </Stack>
      }
    >
      <Stack gap={16}>
        <Card>
          <div data-testid="total">
            <PriceTable
              rows={quote.price.lines.map((line, index) => ({
                id: `${index}`,
                name: inLanguage(line.name, language),
                amount: f.money(line.minor, quote.price.currency),
              }))}
              total={{
                name: t('word.total'),
                says: t('quote.vat', {
                  vat: f.money(quote.price.vatMinor, quote.price.currency),
                  time: f.time(quote.validUntil),
                }),
                amount: total,
              }}
            />
          </div>
        </Card>
        <Note icon={ShieldAlert}>{t('quote.bill')}</Note>
        {quote.roads === 'estimated' && <Note tone="warn">{t('quote.estimated')}</Note>}
        <h2 className="kb-h2">{t('quote.when')}</h2>
        {quote.rescuePromise ? (
          <Card>
            <strong>
              {t('quote.arrives', { window: f.window(quote.rescuePromise.from, quote.rescuePromise.until) })}
            </strong>
          </Card>
        ) : free.length === 0 ? (
          <Empty title={t('quote.none')} text="" />
        ) : (
          <Slots slots={quote.slots} chosen={slot} onChoose={choose} />
        )}
      </Stack>
    </PhoneShell>
  )
}

const Slots = ({
  slots,
  chosen,
  onChoose,
}: {
  slots: readonly SlotView[]
  chosen: string | null
  onChoose: (from: string) => void
}) => {
  const { t } = useTexts()
  const f = useFormats()
  const byDay = Map.groupBy(slots, (slot) => f.dayKey(slot.window.from))
  const days = [...byDay.keys()]
  const [day, setDay] = useState(() => {
    const first = slots.find((slot) => slot.window.from === chosen)
    return first ? f.dayKey(first.window.from) : (days[0] ?? '')
  })
  return (
    <Stack>
      {days.length > 1 && (
        <Segmented
          label={t('quote.when')}
          value={day}
          onChange={setDay}
          choices={days.map((id) => ({ id, text: f.day(byDay.get(id)?.[0]?.window.from ?? '') }))}
        />
      )}
      <SlotGrid label={t('quote.when')}>
        {(byDay.get(day) ?? []).map((slot) => (
          <SlotChip
            key={slot.window.from}
            title={f.window(slot.window.from, slot.window.until)}
            says={
              slot.available
                ? slot.badge === 'soonest' || slot.badge === 'greenest'
                  ? t(`quote.${slot.badge}`)
                  : undefined
                : t('quote.full')
            }
            icon={slot.badge === 'greenest' ? Leaf : undefined}
            tone={slot.badge === 'greenest' ? 'green' : slot.badge === 'soonest' ? 'soon' : 'plain'}
            selected={slot.window.from === chosen}
            isDisabled={!slot.available}
            onSelect={() => onChoose(slot.window.from)}
          />
        ))}
      </SlotGrid>
    </Stack>
  )
}

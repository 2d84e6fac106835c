import {
  Button,
  Card,
  Empty,
  Failed,
  Line,
  Loading,
  Note,
  PhoneShell,
  Stack,
  SyncPill,
  toast,
  useCommand,
  useConnection,
  useFormats,
  useProblemText,
  useServerNow,
} from '@kerbside/ui'
import { LocateFixed, LocateOff, Moon } from 'lucide-react'
import { useDay } from './day.tsx'
import { JobInHand } from './job-in-hand.tsx'
import { OfferSheet } from './offer-sheet.tsx'
import { Bar, Tabs } from './on-duty.tsx'
import { usePosition } from './position.tsx'
import { useTexts } from './technician-texts.ts'
import { jobInHand, servicesText, standingOffers, stopAfter } from './tour-state.ts'
import { WaitCard } from './wait-card.tsx'

/** Now: an offer if one stands, else the job in hand with its one next step, else where to wait, else quiet. */
export const NowScreen = () => {
  const { t, language } = useTexts()
  const f = useFormats()
  const day = useDay()
  const now = useServerNow()
  const job = jobInHand(day.jobs, day.tour)
  const offer = standingOffers(day.offers, now)[0]
  const next = job ? stopAfter(day.tour, job.id) : null

  if (day.isLoading)
    return (
      <Frame>
        <Loading rows={6} />
      </Frame>
    )
  if (day.error || !day.duty)
    return (
      <Frame>
        <Failed error={day.error} onRetry={day.reload} />
      </Frame>
    )
  if (!day.duty.onDuty && !job) return <OffDuty />
  return (
    <Frame>
      <Stack>
        {job ? (
          <JobInHand job={job} />
        ) : day.duty.wait ? (
          <WaitCard key={day.duty.wait.id} wait={day.duty.wait} />
        ) : (
          <Card>
            <Empty title={t('now.freeTitle')} text={t('now.freeText')} />
          </Card>
        )}
        {next && (
          <p className="kb-quiet">
            {t('now.next', { time: f.time(next.beginAt), service: servicesText(next.services, language) })}
          </p>
        )}
      </Stack>
      {offer && <OfferSheet key={offer.id} offer={offer} now={now} />}
    </Frame>
  )
}

const Frame = ({ children }: { children: React.ReactNode }) => (
  <PhoneShell title={<DutyLine />} headEnd={<Sync />} banner={<Bar />} tabs={<Tabs />}>
    {children}
  </PhoneShell>
)

const Sync = () => {
  const { word } = useConnection()
  return <SyncPill word={word === 'live' ? 'upToDate' : word} />
}

/** On duty or not, and how old the position is that others see. */
const DutyLine = () => {
  const { t } = useTexts()
  const f = useFormats()
  const now = useServerNow()
  const { duty } = useDay()
  const { word } = useConnection()
  const { fix, denied } = usePosition()
  if (!duty) return null
  if (!duty.onDuty) return <span className="kb-quiet">{t('duty.off')}</span>
  const shown = fix ?? duty.fix
  const age = shown ? Math.max(0, Math.round((now - Date.parse(shown.at)) / 1000)) : null
  return (
    <Line gap={8}>
      {shown ? <LocateFixed aria-hidden className="kb-ok" /> : <LocateOff aria-hidden className="kb-warn" />}
      <span>
        <strong>{t('duty.on')}</strong>
        <br />
        <small className="kb-quiet">
          {word === 'offline'
            ? t('duty.offline')
            : age === null
              ? t(denied ? 'duty.notTracked' : 'duty.noFix')
              : t('duty.tracked', { age: f.age(age) })}
        </small>
      </span>
    </Line>
  )
}

const OffDuty = () => {
  const { t } = useTexts()
  const f = useFormats()
  const { duty, reload } = useDay()
  const setDuty = useCommand('setDuty')
  const problemText = useProblemText()
  const go = () =>
    setDuty.mutate(
      { body: { onDuty: true } },
      { onSuccess: reload, onError: (error) => toast(problemText(error)) },
    )
  return (
    <PhoneShell
      title={<DutyLine />}
      headEnd={<Sync />}
      banner={<Bar />}
      tabs={<Tabs />}
      foot={
        <Button kind="primary" size="step" busy={setDuty.isPending} onPress={go} data-testid="main-action">
          {t('duty.go')}
        </Button>
      }
    >
      <Card>
        <Empty icon={Moon} title={t('duty.offTitle')} text={t('duty.offText')} />
      </Card>
      <Note>
        {duty?.shift
          ? t('duty.shift', { window: f.window(duty.shift.from, duty.shift.until) })
          : t('duty.noShift')}
      </Note>
    </PhoneShell>
  )
}

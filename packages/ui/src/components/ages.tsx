import { useFormats } from '../texts/city-formats.tsx'
import { useSharedTexts } from '../texts/text-store.ts'

export type Freshness = 'fresh' | 'plain' | 'old' | 'none'

/** How an age in seconds is shown: fresh to 15 s, plain to five minutes, then old; null is not tracked. */
export const freshnessOf = (seconds: number | null): Freshness => {
  if (seconds === null) return 'none'
  if (seconds <= 15) return 'fresh'
  return seconds <= 300 ? 'plain' : 'old'
}

/** A dot and the age of a fix or forecast in seconds (server now − its time); null says "not tracked". */
export const AgeDot = ({ seconds, says }: { seconds: number | null; says?: string | undefined }) => {
  const { t } = useSharedTexts()
  const f = useFormats()
  const freshness = freshnessOf(seconds)
  const text =
    seconds === null
      ? t('age.none')
      : freshness === 'old'
        ? t('age.silent', { duration: f.ageLength(seconds) })
        : f.age(seconds)
  return (
    <span className="kb-age" data-freshness={freshness}>
      {says === undefined ? text : `${says} ${text}`}
    </span>
  )
}

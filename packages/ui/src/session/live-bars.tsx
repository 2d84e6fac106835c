import { Clock, CloudCheck, CloudUpload, type LucideIcon, RefreshCw, WifiOff } from 'lucide-react'
import { Glyph } from '../components/glyph.tsx'
import { useFormats } from '../texts/city-formats.tsx'
import { useSharedTexts } from '../texts/text-store.ts'
import { useConnection } from './live-hooks.ts'
import { useSession } from './session.tsx'

export type SyncWord = 'offline' | 'sending' | 'waiting' | 'upToDate' | 'live' | 'reconnecting'

const glyphs: Record<SyncWord, LucideIcon> = {
  offline: WifiOff,
  sending: CloudUpload,
  waiting: Clock,
  upToDate: CloudCheck,
  live: CloudCheck,
  reconnecting: RefreshCw,
}

/** One of the words of synchrony with its glyph; `says` replaces the word, e.g. "Sending 2 of 6". */
export const SyncPill = ({ word, says }: { word: SyncWord; says?: string | undefined }) => {
  const { t } = useSharedTexts()
  return (
    <span className="kb-sync" data-word={word} role="status">
      <Glyph of={glyphs[word]} />
      {says ?? t(`sync.${word}`)}
    </span>
  )
}

/** A bar that says since when the page is old; nothing while the link is live. */
export const OfflineBar = () => {
  const { t } = useSharedTexts()
  const f = useFormats()
  const { live } = useSession()
  const { word, since } = useConnection()
  // Who is not signed in has no link to lose.
  if (!live || word === 'live' || (word === 'reconnecting' && since === null)) return null
  return (
    <div className="kb-offline-bar" data-word={word} role="status">
      <Glyph of={glyphs[word]} />
      {word === 'offline' && since !== null
        ? t('sync.offlineSince', { time: f.time(since) })
        : t(`sync.${word}`)}
    </div>
  )
}

import { CircleAlert, Inbox, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useProblemText } from '../session/problem-text.ts'
import { useSharedTexts } from '../texts/text-store.ts'
import { Button } from './button.tsx'
import { Glyph } from './glyph.tsx'

/** Nothing here, and why that is all right. */
export const Empty = ({
  title,
  text,
  icon = Inbox,
  action,
}: {
  title?: string
  text?: string
  icon?: LucideIcon
  action?: ReactNode
}) => {
  const { t } = useSharedTexts()
  return (
    <div className="kb-state">
      <Glyph of={icon} />
      <h3>{title ?? t('empty.title')}</h3>
      <p>{text ?? t('empty.text')}</p>
      {action}
    </div>
  )
}

/** The bones of what is coming, `rows` lines of them. */
export const Loading = ({ rows = 5 }: { rows?: number }) => {
  const { t } = useSharedTexts()
  return (
    <div className="kb-skeleton" role="status">
      <span className="kb-hidden">{t('loading')}</span>
      {Array.from({ length: rows }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical lines without identity
        <i key={place} aria-hidden="true" />
      ))}
    </div>
  )
}

/** What went wrong in a sentence, and a way out. */
export const Failed = ({
  error,
  title,
  onRetry,
  action,
}: {
  error?: unknown
  title?: string
  onRetry?: (() => void) | undefined
  action?: ReactNode
}) => {
  const { t } = useSharedTexts()
  const problem = useProblemText()
  return (
    <div className="kb-state" role="alert">
      <Glyph of={CircleAlert} />
      <h3>{title ?? t('problem.title')}</h3>
      {error !== undefined && <p>{problem(error)}</p>}
      {onRetry && <Button onPress={onRetry}>{t('button.retry')}</Button>}
      {action}
    </div>
  )
}

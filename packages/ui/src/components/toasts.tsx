import { X } from 'lucide-react'
import {
  Button as AriaButton,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components'
import { useSharedTexts } from '../texts/text-store.ts'
import { Glyph } from './glyph.tsx'

interface ToastText {
  says: string
  undo?: (() => void) | undefined
  undoWord?: string | undefined
}

const queue = new ToastQueue<ToastText>({ maxVisibleToasts: 3 })

/** Says what was done, for eight seconds; with `undo` it offers to take it back (it stays ten). */
export const toast = (
  says: string,
  options: { undo?: (() => void) | undefined; undoWord?: string | undefined } = {},
): void => {
  queue.add({ says, ...options }, { timeout: options.undo ? 10_000 : 8_000 })
}

/** Where toasts appear; `AppRoot` holds one. */
export const Toasts = () => {
  const { t } = useSharedTexts()
  return (
    <ToastRegion queue={queue} className="kb-toasts">
      {({ toast: shown }) => (
        <Toast toast={shown} className="kb-toast">
          <ToastContent className="kb-grow">
            <Text slot="title">{shown.content.says}</Text>
          </ToastContent>
          {shown.content.undo && (
            <AriaButton
              className="kb-button"
              onPress={() => {
                shown.content.undo?.()
                queue.close(shown.key)
              }}
            >
              {shown.content.undoWord ?? t('button.undo')}
            </AriaButton>
          )}
          <AriaButton slot="close" className="kb-button" data-icon-only aria-label={t('button.close')}>
            <Glyph of={X} />
          </AriaButton>
        </Toast>
      )}
    </ToastRegion>
  )
}

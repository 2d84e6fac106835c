import type { DelayView } from '@kerbside/protocol'
import { Stack, useFormats } from '@kerbside/ui'
import { useTexts } from './console-texts.ts'

/** A promise at risk in lines: when it was noticed and why, what was done, what the customer was offered and chose. */
export const DelaySays = ({ delay }: { delay: DelayView }) => {
  const { t, say } = useTexts()
  const f = useFormats()
  const lines = [
    `${t('delay.noticed', { time: f.clock(delay.noticedAt) })} · ${t('delay.cause', { cause: say(delay.cause.sentence) })}`,
    delay.remedy ? t('delay.remedy', { remedy: say(delay.remedy.sentence) }) : t('delay.searching'),
    delay.newWindow
      ? t('delay.offered', { window: f.window(delay.newWindow.from, delay.newWindow.until) })
      : '',
    delay.choice ? t(`delay.choice.${delay.choice}`) : '',
  ]
  return (
    <Stack gap={4}>
      {lines.filter(Boolean).map((line) => (
        <span key={line}>{line}</span>
      ))}
    </Stack>
  )
}

import { Button, Line, Note, Stack, toast } from '@kerbside/ui'
import { Copy } from 'lucide-react'
import { useTexts } from './console-texts.ts'

/** A secret that is shown this once, with a button that copies it. */
export const ShownOnce = ({ says, secret }: { says: string; secret: string }) => {
  const { t } = useTexts()
  const copy = async () => {
    await navigator.clipboard.writeText(secret)
    toast(t('machines.copied'))
  }
  return (
    <Note tone="warn">
      <Stack gap={6}>
        <span>{says}</span>
        <Line gap={8}>
          <code className="kn-line">{secret}</code>
          <Button kind="secondary" size="small" icon={Copy} onPress={() => void copy()}>
            {t('machines.copy')}
          </Button>
        </Line>
      </Stack>
    </Note>
  )
}

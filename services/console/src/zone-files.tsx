import type { ZoneChangeView } from '@kerbside/protocol'
import { Button, Line, Note, useCommand, useProblemText, useSession } from '@kerbside/ui'
import { Download, Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTexts } from './console-texts.ts'

/** Zones out to a GeoJSON file and in from one; what comes in is a draft. */
export const ZoneFiles = ({ onDraft }: { onDraft: (draft: ZoneChangeView) => void }) => {
  const { t } = useTexts()
  const { api } = useSession()
  const problemText = useProblemText()
  const read = useCommand('importZones')
  const picker = useRef<HTMLInputElement>(null)
  const [notJson, setNotJson] = useState(false)
  const save = async () => {
    const file = await api.call('exportZones', {})
    const link = document.createElement('a')
    link.href = URL.createObjectURL(
      new Blob([JSON.stringify(file, null, 1)], { type: 'application/geo+json' }),
    )
    link.download = 'zones.geojson'
    link.click()
    URL.revokeObjectURL(link.href)
  }
  const open = async (file: File | undefined) => {
    if (!file) return
    setNotJson(false)
    try {
      const geojson: unknown = JSON.parse(await file.text())
      // What it holds is the server's to judge: it says which feature is wrong, and where.
      read.mutate({ body: { geojson: geojson as never, note: file.name } }, { onSuccess: onDraft })
    } catch {
      // The one thing that can go wrong here has its own sentence.
      setNotJson(true)
    }
  }
  return (
    <>
      <Line gap={8}>
        <Button kind="secondary" icon={Download} onPress={() => void save()}>
          {t('zoning.exportFile')}
        </Button>
        <Button kind="secondary" icon={Upload} busy={read.isPending} onPress={() => picker.current?.click()}>
          {t('zoning.importFile')}
        </Button>
        <input
          ref={picker}
          type="file"
          accept=".geojson,.json,application/geo+json"
          hidden
          onChange={(event) => {
            void open(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      </Line>
      {notJson && <Note tone="bad">{t('zoning.notJson')}</Note>}
      {read.error && <Note tone="bad">{problemText(read.error)}</Note>}
    </>
  )
}

import {
  Button,
  Line,
  Note,
  Stack,
  TextField,
  toast,
  useFormats,
  useProblemText,
  useServerClock,
  useSession,
} from '@kerbside/ui'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { useTexts } from './console-texts.ts'

const dayMs = 86_400_000

/** The instant at which a day, such as `2026-11-24`, begins in the city. */
const dayBegins = (day: string, timeZone: string): Date => {
  const utc = Date.parse(`${day}T00:00:00Z`)
  const shown = new Date(utc).toLocaleString('sv-SE', { timeZone })
  return new Date(2 * utc - Date.parse(`${shown.replace(' ', 'T')}Z`))
}

const save = (text: string, media: string, file: string): void => {
  const link = document.createElement('a')
  // The byte order mark is taken away when the answer is read as text; spreadsheets need it.
  const parts = media === 'text/csv' ? ['\uFEFF', text.replace(/^\uFEFF/, '')] : [text]
  link.href = URL.createObjectURL(new Blob(parts, { type: media }))
  link.download = file
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** Downloads for spreadsheets and maps. */
export const ExportsTab = () => {
  const { t } = useTexts()
  const f = useFormats()
  const clock = useServerClock()
  const { api } = useSession()
  const problemText = useProblemText()
  const today = new Date(clock.now()).toLocaleDateString('sv-SE', { timeZone: f.timeZone })
  const [from, setFrom] = useState(today)
  const [until, setUntil] = useState(today)
  const [busy, setBusy] = useState<string | null>(null)
  const span = () => ({
    from: dayBegins(from, f.timeZone).toISOString(),
    until: new Date(dayBegins(until, f.timeZone).getTime() + dayMs).toISOString(),
  })
  const get = (file: string, media: string, ask: () => Promise<string>) => async () => {
    setBusy(file)
    try {
      save(await ask(), media, file)
      toast(t('machines.export.saved', { file }))
    } catch (error) {
      toast(problemText(error as Parameters<typeof problemText>[0]))
    } finally {
      setBusy(null)
    }
  }
  const csv = 'text/csv'
  const map = 'application/geo+json'
  const button = (text: string, file: string, media: string, ask: () => Promise<string>) => (
    <Button
      kind="secondary"
      icon={Download}
      busy={busy === file}
      onPress={() => void get(file, media, ask)()}
    >
      {text}
    </Button>
  )
  return (
    <Stack gap={16}>
      <Note>{t('machines.export.says')}</Note>
      <h2 className="kb-h2">{t('machines.export.span')}</h2>
      <Line gap={8} wrap baseline>
        <TextField label={t('machines.export.from')} value={from} onChange={setFrom} type="date" />
        <TextField label={t('machines.export.until')} value={until} onChange={setUntil} type="date" />
      </Line>
      <Line gap={8} wrap>
        {button(t('machines.export.jobsCsv'), `jobs-${from}-${until}.csv`, csv, () =>
          api.call('exportJobs', { query: span() }),
        )}
        {button(t('machines.export.jobsMap'), `jobs-${from}-${until}.geojson`, map, () =>
          api.call('exportJobsMap', { query: span() }),
        )}
      </Line>
      <h2 className="kb-h2">{t('machines.export.now')}</h2>
      <Line gap={8} wrap>
        {button(t('machines.export.stopsCsv'), `stops-${today}.csv`, csv, () => api.call('exportStops'))}
        {button(t('machines.export.toursMap'), `tours-${today}.geojson`, map, () =>
          api.call('exportToursMap'),
        )}
        {button(t('machines.export.peopleCsv'), `technicians-${today}.csv`, csv, () =>
          api.call('exportTechnicians'),
        )}
      </Line>
    </Stack>
  )
}

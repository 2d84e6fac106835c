import type { ZonePolygon } from '@kerbside/domain'
import {
  Button,
  Line,
  Note,
  Segmented,
  Select,
  Stack,
  TextField,
  useCall,
  useCommand,
  useProblemText,
  useServerClock,
} from '@kerbside/ui'
import { useState } from 'react'
import { useTexts } from './console-texts.ts'

interface Props {
  polygon: ZonePolygon
  metres: number
  onMetres: (metres: number) => void
  onClose: () => void
}

const everyRoad = 'every'

/** One more closure around the pin: closed or slow, all roads or one, for how long; what the server refuses stands here. */
export const ClosureForm = ({ polygon, metres, onMetres, onClose }: Props) => {
  const { t } = useTexts()
  const problemText = useProblemText()
  const clock = useServerClock()
  const add = useCommand('addClosure')
  const [kind, setKind] = useState<'closed' | 'slow'>('closed')
  const [percent, setPercent] = useState('40')
  const [hours, setHours] = useState('2')
  const [note, setNote] = useState('')
  const [road, setRoad] = useState<string | null>(everyRoad)
  const names = useCall(
    'listRoadNames',
    { body: { polygon } },
    { staleTime: 60_000, placeholderData: (before) => before },
  )
  const submit = () => {
    const lasts = Number(hours)
    add.mutate(
      {
        body: {
          kind,
          ...(kind === 'slow' ? { share: Number(percent) / 100 } : {}),
          polygon,
          road: road === everyRoad ? null : road,
          note: note.trim(),
          until: lasts > 0 ? new Date(clock.now() + lasts * 3_600_000).toISOString() : null,
        },
      },
      { onSuccess: onClose },
    )
  }
  return (
    <Stack>
      <Note>{t('roads.hint')}</Note>
      <Segmented
        label={t('roads.what')}
        value={kind}
        onChange={setKind}
        choices={[
          { id: 'closed', text: t('roads.kind.closed') },
          { id: 'slow', text: t('roads.kind.slow') },
        ]}
      />
      <div className="kn-pair">
        <TextField
          label={t('roads.radius')}
          value={String(metres)}
          type="number"
          onChange={(text) => onMetres(Math.min(20_000, Math.max(10, Number(text) || 10)))}
        />
        <TextField label={t('roads.hours')} value={hours} type="number" onChange={setHours} />
        {kind === 'slow' && (
          <TextField label={t('roads.percent')} value={percent} type="number" onChange={setPercent} />
        )}
        <Select
          label={t('roads.road')}
          value={road}
          onChange={setRoad}
          options={[
            { id: everyRoad, text: t('roads.allRoads') },
            ...(names.data?.names ?? []).map((name) => ({ id: name, text: name })),
          ]}
        />
      </div>
      <TextField label={t('roads.note')} value={note} onChange={setNote} />
      {add.error && <Note tone="bad">{problemText(add.error)}</Note>}
      <Line gap={8}>
        <Button kind="secondary" onPress={onClose}>
          {t('button.cancel')}
        </Button>
        <Button kind="primary" busy={add.isPending} onPress={submit}>
          {t('roads.create')}
        </Button>
      </Line>
    </Stack>
  )
}

import type { LonLat } from '@kerbside/domain'
import { Button, callKey, Line, Note, Stack, TextField, useCommand, useProblemText } from '@kerbside/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTexts } from './console-texts.ts'

interface Props {
  corners: LonLat[]
  /** The map's middle, where the pin stands. */
  middle: () => LonLat
  onChange: (corners: LonLat[]) => void
  onClose: () => void
}

/** A new zone: its corners as a list that can be typed, its names; what the server refuses stands here in words. */
export const ZoneDrawing = ({ corners, middle, onChange, onClose }: Props) => {
  const { t } = useTexts()
  const queries = useQueryClient()
  const problemText = useProblemText()
  const add = useCommand('addZone')
  const [en, setEn] = useState('')
  const [zh, setZh] = useState('')
  const change = (index: number, axis: 0 | 1, text: string) => {
    const degrees = Number(text)
    if (!Number.isFinite(degrees)) return
    onChange(
      corners.map((corner, at) =>
        at === index ? (axis === 0 ? [degrees, corner[1]] : [corner[0], degrees]) : corner,
      ),
    )
  }
  const create = () => {
    const [first] = corners
    if (!first) return
    add.mutate(
      {
        body: {
          name: { en: en.trim(), zh: zh.trim() },
          polygon: { type: 'Polygon', coordinates: [[...corners, first]] },
        },
      },
      {
        onSuccess: () => {
          void queries.invalidateQueries({ queryKey: callKey('listZones') })
          onClose()
        },
      },
    )
  }
  return (
    <Stack>
      <Note>{t('zones.drawHint')}</Note>
      <Button kind="secondary" icon={Plus} onPress={() => onChange([...corners, middle()])}>
        {t('zones.addCorner')}
      </Button>
      {corners.map(([lon, lat], index) => (
        <div key={index} className="kn-corner">
          <TextField
            label={`${t('zones.corner', { number: index + 1 })} ${t('zones.lon')}`}
            value={lon.toFixed(5)}
            onChange={(text) => change(index, 0, text)}
          />
          <TextField
            label={t('zones.lat')}
            value={lat.toFixed(5)}
            onChange={(text) => change(index, 1, text)}
          />
          <Button
            kind="quiet"
            icon={Trash2}
            aria-label={t('zones.remove', { number: index + 1 })}
            onPress={() => onChange(corners.toSpliced(index, 1))}
          />
        </div>
      ))}
      <TextField label={t('zones.nameEn')} value={en} onChange={setEn} />
      <TextField label={t('zones.nameZh')} value={zh} onChange={setZh} />
      {add.error && <Note tone="bad">{problemText(add.error)}</Note>}
      <Line gap={8}>
        <Button kind="secondary" onPress={onClose}>
          {t('button.cancel')}
        </Button>
        <Button
          kind="primary"
          isDisabled={corners.length < 3 || en.trim() === '' || zh.trim() === ''}
          busy={add.isPending}
          onPress={create}
        >
          {t('zones.create')}
        </Button>
      </Line>
    </Stack>
  )
}

import type { TechnicianView } from '@kerbside/protocol'
import {
  AgeDot,
  Button,
  callKey,
  Dialog,
  Line,
  Note,
  Row,
  Stack,
  TextField,
  toast,
  useCall,
  useCommand,
  useProblemText,
  useServerNow,
} from '@kerbside/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Copy, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTexts } from './console-texts.ts'

/** A technician's trackers: each sends by a token of its own, shown once; taking it back silences it. */
export const TrackerDialog = ({
  technician,
  onClose,
}: {
  technician: TechnicianView
  onClose: () => void
}) => {
  const { t } = useTexts()
  const now = useServerNow(5_000)
  const queries = useQueryClient()
  const problemText = useProblemText()
  const all = useCall('listTrackers', {})
  const add = useCommand('addTracker')
  const remove = useCommand('removeTracker')
  const [name, setName] = useState('')
  const own = (all.data?.trackers ?? []).filter((one) => one.technicianId === technician.id)
  const reload = () => void queries.invalidateQueries({ queryKey: callKey('listTrackers') })
  const address = add.data
    ? `${location.protocol}//${location.hostname}:${Number(location.port || 80) + 1}${add.data.path}`
    : ''
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('trackers.title', { name: technician.name })}
      actions={
        <Button
          kind="primary"
          busy={add.isPending}
          isDisabled={name.trim() === ''}
          onPress={() =>
            add.mutate(
              { body: { technicianId: technician.id, name: name.trim() } },
              {
                onSuccess: () => {
                  setName('')
                  reload()
                },
              },
            )
          }
        >
          {t('trackers.add')}
        </Button>
      }
    >
      <Stack>
        <Note>{t('trackers.says')}</Note>
        {own.map((one) => (
          <Row
            key={one.id}
            title={one.name}
            says={
              <AgeDot
                seconds={one.seenAt ? Math.max(0, Math.round((now - Date.parse(one.seenAt)) / 1000)) : null}
                says={t('trackers.heard')}
              />
            }
            end={
              <Button
                kind="quiet"
                size="small"
                icon={Trash2}
                aria-label={t('trackers.remove', { name: one.name })}
                onPress={() =>
                  remove.mutate(
                    { params: { id: one.id } },
                    { onSuccess: reload, onError: (error) => toast(problemText(error)) },
                  )
                }
              />
            }
          />
        ))}
        {add.data && (
          <Note tone="ok">
            {t('trackers.once')}
            <Line gap={8}>
              <code className="kn-token">{address}</code>
              <Button
                kind="quiet"
                size="small"
                icon={Copy}
                aria-label={t('trackers.copy')}
                onPress={() => void navigator.clipboard.writeText(address)}
              />
            </Line>
          </Note>
        )}
        <TextField label={t('trackers.name')} value={name} onChange={setName} />
        {add.error && <Note tone="bad">{problemText(add.error)}</Note>}
      </Stack>
    </Dialog>
  )
}

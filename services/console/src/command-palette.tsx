import { Dialog, Plate, Row, StatusPill, TechBadge, TextField, useCall } from '@kerbside/ui'
import { useDeferredValue, useState } from 'react'
import { useNavigate } from 'react-router'
import { useBoard } from './board-data.tsx'
import { useTexts } from './console-texts.ts'

/** Finds jobs by sign, plate or phone, technicians by name, and pages. */
export const CommandPalette = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTexts()
  const navigate = useNavigate()
  const { board } = useBoard()
  const [text, setText] = useState('')
  const q = useDeferredValue(text.trim())
  const found = useCall('listJobs', { query: { q, limit: 8 } }, { enabled: q.length >= 2 })
  const people = [...(board?.technicians.values() ?? [])]
    .filter((one) => q !== '' && `${one.name}${one.initials}`.toLowerCase().includes(q.toLowerCase()))
    .slice(0, 5)
  const pages = (['live', 'jobs', 'zones', 'people', 'outbox'] as const).filter(
    (page) => q === '' || t(`page.${page}`).toLowerCase().includes(q.toLowerCase()),
  )
  const go = (to: string) => {
    onClose()
    void navigate(to)
  }
  const jobs = q.length >= 2 ? (found.data?.jobs ?? []) : []
  return (
    <Dialog isOpen onClose={onClose} title={t('find.title')}>
      <TextField label={t('page.find')} value={text} onChange={setText} autoFocus />
      {jobs.map((job) => (
        <Row
          key={job.id}
          title={t('find.job', { sign: job.sign })}
          says={<Plate plate={job.vehicle.plate} size="small" />}
          end={<StatusPill status={job.status} />}
          onPress={() => go(`/jobs/${job.id}`)}
        />
      ))}
      {people.map((one) => (
        <Row
          key={one.id}
          start={<TechBadge initials={one.initials} state={one.state} />}
          title={t('find.person', { name: one.name })}
          onPress={() => go(`/?technician=${one.id}`)}
        />
      ))}
      {pages.map((page) => (
        <Row key={page} title={t(`page.${page}`)} onPress={() => go(page === 'live' ? '/' : `/${page}`)} />
      ))}
      {q.length >= 2 && jobs.length + people.length + pages.length === 0 && !found.isFetching && (
        <p>{t('find.nothing', { text: q })}</p>
      )}
    </Dialog>
  )
}

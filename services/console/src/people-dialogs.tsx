import { inLanguage, type LonLat, type Skill, skills, type ZonePolygon } from '@kerbside/domain'
import type { TechnicianView, ZoneView } from '@kerbside/protocol'
import {
  Button,
  Checkbox,
  Dialog,
  Note,
  Select,
  Stack,
  TextField,
  toast,
  useCommand,
  useFormats,
  useProblemText,
  useServerClock,
} from '@kerbside/ui'
import { useState } from 'react'
import { useBoard } from './board-data.tsx'
import { useTexts } from './console-texts.ts'

const middleOf = (polygon: ZonePolygon): LonLat => {
  const ring = (polygon.type === 'Polygon' ? polygon.coordinates[0] : polygon.coordinates[0]?.[0]) ?? []
  const sum = ring.reduce<LonLat>(
    (all, point) => [all[0] + point[0] / ring.length, all[1] + point[1] / ring.length],
    [0, 0],
  )
  return sum
}

/** A new technician with his sign-in, skills and van. */
export const TechnicianDialog = ({ zones, onClose }: { zones: readonly ZoneView[]; onClose: () => void }) => {
  const { t, language } = useTexts()
  const { reload } = useBoard()
  const problemText = useProblemText()
  const add = useCommand('addTechnician')
  const [form, setForm] = useState({ name: '', initials: '', phone: '+86', password: '', vanPlate: '沪A' })
  const [zoneId, setZoneId] = useState(zones[0]?.id ?? null)
  const [has, setHas] = useState<Skill[]>(['wash'])
  const zone = zones.find((one) => one.id === zoneId)
  const submit = () => {
    if (!zone) return
    add.mutate(
      {
        body: {
          ...form,
          initials: form.initials.toUpperCase(),
          skills: has,
          zoneId: zone.id,
          home: middleOf(zone.polygon),
          stock: { water_l: 120, shampoo_ml: 1500 },
        },
      },
      {
        onSuccess: (made) => {
          toast(t('people.added', { name: made.name }))
          reload()
          onClose()
        },
      },
    )
  }
  const field = (key: keyof typeof form, label: string, type = 'text') => (
    <TextField
      label={label}
      value={form[key]}
      onChange={(text) => setForm((known) => ({ ...known, [key]: text }))}
      type={type}
    />
  )
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('people.add')}
      actions={
        <Button
          kind="primary"
          busy={add.isPending}
          isDisabled={form.name.trim() === '' || form.initials.trim() === '' || has.length === 0 || !zone}
          onPress={submit}
        >
          {t('button.save')}
        </Button>
      }
    >
      <Stack>
        <div className="kn-pair">
          {field('name', t('field.name'))}
          {field('initials', t('people.initials'))}
          {field('phone', t('field.phone'), 'tel')}
          {field('password', t('people.password'))}
          {field('vanPlate', t('people.vanPlate'))}
          <Select
            label={t('word.zone')}
            value={zoneId}
            onChange={setZoneId}
            options={zones.map((one) => ({ id: one.id, text: inLanguage(one.name, language) }))}
          />
        </div>
        <fieldset className="kn-checks">
          <legend className="kb-h3">{t('people.skills')}</legend>
          {skills.map((skill) => (
            <Checkbox
              key={skill}
              isSelected={has.includes(skill)}
              onChange={(on) =>
                setHas((known) => (on ? [...known, skill] : known.filter((one) => one !== skill)))
              }
            >
              {t(`skill.${skill}`)}
            </Checkbox>
          ))}
        </fieldset>
        <Note>{t('people.home')}</Note>
        {add.error && <Note tone="bad">{problemText(add.error)}</Note>}
      </Stack>
    </Dialog>
  )
}

/** A shift today, in the city's time. */
export const ShiftDialog = ({ technician, onClose }: { technician: TechnicianView; onClose: () => void }) => {
  const { t } = useTexts()
  const f = useFormats()
  const clock = useServerClock()
  const { reload } = useBoard()
  const problemText = useProblemText()
  const add = useCommand('addShift')
  const [from, setFrom] = useState('09:00')
  const [until, setUntil] = useState('17:00')
  const submit = () => {
    const today = new Date(clock.now())
    add.mutate(
      {
        params: { id: technician.id },
        body: { from: cityInstant(today, from, f.timeZone), until: cityInstant(today, until, f.timeZone) },
      },
      {
        onSuccess: () => {
          toast(t('people.shiftAdded'))
          reload()
          onClose()
        },
      },
    )
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('people.shiftTitle', { name: technician.name })}
      actions={
        <Button kind="primary" busy={add.isPending} onPress={submit}>
          {t('people.addShift')}
        </Button>
      }
    >
      <Stack>
        <div className="kn-pair">
          <TextField label={t('people.from')} value={from} onChange={setFrom} type="time" />
          <TextField label={t('people.until')} value={until} onChange={setUntil} type="time" />
        </div>
        {add.error && <Note tone="bad">{problemText(add.error)}</Note>}
      </Stack>
    </Dialog>
  )
}

/** The instant of a clock time on the city's present day. */
const cityInstant = (now: Date, clock: string, timeZone: string): string => {
  const shown = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(now)
  const [h = 0, m = 0, s = 0] = shown.split(':').map(Number)
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  const midnight = now.getTime() - ((h * 60 + m) * 60 + s) * 1000 - now.getMilliseconds()
  return new Date(midnight + (hour * 60 + minute) * 60_000).toISOString()
}

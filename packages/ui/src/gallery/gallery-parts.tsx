import { Check, CirclePause, Map as MapGlyph, MessageSquare, Navigation, Phone, Search } from 'lucide-react'
import { useState } from 'react'
import * as ui from '../index.ts'

import { Part } from './gallery-part.tsx'
import { Promises, Signs } from './gallery-signs.tsx'

const Buttons = () => (
  <Part title="Buttons">
    <ui.Line wrap>
      <ui.Button kind="primary" icon={Check}>
        Accept
      </ui.Button>
      <ui.Button>Secondary</ui.Button>
      <ui.Button kind="quiet">Quiet</ui.Button>
      <ui.Button kind="soft">Soft</ui.Button>
      <ui.Button kind="danger">Cancel job</ui.Button>
      <ui.Button kind="danger-solid">Cancel, ¥15.00</ui.Button>
      <ui.Button kind="primary" busy>
        Busy
      </ui.Button>
      <ui.Button isDisabled>Off</ui.Button>
      <ui.Button icon={Phone} aria-label="Call" />
    </ui.Line>
    <ui.Line>
      {[Phone, MessageSquare, MapGlyph, CirclePause].map((icon, n) => (
        <div className="kb-grow" key={['Call', 'Chat', 'Map', 'More'][n]} style={{ display: 'grid' }}>
          <ui.Button kind="soft" tall icon={icon}>
            {['Call', 'Chat', 'Map', 'More'][n]}
          </ui.Button>
        </div>
      ))}
    </ui.Line>
    <ui.Button kind="primary" size="step" icon={Navigation} says="12 min · 3.4 km">
      Start driving
    </ui.Button>
    <ui.HoldButton icon={Check} onDone={() => ui.toast('K2218 finished', { undo: () => undefined })}>
      Hold to finish
    </ui.HoldButton>
    <ui.Button onPress={() => ui.toast('Declined: towing', { undo: () => ui.toast('Taken back') })}>
      Toast
    </ui.Button>
  </Part>
)

const Fields = () => {
  const [phone, setPhone] = useState('138 1602')
  const [code, setCode] = useState('482')
  const [place, setPlace] = useState('')
  const [size, setSize] = useState<'suv' | 'sedan' | null>(null)
  const [ticked, setTicked] = useState(true)
  return (
    <Part title="Fields">
      <ui.TextField
        label="Phone 手机号"
        value={phone}
        onChange={setPhone}
        prefix="+86"
        help="We send a code"
      />
      <ui.TextField label="Phone" value={phone} onChange={setPhone} prefix="+86" error="2 digits missing" />
      <ui.OtpField label="Code" value={code} onChange={setCode} help="Six digits" />
      <ui.Select
        label="Class"
        value={size}
        onChange={setSize}
        options={[
          { id: 'sedan', text: 'Sedan' },
          { id: 'suv', text: 'SUV', says: '¥10 more' },
        ]}
      />
      <ui.ComboBox
        label="Place"
        icon={Search}
        placeholder="Road, junction, shop"
        text={place}
        onText={setPlace}
        onChoose={() => undefined}
        find={async (text) =>
          ['南京西路', '威海路', '延安中路'].map((name) => ({ id: name, text: name, says: text }))
        }
      />
      <ui.Checkbox isSelected={ticked} onChange={setTicked}>
        Photos taken
      </ui.Checkbox>
      <ui.SunlightSwitch />
    </Part>
  )
}

const Lists = () => {
  const [slot, setSlot] = useState(1)
  return (
    <>
      <Part title="Price, slots">
        <ui.PriceTable
          rows={[
            { id: 'a', name: '工时', says: '换机油机滤，18 项检查', amount: ui.formatMoney(12000, 'CNY') },
            { id: 'b', name: '全合成机油 5W-30 4 升', amount: ui.formatMoney(29800, 'CNY') },
            { id: 'c', name: '新客优惠券', amount: ui.formatMoney(-4000, 'CNY'), less: true },
          ]}
          total={{ name: '合计', says: '含增值税 ¥45.69', amount: ui.formatMoney(45300, 'CNY') }}
        />
        <ui.SlotGrid label="Slots">
          <ui.SlotChip
            title="尽快"
            says="15:10–16:20"
            tone="soon"
            selected={slot === 0}
            onSelect={() => setSlot(0)}
          />
          <ui.SlotChip title="16:00–16:30" says="最稳" selected={slot === 1} onSelect={() => setSlot(1)} />
          <ui.SlotChip
            title="17:30–18:00"
            says="−¥10"
            tone="green"
            selected={slot === 2}
            onSelect={() => setSlot(2)}
          />
          <ui.SlotChip
            title="14:30–15:00"
            says="已满"
            selected={false}
            isDisabled
            onSelect={() => undefined}
          />
        </ui.SlotGrid>
      </Part>
      <ui.Card flush>
        <ui.Row
          start={<ui.ServiceIcon service="jump_start" />}
          title="Jump start"
          says="Flat battery, we bring the booster"
          end={<b>¥98.00</b>}
          onPress={() => undefined}
        />
        <ui.Row
          start={<ui.TechBadge initials="WH" state="driving" />}
          title="Wang Hai"
          says="Driving"
          selected
        />
        <ui.Row title="Total" end={<ui.StatusPill status="done" />} />
      </ui.Card>
      <Part title="History">
        <ui.History
          lines={[
            { id: '1', time: '14:04:52', status: 'requested', title: 'Gao Wei entered it by phone' },
            {
              id: '2',
              time: '14:04:59',
              status: 'offered',
              title: 'Offered to Zhao Lei',
              says: 'Nearest, 6 min',
            },
            { id: '3', time: '14:05:20', status: 'waiting', title: 'Zhao Lei declined: towing' },
          ]}
        />
      </Part>
      <ui.Card flush>
        <ui.Empty />
        <ui.Loading rows={3} />
        <ui.Failed
          error={new ui.ApiProblem({ status: 0, code: 'network', title: '', detail: '' })}
          onRetry={() => undefined}
        />
      </ui.Card>
    </>
  )
}

const Overlays = () => {
  const [open, setOpen] = useState<'dialog' | 'sheet' | null>(
    () => new URLSearchParams(location.search).get('open') as 'dialog' | 'sheet' | null,
  )
  const close = () => setOpen(null)
  const [view, setView] = useState<'all' | 'mine'>('all')
  return (
    <Part title="Over and beside">
      <ui.Line wrap>
        <ui.Button onPress={() => setOpen('dialog')}>Dialog</ui.Button>
        <ui.Button onPress={() => setOpen('sheet')}>Sheet</ui.Button>
        <ui.Segmented
          label="View"
          value={view}
          onChange={setView}
          choices={[
            { id: 'all', text: 'All' },
            { id: 'mine', text: 'Mine 2' },
          ]}
        />
        <ui.ThemeSwitch compact />
        <ui.LanguageSwitch compact />
      </ui.Line>
      <ui.Tabs
        label="Tabs"
        value={view}
        onChange={setView}
        tabs={[
          { id: 'all', text: 'Events', content: <p>Events</p> },
          { id: 'mine', text: 'Chat 2', content: <p>Chat</p> },
        ]}
      />
      <ui.LanguageSwitch />
      <ui.ThemeSwitch />
      <ui.Note tone="warn">Straight-line times are estimated.</ui.Note>
      <ui.Note tone="info">The exact place comes with acceptance.</ui.Note>
      <ui.Dialog
        isOpen={open === 'dialog'}
        onClose={close}
        title="Cancel the small maintenance of 8K21M?"
        actions={
          <>
            <ui.Button onPress={close}>Keep</ui.Button>
            <ui.Button kind="danger-solid" onPress={close}>
              Cancel, ¥15.00
            </ui.Button>
          </>
        }
      >
        <p className="kb-quiet">The technician is on his way. Fee ¥15.00, refund ¥438.00 in 1–3 days.</p>
      </ui.Dialog>
      <ui.Sheet isOpen={open === 'sheet'} onClose={close} title="Why not?">
        <ui.Card flush>
          {['Busy', 'Too far', 'Vehicle', 'On break'].map((reason) => (
            <ui.Row key={reason} title={reason} onPress={close} />
          ))}
        </ui.Card>
      </ui.Sheet>
    </Part>
  )
}

/** Every component in its states. */
export const GalleryParts = () => (
  <div
    style={{
      display: 'grid',
      gap: 16,
      padding: 16,
      gridTemplateColumns: 'repeat(auto-fill, minmax(min(358px, 100%), 1fr))',
      alignItems: 'start',
    }}
  >
    <Buttons />
    <Signs />
    <Promises />
    <Fields />
    <Overlays />
    <Lists />
  </div>
)

import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Tabs as AriaTabs,
  Tab,
  TabList,
  TabPanel,
  ToggleButton,
  ToggleButtonGroup,
} from 'react-aria-components'
import { Glyph } from './glyph.tsx'

export interface Choice<Id extends string> {
  id: Id
  text: ReactNode
  icon?: LucideIcon | undefined
}

/** A few choices beside each other, exactly one chosen. */
export const Segmented = <Id extends string>({
  label,
  choices,
  value,
  onChange,
}: {
  label: string
  choices: readonly Choice<Id>[]
  value: Id
  onChange: (id: Id) => void
}) => (
  <ToggleButtonGroup
    className="kb-segmented"
    aria-label={label}
    selectionMode="single"
    disallowEmptySelection
    selectedKeys={[value]}
    onSelectionChange={(keys) => {
      const chosen = choices.find((choice) => keys.has(choice.id))
      if (chosen) onChange(chosen.id)
    }}
  >
    {choices.map(({ id, text, icon }) => (
      <ToggleButton key={id} id={id} className="kb-segment">
        {icon && <Glyph of={icon} />}
        {text}
      </ToggleButton>
    ))}
  </ToggleButtonGroup>
)

/** Pages behind tabs; for two or three choices without pages take `Segmented`. */
export const Tabs = <Id extends string>({
  label,
  tabs,
  value,
  onChange,
}: {
  label: string
  tabs: readonly (Choice<Id> & { content: ReactNode })[]
  value: Id
  onChange: (id: Id) => void
}) => (
  <AriaTabs
    selectedKey={value}
    onSelectionChange={(key) => {
      const chosen = tabs.find((tab) => tab.id === key)
      if (chosen) onChange(chosen.id)
    }}
  >
    <TabList className="kb-tablist" aria-label={label}>
      {tabs.map(({ id, text, icon }) => (
        <Tab key={id} id={id} className="kb-tab">
          {icon && <Glyph of={icon} />}
          {text}
        </Tab>
      ))}
    </TabList>
    {tabs.map(({ id, content }) => (
      <TabPanel key={id} id={id}>
        {content}
      </TabPanel>
    ))}
  </AriaTabs>
)

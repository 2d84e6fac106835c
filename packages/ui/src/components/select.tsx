import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Select as AriaSelect,
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
} from 'react-aria-components'
import { useSharedTexts } from '../texts/text-store.ts'
import { ErrorText } from './fields.tsx'
import { Glyph } from './glyph.tsx'

export interface Option<Id extends string> {
  id: Id
  text: string
  says?: string | undefined
  start?: ReactNode
}

/** The face of one option in a list. */
export const OptionFace = ({ option, chosen }: { option: Option<string>; chosen: boolean }) => (
  <>
    {option.start}
    <span className="kb-grow">
      {option.text}
      {option.says !== undefined && <small>{option.says}</small>}
    </span>
    {chosen && (
      <span className="kb-option-tick">
        <Glyph of={Check} />
      </span>
    )}
  </>
)

/** One of a known list. */
export const Select = <Id extends string>({
  label,
  options,
  value,
  onChange,
  placeholder,
  error,
  isDisabled = false,
}: {
  label: string
  options: readonly Option<Id>[]
  value: Id | null
  onChange: (id: Id) => void
  placeholder?: string | undefined
  error?: string | undefined
  isDisabled?: boolean
}) => {
  const { t } = useSharedTexts()
  return (
    <AriaSelect
      className="kb-field"
      selectedKey={value}
      isDisabled={isDisabled}
      isInvalid={error !== undefined}
      placeholder={placeholder ?? t('field.choose')}
      onSelectionChange={(key) => {
        const chosen = options.find((option) => option.id === key)
        if (chosen) onChange(chosen.id)
      }}
    >
      <Label className="kb-field-label">{label}</Label>
      <Button className="kb-input kb-select-button">
        <SelectValue className="kb-grow kb-ellipsis">
          {({ defaultChildren, selectedText }) => selectedText || defaultChildren}
        </SelectValue>
        <Glyph of={ChevronDown} />
      </Button>
      <ErrorText>{error}</ErrorText>
      <Popover className="kb-popover">
        <ListBox className="kb-listbox" items={options}>
          {(option: Option<Id>) => (
            <ListBoxItem id={option.id} textValue={option.text} className="kb-option">
              {({ isSelected }) => <OptionFace option={option} chosen={isSelected} />}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}

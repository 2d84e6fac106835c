import { type LucideIcon, Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import {
  ComboBox as AriaComboBox,
  Group,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
} from 'react-aria-components'
import { useSharedTexts } from '../texts/text-store.ts'
import { Glyph } from './glyph.tsx'
import { type Option, OptionFace } from './select.tsx'

const pauseMs = 180

/** Asks `find` after a pause in typing; answers that come too late are dropped. */
const useFound = <Id extends string>(
  text: string,
  find: (text: string, signal: AbortSignal) => Promise<readonly Option<Id>[]>,
) => {
  const [found, setFound] = useState<{ options: readonly Option<Id>[]; state: 'idle' | 'busy' | 'failed' }>({
    options: [],
    state: 'idle',
  })
  const ask = useRef(find)
  useEffect(() => {
    ask.current = find
  }, [find])
  useEffect(() => {
    if (text.trim() === '') {
      setFound({ options: [], state: 'idle' })
      return
    }
    const abort = new AbortController()
    setFound((old) => ({ ...old, state: 'busy' }))
    const timer = setTimeout(() => {
      ask.current(text.trim(), abort.signal).then(
        (options) => {
          if (!abort.signal.aborted) setFound({ options, state: 'idle' })
        },
        () => {
          if (!abort.signal.aborted) setFound({ options: [], state: 'failed' })
        },
      )
    }, pauseMs)
    return () => {
      abort.abort()
      clearTimeout(timer)
    }
  }, [text])
  return found
}

/** A search field that asks a server while one types; `find` gets an AbortSignal. */
export const ComboBox = <Id extends string>({
  label,
  hideLabel = false,
  placeholder,
  icon = Search,
  find,
  onChoose,
  text,
  onText,
}: {
  label: string
  hideLabel?: boolean
  placeholder?: string | undefined
  icon?: LucideIcon
  find: (text: string, signal: AbortSignal) => Promise<readonly Option<Id>[]>
  onChoose: (option: Option<Id>) => void
  /** The text in the field, held by the caller. */
  text: string
  onText: (text: string) => void
}) => {
  const { t } = useSharedTexts()
  // What was chosen is not searched for again.
  const [settled, setSettled] = useState('')
  const { options, state } = useFound(text === settled ? '' : text, find)
  const emptyText = { idle: t('field.noMatch'), busy: t('field.searching'), failed: t('problem.network') }[
    state
  ]
  return (
    <AriaComboBox
      className="kb-field"
      items={options}
      inputValue={text}
      onInputChange={onText}
      allowsCustomValue
      allowsEmptyCollection={text.trim() !== '' && text !== settled}
      menuTrigger="input"
      selectedKey={null}
      onSelectionChange={(key) => {
        const chosen = options.find((option) => option.id === key)
        if (!chosen) return
        setSettled(chosen.text)
        onText(chosen.text)
        onChoose(chosen)
      }}
      {...(hideLabel ? { 'aria-label': label } : {})}
    >
      {!hideLabel && <Label className="kb-field-label">{label}</Label>}
      <Group className="kb-input">
        <Glyph of={icon} />
        <Input {...(placeholder ? { placeholder } : {})} />
        {state === 'busy' && <span className="kb-spinner" aria-hidden="true" />}
      </Group>
      <Popover className="kb-popover">
        <ListBox<Option<Id>>
          className="kb-listbox"
          renderEmptyState={() => <div className="kb-option kb-faint">{emptyText}</div>}
        >
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.text} className="kb-option">
              <OptionFace option={option} chosen={false} />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaComboBox>
  )
}

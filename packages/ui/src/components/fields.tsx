import { Check, CircleAlert, type LucideIcon } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import {
  Checkbox as AriaCheckbox,
  Switch as AriaSwitch,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
} from 'react-aria-components'
import { Glyph } from './glyph.tsx'

/** The sentence under a field that says how to mend it. */
export const ErrorText = ({ children }: { children: ReactNode }) => (
  <FieldError className="kb-field-error">
    <Glyph of={CircleAlert} size={14} />
    {children}
  </FieldError>
)

export interface TextFieldProps
  extends Omit<AriaTextFieldProps, 'children' | 'className' | 'style' | 'isInvalid' | 'onChange' | 'value'> {
  label: string
  value: string
  onChange: (value: string) => void
  help?: string | undefined
  /** The reason why the value cannot be taken; shows the field as wrong. */
  error?: string | undefined
  placeholder?: string | undefined
  icon?: LucideIcon | undefined
  /** Something inside the field before the text, e.g. `+86`. */
  prefix?: ReactNode
  lines?: 'one' | 'many'
}

/** A field for text with its label above, help and error below. */
export const TextField = ({
  label,
  help,
  error,
  placeholder,
  icon,
  prefix,
  lines = 'one',
  ...rest
}: TextFieldProps) => (
  <AriaTextField {...rest} className="kb-field" isInvalid={error !== undefined}>
    <Label className="kb-field-label">{label}</Label>
    <div className="kb-input">
      {icon && <Glyph of={icon} />}
      {prefix}
      {lines === 'many' ? (
        <TextArea {...(placeholder ? { placeholder } : {})} />
      ) : (
        <Input {...(placeholder ? { placeholder } : {})} />
      )}
    </div>
    {help !== undefined && (
      <Text slot="description" className="kb-field-help">
        {help}
      </Text>
    )}
    <ErrorText>{error}</ErrorText>
  </AriaTextField>
)

/** Six boxes for a one-time code: one real input beneath, so that phones fill it from the message. */
export const OtpField = ({
  label,
  value,
  onChange,
  onComplete,
  error,
  help,
}: {
  label: string
  value: string
  onChange: (value: string) => void
  /** Called once with the six digits. */
  onComplete?: ((code: string) => void) | undefined
  error?: string | undefined
  help?: string | undefined
}) => {
  const id = useId()
  const take = (text: string) => {
    const digits = text.replace(/\D/g, '').slice(0, 6)
    onChange(digits)
    if (digits.length === 6 && digits !== value) onComplete?.(digits)
  }
  return (
    <div className="kb-field" data-invalid={error !== undefined || undefined}>
      <label className="kb-field-label" htmlFor={id}>
        {label}
      </label>
      <div className="kb-otp">
        {[0, 1, 2, 3, 4, 5].map((place) => (
          <span
            key={place}
            className="kb-otp-box"
            data-next={place === value.length || undefined}
            aria-hidden="true"
          >
            {value[place] ?? ''}
          </span>
        ))}
        <input
          id={id}
          value={value}
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9]*"
          aria-invalid={error !== undefined}
          aria-describedby={`${id}-says`}
          onChange={(event) => take(event.target.value)}
        />
      </div>
      <div id={`${id}-says`} aria-live="polite">
        {error !== undefined ? (
          <span className="kb-field-error">
            <Glyph of={CircleAlert} size={14} />
            {error}
          </span>
        ) : (
          <span className="kb-field-help">{help}</span>
        )}
      </div>
    </div>
  )
}

interface TickProps {
  children: ReactNode
  isSelected: boolean
  onChange: (selected: boolean) => void
  isDisabled?: boolean
}

/** A box to tick with its words. */
export const Checkbox = ({ children, ...rest }: TickProps) => (
  <AriaCheckbox {...rest} className="kb-checkbox">
    <span className="kb-checkbox-box" aria-hidden="true">
      <Glyph of={Check} />
    </span>
    {children}
  </AriaCheckbox>
)

/** A switch that acts at once. */
export const Switch = ({ children, ...rest }: TickProps) => (
  <AriaSwitch {...rest} className="kb-switch">
    <span className="kb-switch-track" aria-hidden="true" />
    {children}
  </AriaSwitch>
)

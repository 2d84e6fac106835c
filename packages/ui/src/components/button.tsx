import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import { Link } from 'react-router'
import { Glyph } from './glyph.tsx'

export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'soft' | 'danger' | 'danger-solid' | 'link'
export type ButtonSize = 'normal' | 'small' | 'big' | 'step'

interface Look {
  kind?: ButtonKind
  size?: ButtonSize
  icon?: LucideIcon | undefined
  /** Second, smaller line of the step button. */
  says?: ReactNode
  /** Glyph above the word, for rows of equal actions on phones. */
  tall?: boolean
  children?: ReactNode
}

export interface ButtonProps extends Look, Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  /** A command is on its way: shows a spinner and takes no presses. */
  busy?: boolean | undefined
}

const Face = ({ icon, says, children }: Look) => (
  <>
    {icon && <Glyph of={icon} />}
    {says ? (
      <span>
        {children}
        <small>{says}</small>
      </span>
    ) : (
      children
    )}
  </>
)

/**
 * A button. One `primary` in a view; `size="step"` is the technician's big next step (88 px).
 * Without children it is an icon button and needs an `aria-label`.
 */
export const Button = ({
  kind = 'secondary',
  size = 'normal',
  icon,
  says,
  tall,
  busy,
  children,
  ...rest
}: ButtonProps) => (
  <AriaButton
    {...rest}
    isPending={busy === true}
    className="kb-button"
    data-kind={kind}
    data-size={size}
    data-icon-only={children === undefined || undefined}
    data-tall={tall || undefined}
  >
    {busy && <span className="kb-spinner" aria-hidden="true" />}
    <Face {...(busy ? {} : { icon })} says={says}>
      {children}
    </Face>
  </AriaButton>
)

/** A link of the app's router that looks like a button. */
export const ButtonLink = ({
  to,
  kind = 'secondary',
  size = 'normal',
  icon,
  says,
  tall,
  children,
  label,
}: Look & { to: string; label?: string }) => (
  <Link
    to={to}
    className="kb-button"
    data-kind={kind}
    data-size={size}
    data-icon-only={children === undefined || undefined}
    data-tall={tall || undefined}
    {...(label ? { 'aria-label': label } : {})}
  >
    <Face icon={icon} says={says}>
      {children}
    </Face>
  </Link>
)

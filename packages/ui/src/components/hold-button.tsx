import type { LucideIcon } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useSharedTexts } from '../texts/text-store.ts'
import { Glyph } from './glyph.tsx'

const holdMs = 900
const armedMs = 4000

/**
 * Confirms what cannot be undone: hold 900 ms with finger or mouse. With the keyboard or a screen reader
 * it is two presses within four seconds instead.
 */
export const HoldButton = ({
  children,
  icon,
  isDisabled = false,
  onDone,
}: {
  children: string
  icon?: LucideIcon | undefined
  isDisabled?: boolean | undefined
  onDone: () => void
}) => {
  const { t } = useSharedTexts()
  const [holding, setHolding] = useState(false)
  const [armed, setArmed] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const heldByPointer = useRef(false)
  useEffect(() => () => clearTimeout(timer.current), [])

  const finish = () => {
    setHolding(false)
    setArmed(false)
    onDone()
  }
  const start = () => {
    heldByPointer.current = true
    if (isDisabled) return
    setHolding(true)
    clearTimeout(timer.current)
    timer.current = setTimeout(finish, holdMs)
  }
  const stop = () => {
    if (!holding) return
    clearTimeout(timer.current)
    setHolding(false)
  }
  const press = () => {
    // A pointer's click follows its pointerdown and says nothing new; only keys and readers click alone.
    if (heldByPointer.current) {
      heldByPointer.current = false
      return
    }
    clearTimeout(timer.current)
    if (armed) finish()
    else {
      setArmed(true)
      timer.current = setTimeout(() => setArmed(false), armedMs)
    }
  }
  const face = (
    <>
      {icon && <Glyph of={icon} />}
      {armed ? t('button.holdAgain') : children}
    </>
  )
  return (
    <button
      type="button"
      className="kb-hold"
      disabled={isDisabled}
      data-disabled={isDisabled || undefined}
      data-holding={holding || undefined}
      data-armed={armed || undefined}
      onPointerDown={start}
      onPointerUp={stop}
      onPointerLeave={stop}
      onPointerCancel={stop}
      onContextMenu={(event) => event.preventDefault()}
      onClick={press}
    >
      <span className="kb-hold-face">{face}</span>
      <span className="kb-hold-face kb-hold-fill" aria-hidden="true">
        {face}
      </span>
    </button>
  )
}

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useSharedTexts } from '../texts/text-store.ts'
import { Button } from './button.tsx'

interface OverlayProps {
  isOpen: boolean
  onClose: () => void
  title: string
  children: ReactNode
  /** Buttons, the main one last. */
  actions?: ReactNode
  /** Whether its cross, a tap beside it or Esc closes it; true unless said. */
  dismissable?: boolean
}

const Inside = ({
  title,
  children,
  actions,
  alert,
  onClose,
}: Pick<OverlayProps, 'title' | 'children' | 'actions'> & {
  alert: boolean
  onClose: (() => void) | undefined
}) => {
  const { t } = useSharedTexts()
  return (
    <AriaDialog className="kb-dialog" role={alert ? 'alertdialog' : 'dialog'}>
      <div className="kb-dialog-head">
        <Heading slot="title" className="kb-dialog-title">
          {title}
        </Heading>
        {onClose && <Button kind="quiet" icon={X} aria-label={t('button.close')} onPress={onClose} />}
      </div>
      {children}
      {actions !== undefined && <div className="kb-dialog-foot">{actions}</div>}
    </AriaDialog>
  )
}

const onChange = (onClose: () => void) => (open: boolean) => {
  if (!open) onClose()
}

/** A dialog in the middle; traps the focus and gives it back. For money and for people only: undo beats asking. */
export const Dialog = ({
  isOpen,
  onClose,
  title,
  children,
  actions,
  dismissable = true,
  wide = false,
}: OverlayProps & { wide?: boolean }) => (
  <ModalOverlay
    className="kb-scrim"
    isOpen={isOpen}
    onOpenChange={onChange(onClose)}
    isDismissable={dismissable}
    isKeyboardDismissDisabled={!dismissable}
  >
    <Modal className="kb-dialog-box" data-wide={wide || undefined}>
      <Inside
        title={title}
        actions={actions}
        alert={!dismissable}
        onClose={dismissable ? onClose : undefined}
      >
        {children}
      </Inside>
    </Modal>
  </ModalOverlay>
)

/** A phone's sheet that rises from below and must be closed; see `PanelSheet` for one that stays over a map. */
export const Sheet = ({ isOpen, onClose, title, children, actions, dismissable = true }: OverlayProps) => (
  <ModalOverlay
    className="kb-scrim"
    data-from="below"
    isOpen={isOpen}
    onOpenChange={onChange(onClose)}
    isDismissable={dismissable}
    isKeyboardDismissDisabled={!dismissable}
  >
    <Modal className="kb-sheet-box">
      <Inside title={title} actions={actions} alert={false} onClose={dismissable ? onClose : undefined}>
        {children}
      </Inside>
    </Modal>
  </ModalOverlay>
)

/** A sheet that stays at the foot of a map page without blocking the map. */
export const PanelSheet = ({ children, label }: { children: ReactNode; label: string }) => (
  <section className="kb-panel-sheet" aria-label={label}>
    <div className="kb-panel-sheet-body">{children}</div>
  </section>
)

import { Dialog, Facts } from '@kerbside/ui'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useNavigate } from 'react-router'
import { useTexts } from './console-texts.ts'

const pages: Record<string, string> = {
  l: '/',
  j: '/jobs',
  z: '/zones',
  r: '/roads',
  e: '/learning',
  p: '/people',
  m: '/machines',
  o: '/outbox',
}
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')

/** The console's own keys: Ctrl K, ?, and G then a letter. */
export const useConsoleKeys = ({ find, help }: { find: () => void; help: () => void }): void => {
  const navigate = useNavigate()
  const going = useRef(false)
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const key = event.key.toLowerCase()
    if ((event.ctrlKey || event.metaKey) && key === 'k') {
      event.preventDefault()
      find()
      return
    }
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
    const page = pages[key]
    if (going.current && page) void navigate(page)
    going.current = key === 'g'
    if (event.key === '?') help()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

/** Hears single keys while a page is there, not while somebody types. */
export const usePageKeys = (keys: Record<string, () => void>): void => {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
    keys[event.key.toLowerCase()]?.()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

export const KeysDialog = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTexts()
  return (
    <Dialog isOpen onClose={onClose} title={t('keys.title')}>
      <Facts
        of={[
          ['J / K', t('keys.next')],
          ['1 2 3', t('keys.act')],
          ['Ctrl K', t('keys.find')],
          ['G', t('keys.go')],
          ['?', t('keys.help')],
        ]}
      />
    </Dialog>
  )
}

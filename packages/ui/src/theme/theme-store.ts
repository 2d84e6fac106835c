import { useSyncExternalStore } from 'react'

export type ThemeChoice = 'light' | 'dark' | 'system'
export type ContrastChoice = 'normal' | 'more'

/** What the person chose and what is shown now. */
export interface ThemeState {
  choice: ThemeChoice
  contrast: ContrastChoice
  shown: 'light' | 'dark'
}

const key = 'kerbside.theme'
const darkQuery = '(prefers-color-scheme: dark)'
const contrastQuery = '(prefers-contrast: more)'

const read = (): ThemeState => {
  const asked = new URLSearchParams(location.search).get('theme')
  const [stored, storedContrast] = (localStorage.getItem(key) ?? '').split(' ')
  const wanted = asked ?? stored
  const choice: ThemeChoice = wanted === 'light' || wanted === 'dark' ? wanted : 'system'
  const contrast: ContrastChoice =
    storedContrast === 'more' || (storedContrast === undefined && matchMedia(contrastQuery).matches)
      ? 'more'
      : 'normal'
  return { choice, contrast, shown: shownFor(choice) }
}

const shownFor = (choice: ThemeChoice): 'light' | 'dark' => {
  if (choice !== 'system') return choice
  return matchMedia(darkQuery).matches ? 'dark' : 'light'
}

let state: ThemeState | null = null
const listeners = new Set<() => void>()

const show = (next: ThemeState) => {
  state = next
  const root = document.documentElement
  root.dataset.theme = next.shown
  root.dataset.contrast = next.contrast
  for (const listener of listeners) listener()
}

/** Reads the stored theme (or `?theme=`), puts it on `<html>` and follows the system's; call once before rendering. */
export const startTheme = (): void => {
  if (state !== null) return
  show(read())
  matchMedia(darkQuery).addEventListener('change', () => {
    if (state?.choice === 'system') show({ ...state, shown: shownFor('system') })
  })
}

const current = (): ThemeState => {
  state ??= read()
  return state
}

const choose = (change: Partial<Pick<ThemeState, 'choice' | 'contrast'>>) => {
  const next = { ...current(), ...change }
  localStorage.setItem(key, `${next.choice} ${next.contrast}`)
  show({ ...next, shown: shownFor(next.choice) })
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** The theme and the ways to change it; changes are stored on this device. */
export const useTheme = () => {
  const now = useSyncExternalStore(subscribe, current)
  return {
    ...now,
    setChoice: (choice: ThemeChoice) => choose({ choice }),
    setContrast: (contrast: ContrastChoice) => choose({ contrast }),
  }
}

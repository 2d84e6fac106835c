import { type Bilingual, inLanguage, type Language } from '@kerbside/domain'
import { createInstance, type i18n } from 'i18next'
import ICU from 'i18next-icu'
import { useSyncExternalStore } from 'react'
import { sharedEn } from './shared-en.ts'
import { sharedZh } from './shared-zh.ts'
import type { TextKey, Texts, TextTree } from './text-tree.ts'

export type SharedKey = TextKey<typeof sharedEn>
export type TextValues = Record<string, string | number>
/** Says a message in the language of the screen; values fill its ICU placeholders. */
export type Say<Key extends string> = (key: Key, values?: TextValues) => string

const storeKey = 'kerbside.language'

const merge = (a: TextTree, b: TextTree): TextTree => {
  const both: Record<string, string | TextTree> = { ...a }
  for (const [key, value] of Object.entries(b)) {
    const old = both[key]
    both[key] = typeof old === 'object' && typeof value === 'object' ? merge(old, value) : value
  }
  return both
}

const chosenLanguage = (): Language => {
  if (typeof window === 'undefined') return 'en'
  const wanted =
    new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(storeKey) ?? navigator.language
  return wanted.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

/** An i18next of our own with the shared texts and an app's; no global instance is touched. */
export const createTexts = (appTexts: Record<Language, TextTree>, language: Language): i18n => {
  const instance = createInstance()
  instance.use(new ICU({ escapeVariables: false }))
  void instance.init({
    lng: language,
    fallbackLng: false,
    supportedLngs: ['en', 'zh-CN'],
    initAsync: false,
    resources: {
      en: { translation: merge(sharedEn, appTexts.en) },
      'zh-CN': { translation: merge(sharedZh, appTexts['zh-CN']) },
    },
    interpolation: { escapeValue: false },
  })
  return instance
}

let texts: i18n | null = null
const instance = (): i18n => {
  texts ??= createTexts({ en: {}, 'zh-CN': {} }, chosenLanguage())
  return texts
}

const languageNow = (): Language => (instance().language === 'zh-CN' ? 'zh-CN' : 'en')

const setLanguage = (language: Language): void => {
  localStorage.setItem(storeKey, language)
  document.documentElement.lang = language
  void instance().changeLanguage(language)
}

const subscribe = (listener: () => void) => {
  instance().on('languageChanged', listener)
  return () => instance().off('languageChanged', listener)
}

/** The language on the screen now, for code outside React such as request headers. */
export const currentLanguage = languageNow

const textHook = <Key extends string>() => {
  const t: Say<Key> = (key, values) => {
    // i18next's own key types know one global tree; ours are checked by `Say`.
    const message = instance().t as (path: string, values: TextValues) => string
    return message(key, values ?? {})
  }
  return () => {
    const language = useSyncExternalStore(subscribe, languageNow)
    return { t, language, setLanguage, say: (text: Bilingual) => inLanguage(text, language) }
  }
}

/** Shared texts, the language and its switch. Apps use the hook that `initTexts` gave them instead. */
export const useSharedTexts = textHook<SharedKey>()

/**
 * Merges an app's texts with the shared ones and chooses the language (`?lang=`, stored, navigator).
 * Gives the hook that knows every key: `export const { useTexts } = initTexts(appTexts)`.
 */
export const initTexts = <T extends TextTree>(appTexts: Texts<T>) => {
  texts = createTexts({ en: appTexts.en, 'zh-CN': appTexts['zh-CN'] as TextTree }, chosenLanguage())
  if (typeof document !== 'undefined') document.documentElement.lang = languageNow()
  return { useTexts: textHook<SharedKey | TextKey<T>>() }
}

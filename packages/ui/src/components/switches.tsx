import { Languages, Moon, Sun, SunMedium } from 'lucide-react'
import { useSharedTexts } from '../texts/text-store.ts'
import { useTheme } from '../theme/theme-store.ts'
import { Button } from './button.tsx'
import { Switch } from './fields.tsx'
import { Segmented } from './segmented.tsx'

/** Switches between English and Chinese; `compact` is one button that names the other language. */
export const LanguageSwitch = ({ compact = false }: { compact?: boolean }) => {
  const { t, language, setLanguage } = useSharedTexts()
  const other = language === 'en' ? 'zh-CN' : 'en'
  if (compact) {
    return (
      <Button
        kind="quiet"
        icon={Languages}
        aria-label={t(other === 'en' ? 'language.en' : 'language.zh')}
        onPress={() => setLanguage(other)}
      >
        <span lang={other}>{other === 'en' ? 'EN' : '中'}</span>
      </Button>
    )
  }
  return (
    <Segmented
      label={t('language.label')}
      value={language}
      onChange={setLanguage}
      choices={[
        { id: 'zh-CN', text: <span lang="zh-CN">{t('language.zh')}</span> },
        { id: 'en', text: <span lang="en">{t('language.en')}</span> },
      ]}
    />
  )
}

/** Light, dark or as the device; `compact` is one button that turns light and dark over. */
export const ThemeSwitch = ({ compact = false }: { compact?: boolean }) => {
  const { t } = useSharedTexts()
  const { choice, shown, setChoice } = useTheme()
  if (compact) {
    const other = shown === 'dark' ? 'light' : 'dark'
    return (
      <Button
        kind="quiet"
        icon={shown === 'dark' ? Sun : Moon}
        aria-label={t(`theme.${other}`)}
        onPress={() => setChoice(other)}
      />
    )
  }
  return (
    <Segmented
      label={t('theme.label')}
      value={choice}
      onChange={setChoice}
      choices={[
        { id: 'light', text: t('theme.light'), icon: Sun },
        { id: 'dark', text: t('theme.dark'), icon: Moon },
        { id: 'system', text: t('theme.system'), icon: SunMedium },
      ]}
    />
  )
}

/** More contrast against the sun, kept on this device. */
export const SunlightSwitch = () => {
  const { t } = useSharedTexts()
  const { contrast, setContrast } = useTheme()
  return (
    <Switch isSelected={contrast === 'more'} onChange={(on) => setContrast(on ? 'more' : 'normal')}>
      {t('theme.sunlight')}
    </Switch>
  )
}

import type { Language } from '@kerbside/domain'

const clocks = new Map<string, Intl.DateTimeFormat>()
const clock = (key: string, language: Language, options: Intl.DateTimeFormatOptions) => {
  const name = `${language} ${options.timeZone} ${key}`
  const known = clocks.get(name)
  if (known) return known
  const made = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, options)
  clocks.set(name, made)
  return made
}

/** An ISO instant as `14:19` in an IANA time zone. */
export const formatTime = (iso: string, timeZone: string, language: Language): string =>
  clock('time', language, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(iso),
  )

/** An ISO instant as `14:07:32` in an IANA time zone. */
export const formatClock = (iso: string, timeZone: string, language: Language): string =>
  clock('clock', language, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(iso))

/** An ISO instant as `Tue 24 Nov` or `11月24日周二` in an IANA time zone. */
export const formatDay = (iso: string, timeZone: string, language: Language): string =>
  clock('day', language, { timeZone, weekday: 'short', day: 'numeric', month: 'short' })
    .format(new Date(iso))
    .replace(',', '')

/** The calendar day of an ISO instant in an IANA time zone as `2026-11-24`; for grouping, not for eyes. */
export const dayKey = (iso: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    new Date(iso),
  )

/** A window of two ISO instants as `14:00–14:30`. */
export const formatWindow = (from: string, until: string, timeZone: string, language: Language): string =>
  `${formatTime(from, timeZone, language)}–${formatTime(until, timeZone, language)}`

/** Several names in a row, parted as the language does. */
export const formatList = (names: readonly string[], language: Language): string =>
  names.join(language === 'zh-CN' ? '、' : ', ')

const symbols: Record<string, string> = { CNY: '¥', EUR: '€', USD: '$', GBP: '£' }

/** Minor units as `¥453.00`, minus as `−`; with `coarse` totals of 1,000 and more drop the minor units. */
export const formatMoney = (minor: number, currency: string, coarse = false): string => {
  const major = Math.abs(minor) / 100
  const digits = coarse && major >= 1000 ? 0 : 2
  const figures = major.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return `${minor < 0 ? '−' : ''}${symbols[currency] ?? `${currency} `}${figures}`
}

/** Metres as `280 m` (to 10 m) or `3.2 km`. */
export const formatDistance = (metres: number): string => {
  const tens = Math.round(metres / 10) * 10
  if (tens < 1000) return `${metres < 10 ? Math.round(metres) : tens} m`
  const kilometres = metres / 1000
  return `${kilometres < 100 ? kilometres.toFixed(1) : Math.round(kilometres)} km`
}

const words: Record<Language, { s: string; min: string; minShort: string; h: string }> = {
  en: { s: ' s', min: ' min', minShort: ' min', h: ' h' },
  'zh-CN': { s: ' 秒', min: ' 分钟', minShort: ' 分', h: ' 小时' },
}

/** Seconds as `40 s`, `12 min`, `1 h 5 min`; minutes are rounded, never below 1. */
export const formatDuration = (seconds: number, language: Language): string => {
  const word = words[language]
  if (seconds < 60) return `${Math.max(0, Math.round(seconds))}${word.s}`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes}${word.min}`
  const rest = minutes % 60
  return `${Math.floor(minutes / 60)}${word.h}${rest ? ` ${rest}${word.min}` : ''}`
}

/** The length of an age in seconds as `4 s`, `6 min 12 s`, `2 h`; exact, because an age must not flatter. */
export const formatAgeLength = (seconds: number, language: Language): string => {
  const word = words[language]
  const whole = Math.max(0, Math.floor(seconds))
  if (whole < 60) return `${whole}${word.s}`
  if (whole < 3600) {
    const rest = whole % 60
    return rest
      ? `${Math.floor(whole / 60)}${word.minShort} ${rest}${word.s}`
      : `${Math.floor(whole / 60)}${word.min}`
  }
  return `${Math.floor(whole / 3600)}${word.h}`
}

/** An age in seconds as `4 s ago` or `4 秒前`. */
export const formatAge = (seconds: number, language: Language): string =>
  language === 'en' ? `${formatAgeLength(seconds, 'en')} ago` : `${formatAgeLength(seconds, 'zh-CN')}前`

/** An E.164 phone as people read it: `138 0000 0001` for mainland China, else grouped by four. */
export const formatPhone = (phone: string): string => {
  const cn = /^\+86(\d{3})(\d{4})(\d{4})$/.exec(phone)
  return cn ? `${cn[1]} ${cn[2]} ${cn[3]}` : phone.replace(/(\d{4})(?=\d)/g, '$1 ')
}

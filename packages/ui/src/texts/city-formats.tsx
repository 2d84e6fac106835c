import { createContext, type ReactNode, useContext, useMemo } from 'react'
import {
  dayKey,
  formatAge,
  formatAgeLength,
  formatClock,
  formatDay,
  formatDistance,
  formatDuration,
  formatList,
  formatMoney,
  formatTime,
  formatWindow,
} from './formats.ts'
import { useSharedTexts } from './text-store.ts'

/** Until the city is known, times are shown in the zone of this device. */
const TimeZoneContext = createContext(Intl.DateTimeFormat().resolvedOptions().timeZone)

/** Makes every time below it stand in the city's IANA time zone. */
export const CityTimeZone = ({ timeZone, children }: { timeZone: string; children: ReactNode }) => (
  <TimeZoneContext value={timeZone}>{children}</TimeZoneContext>
)

/** All formatters bound to the language of the screen and the city's time zone. */
export const useFormats = () => {
  const { language } = useSharedTexts()
  const timeZone = useContext(TimeZoneContext)
  return useMemo(
    () => ({
      timeZone,
      time: (iso: string) => formatTime(iso, timeZone, language),
      clock: (iso: string) => formatClock(iso, timeZone, language),
      day: (iso: string) => formatDay(iso, timeZone, language),
      dayKey: (iso: string) => dayKey(iso, timeZone),
      window: (from: string, until: string) => formatWindow(from, until, timeZone, language),
      list: (names: readonly string[]) => formatList(names, language),
      money: formatMoney,
      distance: formatDistance,
      duration: (seconds: number) => formatDuration(seconds, language),
      age: (seconds: number) => formatAge(seconds, language),
      ageLength: (seconds: number) => formatAgeLength(seconds, language),
    }),
    [language, timeZone],
  )
}

import { CityImportError } from '../city-import-error.ts'

export interface ZoneHints {
  /** Degrees east of the city's middle. */
  longitude: number
  /** What its streets are called. */
  names: readonly string[]
  /** The zone this machine keeps, and an instant to read its clock at. */
  machine: string
  atMs: number
}

/** Clocks follow the sun, seldom by more than this many hours off. */
const mostHoursOffTheSun = 3

/**
 * The time zone of a city whose extract does not say: where streets have Chinese names and no kana, China's; else the machine's,
 * where its clock can be that of the place; else the whole hour nearest the sun's.
 */
export function likelyTimeZone({ longitude, names, machine, atMs }: ZoneHints): string {
  if (speaksChinese(names)) return 'Asia/Shanghai'
  const sun = longitude / 15
  if (Math.abs(hoursEast(machine, atMs) - sun) <= mostHoursOffTheSun) return machine
  const hours = Math.round(sun)
  // Their sign is turned about: what lies eight hours east is called GMT-8.
  return hours === 0 ? 'Etc/GMT' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`
}

const speaksChinese = (names: readonly string[]): boolean => {
  const share = (script: RegExp): number =>
    names.filter((name) => script.test(name)).length / Math.max(1, names.length)
  return share(/\p{Script=Han}/u) > 0.5 && share(/[\p{Script=Hiragana}\p{Script=Katakana}]/u) < 0.05
}

const hoursEast = (timeZone: string, atMs: number): number => {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(atMs)
  const said = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT'
  const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d+)(?::(\d+))?/.exec(said) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) + Number(minutes) / 60)
}

/** The zone's name as it is; throws where there is none of that name. */
export function knownTimeZone(timeZone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return timeZone
  } catch (thrown) {
    throw new CityImportError(
      'wrong_input',
      `"${timeZone}" is no time zone; give one like Asia/Shanghai (CITY_TZ).`,
      thrown,
    )
  }
}

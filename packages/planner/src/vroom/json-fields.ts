import { refuseField } from './vroom-error.ts'

/** A JSON object and where it stands. */
export interface JsonObject {
  readonly path: string
  readonly values: Readonly<Record<string, unknown>>
}
/** Reads one value or refuses it by its path. */
export type Reader<T> = (value: unknown, path: string) => T

/** The largest number that VROOM reads. */
export const mostUnsigned = 4_294_967_295
const mostId = Number.MAX_SAFE_INTEGER

const under = (path: string, key: string | number): string => (path === '' ? `${key}` : `${path}.${key}`)

export const object: Reader<JsonObject> = (value, path) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuseField(path, 'must be an object', '必须是对象')
  return { path, values: value as Record<string, unknown> }
}

export const wholeBetween =
  (from: number, until: number): Reader<number> =>
  (value, path) =>
    typeof value === 'number' && Number.isInteger(value) && value >= from && value <= until
      ? value
      : refuseField(
          path,
          `must be a whole number from ${from} to ${until}`,
          `必须是 ${from} 到 ${until} 的整数`,
        )

export const whole = wholeBetween(0, mostUnsigned)
export const identity = wholeBetween(0, mostId)

export const numberBetween =
  (above: number, until: number): Reader<number> =>
  (value, path) =>
    typeof value === 'number' && value > above && value <= until
      ? value
      : refuseField(
          path,
          `must be a number above ${above}, at most ${until}`,
          `必须是大于 ${above} 且不超过 ${until} 的数`,
        )

export const text: Reader<string> = (value, path) =>
  typeof value === 'string' ? value : refuseField(path, 'must be a text', '必须是文本')

export const truth: Reader<boolean> = (value, path) =>
  typeof value === 'boolean' ? value : refuseField(path, 'must be true or false', '必须是 true 或 false')

/** A list of at most `most` things, each read by `reader`. */
export const listOf =
  <T>(reader: Reader<T>, most: number): Reader<T[]> =>
  (value, path) => {
    if (!Array.isArray(value)) return refuseField(path, 'must be a list', '必须是列表')
    if (value.length > most)
      return refuseField(
        path,
        `has ${value.length} entries; at most ${most} are taken`,
        `有 ${value.length} 项，最多 ${most} 项`,
      )
    return value.map((one: unknown, index) => reader(one, under(path, index)))
  }

/** An object used as a table: every key with its value. */
export const tableOf =
  <T>(reader: Reader<T>): Reader<Readonly<Record<string, T>>> =>
  (value, path) =>
    Object.fromEntries(
      Object.entries(object(value, path).values).map(([key, one]) => [key, reader(one, under(path, key))]),
    )

/** Whether the key is there with a value; null counts as absent. */
export const has = ({ values }: JsonObject, key: string): boolean =>
  Object.hasOwn(values, key) && values[key] !== null && values[key] !== undefined

/** A field that must be there. */
export const must = <T>(from: JsonObject, key: string, reader: Reader<T>): T =>
  has(from, key)
    ? reader(from.values[key], under(from.path, key))
    : refuseField(under(from.path, key), 'is missing', '缺失')

/** A field that may be absent. */
export const may = <T, O>(from: JsonObject, key: string, reader: Reader<T>, otherwise: O): T | O =>
  has(from, key) ? reader(from.values[key], under(from.path, key)) : otherwise

/** The path of a field of an object. */
export const pathOf = (from: JsonObject, key: string): string => under(from.path, key)

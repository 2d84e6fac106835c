import { lonLatSchema } from '@kerbside/domain'
import { z } from 'zod'
import { Refused } from './ask-kerbside.ts'

const demandSchema = z.object({
  point: lonLatSchema,
  jobsPerDay: z.coerce.number().positive(),
  serviceSeconds: z.coerce.number().int().min(60).optional(),
})
export type DemandLine = z.infer<typeof demandSchema>

const collectionSchema = z.object({
  features: z.array(
    z.object({
      geometry: z.object({ type: z.literal('Point'), coordinates: z.array(z.number()).min(2) }),
      properties: z.record(z.string(), z.unknown()).nullable(),
    }),
  ),
})

/** Reads demand from the text of a CSV or GeoJSON file; names the line or feature that cannot be read. */
export const readDemandFile = (text: string): DemandLine[] => {
  const lines = text.trimStart().startsWith('{') ? fromGeoJson(text) : fromCsv(text)
  if (lines.length === 0) throw new Refused('The demand file holds no demand.')
  return lines
}

const fromGeoJson = (text: string): DemandLine[] => {
  const read = collectionSchema.safeParse(parsed(text))
  if (!read.success)
    throw new Refused(
      `The demand file is no GeoJSON of points: ${read.error.issues[0]?.path.join('.') ?? ''}.`,
    )
  return read.data.features.map(({ geometry, properties }, index) =>
    checked({ ...properties, point: geometry.coordinates.slice(0, 2) }, `feature ${index + 1}`),
  )
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Refused('The demand file is no JSON.', { cause: error })
  }
}

const columns = ['lon', 'lat', 'jobsPerDay'] as const

const fromCsv = (text: string): DemandLine[] => {
  const [head = '', ...rows] = text.trim().split(/\r?\n/)
  const names = head.split(',').map((name) => name.trim())
  const missing = columns.find((name) => !names.includes(name))
  if (missing)
    throw new Refused(`The demand file has no column ${missing}; its first line is “${head.slice(0, 60)}”.`)
  return rows.flatMap((row, index) => {
    if (row.trim() === '') return []
    const cells = Object.fromEntries(row.split(',').map((cell, at) => [names[at] ?? '', cell.trim()]))
    const { lon, lat, ...rest } = cells
    return [checked({ ...rest, point: [toNumber(lon), toNumber(lat)] }, `line ${index + 2}`)]
  })
}

/** An empty cell is no zero. */
const toNumber = (cell: string | undefined): number => (cell ? Number(cell) : Number.NaN)

const checked = (line: object, where: string): DemandLine => {
  const read = demandSchema.safeParse(line)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new Refused(`The demand file's ${where} is not right: ${issue?.path.join('.')} (${issue?.message}).`)
}

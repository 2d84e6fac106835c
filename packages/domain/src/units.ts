import { z } from 'zod'

/** A position as `[lon, lat]`, WGS-84 degrees. */
export const lonLatSchema = z
  .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
  .describe('[lon, lat], WGS-84 degrees')
export type LonLat = z.infer<typeof lonLatSchema>

/** A UTC instant as an ISO 8601 string, e.g. `2026-11-24T06:07:32.000Z`. */
export const instantSchema = z.iso.datetime({ offset: true }).describe('UTC instant, ISO 8601')

/** A closed window of two UTC instants, `from` not after `until`. */
export const windowSchema = z.object({ from: instantSchema, until: instantSchema })
export type TimeWindow = z.infer<typeof windowSchema>

/** An amount in minor units (fen for CNY) with its ISO 4217 currency. */
export const moneySchema = z.object({
  minor: z.int().describe('minor units, e.g. fen'),
  currency: z.string().regex(/^[A-Z]{3}$/),
})
export type Money = z.infer<typeof moneySchema>

/** A text in both languages of the house. */
export const bilingualSchema = z.object({ en: z.string().min(1), zh: z.string().min(1) })
export type Bilingual = z.infer<typeof bilingualSchema>

export const languageSchema = z.enum(['en', 'zh-CN'])
export type Language = z.infer<typeof languageSchema>

/** A phone number in E.164 form, e.g. `+8613800000001`. */
export const phoneSchema = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'A phone number in E.164 form, such as +8613800000001')

/** Picks the text of one language. */
export const inLanguage = (text: Bilingual, language: Language): string =>
  language === 'zh-CN' ? text.zh : text.en

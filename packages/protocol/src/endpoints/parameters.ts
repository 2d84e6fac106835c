import { idSchema, lonLatSchema } from '@kerbside/domain'
import { z } from 'zod'

export const nothing = z.object({})
export const byId = <K extends Parameters<typeof idSchema>[0]>(kind: K) => z.object({ id: idSchema(kind) })
export const pointText = z
  .string()
  .regex(/^-?\d+(\.\d+)?,-?\d+(\.\d+)?$/, 'lon,lat')
  .transform((text) => text.split(',').map(Number))
  .pipe(lonLatSchema)
export const everyone = ['customer', 'technician', 'supervisor'] as const

import { z } from 'zod'
import type { Bilingual } from './units.ts'

export const categories = ['wash', 'care', 'rescue'] as const
export const categorySchema = z.enum(categories)
export type Category = z.infer<typeof categorySchema>

export const vehicleClasses = ['compact', 'sedan', 'suv', 'mpv'] as const
export const vehicleClassSchema = z.enum(vehicleClasses)
export type VehicleClass = z.infer<typeof vehicleClassSchema>

export const skills = [
  'wash',
  'detailing',
  'maintenance',
  'battery',
  'tyre',
  'rescue',
  'lock',
  'tow',
] as const
export const skillSchema = z.enum(skills)
export type Skill = z.infer<typeof skillSchema>

export const materials = [
  'water_l',
  'shampoo_ml',
  'oil_l',
  'oil_filter',
  'battery_12v',
  'tyre',
  'fuel_l',
] as const
export const materialSchema = z.enum(materials)
export type Material = z.infer<typeof materialSchema>

export const serviceIds = [
  'exterior_wash',
  'full_wash',
  'interior_detailing',
  'small_maintenance',
  'battery',
  'tyre_change',
  'jump_start',
  'fuel_delivery',
  'lock_out',
  'tow',
] as const
export const serviceIdSchema = z.enum(serviceIds)
export type ServiceId = z.infer<typeof serviceIdSchema>

/** One entry of the catalogue; prices in fen including VAT, durations in seconds, by vehicle class. */
export interface Service {
  id: ServiceId
  category: Category
  name: Bilingual
  says: Bilingual
  /** Labour in minor units, VAT included. */
  labourMinor: Record<VehicleClass, number>
  durationSeconds: Record<VehicleClass, number>
  skills: readonly Skill[]
  /** What one job takes from the van's stock, in the material's own unit. */
  materials: Partial<Record<Material, number>>
}

const byClass = (compact: number, sedan: number, suv: number, mpv: number): Record<VehicleClass, number> => ({
  compact,
  sedan,
  suv,
  mpv,
})
const minutes = (...of: [number, number, number, number]) =>
  byClass(...(of.map((m) => m * 60) as [number, number, number, number]))
const yuan = (...of: [number, number, number, number]) =>
  byClass(...(of.map((y) => y * 100) as [number, number, number, number]))

/** All services that can be ordered, the single source of their names, prices, durations, skills and materials. */
export const catalogue: Record<ServiceId, Service> = {
  exterior_wash: {
    id: 'exterior_wash',
    category: 'wash',
    name: { en: 'Exterior wash', zh: '外观清洗' },
    says: { en: 'Body, wheels and glass, little water', zh: '车身、轮毂、玻璃，节水清洗' },
    labourMinor: yuan(48, 58, 68, 78),
    durationSeconds: minutes(25, 30, 35, 40),
    skills: ['wash'],
    materials: { water_l: 15, shampoo_ml: 60 },
  },
  full_wash: {
    id: 'full_wash',
    category: 'wash',
    name: { en: 'Full wash', zh: '全车清洗' },
    says: { en: 'Outside and inside, vacuumed', zh: '内外清洗，含吸尘' },
    labourMinor: yuan(88, 108, 128, 148),
    durationSeconds: minutes(45, 50, 60, 70),
    skills: ['wash'],
    materials: { water_l: 25, shampoo_ml: 100 },
  },
  interior_detailing: {
    id: 'interior_detailing',
    category: 'wash',
    name: { en: 'Interior detailing', zh: '内饰精洗' },
    says: { en: 'Seats, roof lining and air vents', zh: '座椅、顶棚、出风口深度清洁' },
    labourMinor: yuan(298, 358, 428, 498),
    durationSeconds: minutes(90, 105, 120, 140),
    skills: ['wash', 'detailing'],
    materials: { water_l: 20, shampoo_ml: 250 },
  },
  small_maintenance: {
    id: 'small_maintenance',
    category: 'care',
    name: { en: 'Small maintenance', zh: '小保养' },
    says: { en: 'Oil and filter, 18 checks', zh: '机油机滤，18 项检查' },
    labourMinor: yuan(120, 120, 140, 160),
    durationSeconds: minutes(40, 45, 50, 55),
    skills: ['maintenance'],
    materials: { oil_l: 4, oil_filter: 1 },
  },
  battery: {
    id: 'battery',
    category: 'care',
    name: { en: 'Battery', zh: '更换电瓶' },
    says: { en: 'New 12 V battery, old one taken along', zh: '更换 12 V 电瓶，回收旧电瓶' },
    labourMinor: yuan(60, 60, 80, 80),
    durationSeconds: minutes(25, 25, 30, 30),
    skills: ['battery'],
    materials: { battery_12v: 1 },
  },
  tyre_change: {
    id: 'tyre_change',
    category: 'rescue',
    name: { en: 'Tyre change', zh: '换胎' },
    says: { en: 'Your spare put on, or ours', zh: '更换备胎或新胎' },
    labourMinor: yuan(128, 128, 148, 168),
    durationSeconds: minutes(25, 25, 30, 35),
    skills: ['tyre'],
    materials: {},
  },
  jump_start: {
    id: 'jump_start',
    category: 'rescue',
    name: { en: 'Jump start', zh: '搭电启动' },
    says: { en: 'Flat battery, we bring the booster', zh: '电瓶亏电，携设备搭电' },
    labourMinor: yuan(98, 98, 98, 118),
    durationSeconds: minutes(15, 15, 15, 20),
    skills: ['rescue'],
    materials: {},
  },
  fuel_delivery: {
    id: 'fuel_delivery',
    category: 'rescue',
    name: { en: 'Fuel delivery', zh: '送油' },
    says: { en: '10 litres of petrol to your car', zh: '送 10 升汽油到车旁' },
    labourMinor: yuan(88, 88, 88, 88),
    durationSeconds: minutes(10, 10, 10, 10),
    skills: ['rescue'],
    materials: { fuel_l: 10 },
  },
  lock_out: {
    id: 'lock_out',
    category: 'rescue',
    name: { en: 'Lock-out', zh: '开锁' },
    says: { en: 'Keys inside, opened without damage', zh: '钥匙锁车内，无损开锁' },
    labourMinor: yuan(168, 168, 198, 198),
    durationSeconds: minutes(25, 25, 25, 30),
    skills: ['lock'],
    materials: {},
  },
  tow: {
    id: 'tow',
    category: 'rescue',
    name: { en: 'Tow', zh: '拖车' },
    says: { en: 'On a flatbed to a garage near you', zh: '平板拖车送至附近维修点' },
    labourMinor: yuan(268, 298, 338, 398),
    durationSeconds: minutes(50, 50, 55, 60),
    skills: ['tow'],
    materials: {},
  },
}

/** What a unit of material costs the customer, fen including VAT; 0 when the labour price covers it. */
export const materialPriceMinor: Record<Material, number> = {
  water_l: 0,
  shampoo_ml: 0,
  oil_l: 7450,
  oil_filter: 4500,
  battery_12v: 45800,
  tyre: 42000,
  fuel_l: 820,
}

export const materialName: Record<Material, Bilingual> = {
  water_l: { en: 'Water', zh: '清水' },
  shampoo_ml: { en: 'Shampoo', zh: '洗车液' },
  oil_l: { en: 'Full synthetic 5W-30', zh: '全合成机油 5W-30' },
  oil_filter: { en: 'Oil filter', zh: '机油滤清器' },
  battery_12v: { en: '12 V battery', zh: '12 V 电瓶' },
  tyre: { en: 'Tyre', zh: '轮胎' },
  fuel_l: { en: 'Petrol 95', zh: '95 号汽油' },
}

export const materialUnit: Record<Material, Bilingual> = {
  water_l: { en: 'L', zh: '升' },
  shampoo_ml: { en: 'ml', zh: '毫升' },
  oil_l: { en: 'L', zh: '升' },
  oil_filter: { en: 'pc', zh: '个' },
  battery_12v: { en: 'pc', zh: '个' },
  tyre: { en: 'pc', zh: '条' },
  fuel_l: { en: 'L', zh: '升' },
}

/** The weightiest category of several services: a rescue makes the job a rescue. */
export const categoryOf = (services: readonly ServiceId[]): Category => {
  const present = new Set(services.map((id) => catalogue[id].category))
  if (present.has('rescue')) return 'rescue'
  return present.has('care') ? 'care' : 'wash'
}

/** What several services together need of a technician and his van. */
export const needsOf = (
  services: readonly ServiceId[],
  vehicleClass: VehicleClass,
): { durationSeconds: number; skills: Skill[]; materials: Partial<Record<Material, number>> } => {
  const used: Partial<Record<Material, number>> = {}
  const wanted = new Set<Skill>()
  let durationSeconds = 0
  for (const id of services) {
    const service = catalogue[id]
    durationSeconds += service.durationSeconds[vehicleClass]
    for (const skill of service.skills) wanted.add(skill)
    for (const material of materials) {
      const amount = service.materials[material]
      if (amount !== undefined) used[material] = (used[material] ?? 0) + amount
    }
  }
  return { durationSeconds, skills: [...wanted], materials: used }
}

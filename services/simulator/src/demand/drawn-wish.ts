import type { Category, Place, ServiceId, Vehicle, VehicleClass } from '@kerbside/domain'
import type { SamplePlaces } from '../city/sample-places.ts'
import { type RandomStream, randomStream } from '../random-stream.ts'

/** What a customer wants, for which car, where; `outside` when he stands where nobody serves. */
export interface Wish {
  services: ServiceId[]
  place: Place
  outside: boolean
}

const categoryWeights: Record<Category, number> = { wash: 50, care: 25, rescue: 25 }
const serviceWeights: Record<Category, Partial<Record<ServiceId, number>>> = {
  wash: { exterior_wash: 85, full_wash: 13, interior_detailing: 2 },
  care: { small_maintenance: 35, battery: 65 },
  rescue: { tyre_change: 28, jump_start: 34, fuel_delivery: 10, lock_out: 18, tow: 10 },
}
/** What an electric car cannot need. */
const fuelOnly: readonly ServiceId[] = ['small_maintenance', 'fuel_delivery']
const outsideShare = 0.01

const notes = ['', '', '', '地下车库 B1', '地下车库 B2', '路边停车位', '小区北门', '商场停车场', '打着双闪']

/** Draws a wish from the request's own stream. */
export const drawWish = (key: string, vehicle: Vehicle, places: SamplePlaces, rescueShare?: number): Wish => {
  const stream = randomStream(key, 'wish')
  const outside = stream.chance(outsideShare)
  const { name, point } = outside ? places.outside(stream) : places.inAnyZone(stream)
  const category =
    rescueShare !== undefined && stream.chance(rescueShare) ? 'rescue' : stream.weighted(categoryWeights)
  const weights = Object.entries(serviceWeights[category]).filter(
    ([id]) => vehicle.energy === 'fuel' || !fuelOnly.includes(id as ServiceId),
  )
  return {
    services: [stream.weighted(Object.fromEntries(weights) as Record<ServiceId, number>)],
    place: { point, label: name, note: stream.pick(notes) },
    outside,
  }
}

const classWeights: Record<VehicleClass, number> = { compact: 22, sedan: 42, suv: 28, mpv: 8 }
const electricShare = 0.3
const models: Record<Vehicle['energy'], Record<VehicleClass, readonly string[]>> = {
  fuel: {
    compact: ['大众 Polo', '本田 飞度', '丰田 致炫'],
    sedan: ['大众 朗逸', '日产 轩逸', '丰田 卡罗拉', '别克 英朗', '奥迪 A4L'],
    suv: ['本田 CR-V', '哈弗 H6', '大众 途观', '丰田 RAV4'],
    mpv: ['别克 GL8', '本田 奥德赛'],
  },
  electric: {
    compact: ['五菱 缤果', '比亚迪 海鸥'],
    sedan: ['特斯拉 Model 3', '比亚迪 汉', '小鹏 P7'],
    suv: ['特斯拉 Model Y', '蔚来 ES6', '理想 L7'],
    mpv: ['腾势 D9', '极氪 009'],
  },
}
const colours = ['白色', '黑色', '灰色', '银色', '蓝色', '红色']
/** Letters of Chinese plates: no I and no O. */
const plateLetters = [...'ABCDEFGHJKLMNPQRSTUVWXYZ']

/** Draws a customer's car: five signs on the plate, six with a letter for an electric one. */
export const drawVehicle = (stream: RandomStream): Vehicle => {
  const vehicleClass = stream.weighted(classWeights)
  const energy = stream.chance(electricShare) ? 'electric' : 'fuel'
  const digits = (many: number): string => Array.from({ length: many }, () => stream.whole(0, 9)).join('')
  const district = stream.pick([...'ABCDEFG'])
  return {
    vehicleClass,
    energy,
    plate:
      energy === 'electric'
        ? `沪${district}D${digits(5)}`
        : `沪${district}${stream.pick(plateLetters)}${digits(4)}`,
    model: stream.pick(models[energy][vehicleClass]),
    colour: stream.pick(colours),
  }
}

import { type Material, materials, type Skill } from '@kerbside/domain'
import { randomStream } from '../random-stream.ts'

/** A simulated technician before anybody has heard of him. */
export interface RosterLine {
  index: number
  name: string
  initials: string
  phone: string
  vanPlate: string
  skills: Skill[]
  /** Which zone of the list he works in. */
  zoneIndex: number
  /** Which of the staggered shifts he works. */
  shiftIndex: number
}

const surnames = [
  '王W',
  '李L',
  '张Z',
  '刘L',
  '陈C',
  '杨Y',
  '黄H',
  '赵Z',
  '吴W',
  '周Z',
  '徐X',
  '孙S',
  '马M',
  '朱Z',
  '胡H',
  '郭G',
  '何H',
  '林L',
  '高G',
  '罗L',
  '郑Z',
  '梁L',
  '谢X',
  '宋S',
]
const givenNames = [
  '伟W',
  '强Q',
  '磊L',
  '军J',
  '勇Y',
  '杰J',
  '涛T',
  '超C',
  '明M',
  '刚G',
  '平P',
  '辉H',
  '鹏P',
  '华H',
  '飞F',
  '斌B',
  '宇Y',
  '浩H',
  '凯K',
  '建国JG',
  '志强ZQ',
  '海燕HY',
  '晓东XD',
  '文博WB',
  '丽娟LJ',
  '国栋GD',
  '雪梅XM',
  '永康YK',
]

/**
 * What the vans of a zone and their technicians are good for, and which of the staggered shifts they work. The first two
 * are its roadside, early and late: together they do every rescue at every hour.
 */
const posts: readonly { skills: Skill[]; shiftIndex: number }[] = [
  { skills: ['rescue', 'tyre', 'battery', 'lock', 'tow'], shiftIndex: 0 },
  { skills: ['rescue', 'tyre', 'battery', 'lock', 'tow'], shiftIndex: 3 },
  { skills: ['wash', 'detailing', 'maintenance'], shiftIndex: 1 },
  { skills: ['wash', 'maintenance', 'battery', 'rescue', 'tyre'], shiftIndex: 2 },
  { skills: ['wash', 'detailing', 'battery', 'rescue', 'lock'], shiftIndex: 0 },
  { skills: ['wash', 'maintenance', 'battery', 'tyre'], shiftIndex: 3 },
  { skills: ['wash', 'maintenance', 'rescue', 'tyre'], shiftIndex: 1 },
  { skills: ['wash', 'battery', 'rescue', 'lock'], shiftIndex: 2 },
]

/**
 * Who works in the city: names, phones and plates by the seed; each zone's posts filled in their order (with 24
 * technicians every service has at least four; with four a zone every rescue has somebody at every hour).
 */
export const makeRoster = (count: number, zoneCount: number, seed: number): RosterLine[] => {
  const stream = randomStream(seed, 'roster')
  const taken = new Set<string>()
  const freshName = (): { name: string; initials: string } => {
    for (;;) {
      const [surname, given] = [stream.pick(surnames), stream.pick(givenNames)]
      const name = `${surname}${given}`.replaceAll(/[A-Z]/g, '')
      if (taken.has(name)) continue
      taken.add(name)
      return { name, initials: `${surname}${given}`.replaceAll(/[^A-Z]/g, '').slice(0, 3) }
    }
  }
  return Array.from({ length: count }, (_, index): RosterLine => {
    const zoneIndex = index % zoneCount
    const post = posts[Math.floor(index / zoneCount) % posts.length]
    if (!post) throw new Error('A zone has posts')
    return {
      index,
      ...freshName(),
      phone: `+86139${String(index + 1).padStart(8, '0')}`,
      vanPlate: `沪${stream.pick([...'ABCDEFG'])}${String(stream.whole(0, 99_999)).padStart(5, '0')}`,
      skills: [...post.skills],
      zoneIndex,
      shiftIndex: post.shiftIndex,
    }
  })
}

/** What a van carries when it leaves the depot in the morning. */
export const fullStock: Record<Material, number> = {
  water_l: 400,
  shampoo_ml: 4000,
  oil_l: 40,
  oil_filter: 10,
  battery_12v: 6,
  tyre: 4,
  fuel_l: 60,
}
/** What a van without that skill has no use for is left at the depot. */
export const stockFor = (skills: readonly Skill[]): Partial<Record<Material, number>> => {
  const needs: Record<Material, Skill> = {
    water_l: 'wash',
    shampoo_ml: 'wash',
    oil_l: 'maintenance',
    oil_filter: 'maintenance',
    battery_12v: 'battery',
    tyre: 'tyre',
    fuel_l: 'rescue',
  }
  return Object.fromEntries(
    materials
      .filter((material) => skills.includes(needs[material]))
      .map((material) => [material, fullStock[material]]),
  )
}

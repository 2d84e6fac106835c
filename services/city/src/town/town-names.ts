import { pinyin } from 'pinyin-pro'
import type { Chance } from './chance.ts'

export interface BothNames {
  zh: string
  en: string
}

/** What streets of a Chinese town are called after: trees and flowers, virtues, old trades, far cities. */
const STEMS =
  '桂花 梧桐 海棠 玉兰 银杏 香樟 丁香 紫荆 石榴 牡丹 芙蓉 茉莉 青松 翠竹 白杨 垂柳 红枫 蔷薇 月季 水仙 荷塘 莲溪 杏林 桃源 梅园 兰亭 菊池 枫桥 柳浪 松涛 竹苑 橘洲 文昌 崇德 尚贤 仁和 诚信 友谊 团结 和平 光明 胜利 解放 复兴 朝阳 永安 长宁 太平 康乐 兴业 富民 迎春 庆丰 瑞祥 同心 望江 听涛 观澜 映月 临水 清波 碧泉 甘露 龙潭 凤鸣 鹤鸣 白鹭 鸿雁 金鱼 玉带 彩虹 星河 云锦 晨曦 晚霞 书院 学士 状元 墨香 琴台 棋盘 丹青 织锦 染坊 磨坊 铁匠 酒坊 茶市 米市 盐仓 渔家 船坞 驿站 钟楼 城隍 古井 石桥 双桥 三元 四海 五福 六合 七星 八仙 九曲 十全 北京 南京 苏州 杭州 扬州 徽州 泉州 广州 桂林 昆明 成都 西安 洛阳 开封 济南 青岛 大连 长春 天山 泰山 黄山 庐山 衡山 华山 峨眉 武夷 太湖 洞庭 鄱阳 洪泽 珠江 长江 黄河 淮河 嘉陵 松花 牡丹江 钱塘'.split(
    ' ',
  )
const OVERFLOW = [
  '东 南 西 北 新 古 小 大 上 下'.split(' '),
  '河 塘 湾 浜 桥 园 坊 里 庄 渡 林 泉 亭 墩'.split(' '),
] as const

const SUFFIX = {
  avenue: ['大道', 'Avenue'],
  road: ['路', 'Road'],
  street: ['街', 'Street'],
  lane: ['巷', 'Lane'],
} as const
const SIDES = { 东: 'East', 西: 'West', 南: 'South', 北: 'North' } as const
export type StreetSort = keyof typeof SUFFIX
export type Side = keyof typeof SIDES

export const romanised = (zh: string): string => {
  const whole = pinyin(zh, { toneType: 'none', type: 'array', v: true }).join('')
  return whole.charAt(0).toUpperCase() + whole.slice(1)
}

/** "桂花" + road + 东 → 桂花东路 / Guihua East Road. */
export function streetName(stem: string, sort: StreetSort, side?: Side): BothNames {
  const [zh, en] = SUFFIX[sort]
  return {
    zh: `${stem}${side ?? ''}${zh}`,
    en: [romanised(stem), side && SIDES[side], en].filter(Boolean).join(' '),
  }
}

/** Stems in an order of the town's own, never one twice; compounds when the list is at its end. */
export function stemSource(chance: Chance): () => string {
  const [fronts, backs] = OVERFLOW
  const compounds = fronts.flatMap((front) => backs.map((back) => front + back))
  const stems = [...chance.shuffled(STEMS), ...chance.shuffled(compounds)]
  let next = 0
  return () => {
    const stem = stems[next % stems.length] ?? '无名'
    const round = Math.floor(next / stems.length)
    next += 1
    return round ? `${stem}${'二三四五六七八九'[round - 1] ?? round}` : stem
  }
}

type Naming = readonly [stem: string, sort: StreetSort, sides?: readonly [Side, Side]]

/** Arterials have the names such roads have everywhere; with sides, they are named apart on both sides of the hub. */
export const ARTERIAL_NAMES: Readonly<Record<string, Naming>> = {
  main: ['中山', 'road', ['南', '北']],
  people: ['人民', 'road', ['西', '东']],
  build: ['建设', 'road', ['西', '东']],
  west: ['西园', 'road'],
  east: ['工业', 'road'],
  ring: ['环城', 'road'],
  northbank: ['滨江', 'avenue'],
  southbank: ['沿江', 'road'],
  park: ['湖滨', 'road'],
  square: ['鼓楼', 'street'],
}

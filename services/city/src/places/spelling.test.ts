import { expect, it } from 'vitest'
import { spell } from './spelling.ts'

it.each([
  ['南京西路', 'nanjingxilu', 'njxl'],
  ['陕西北路', 'shanxibeilu', 'sxbl'],
  ['重庆南路', 'chongqingnanlu', 'cqnl'],
  ['南京西路/陕西北路', 'nanjingxilu/shanxibeilu', 'njxl/sxbl'],
  ['桂花路128号', 'guihualu128hao', 'ghl128h'],
  ['绿地中心', 'lvdizhongxin', 'ldzx'],
  ['Rua de São João', 'ruadesaojoao', 'rdsj'],
])('%s is typed %s or %s', (name, pinyin, initials) => {
  expect(spell(name)).toEqual({ pinyin, initials })
})

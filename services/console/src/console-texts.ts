import { defineTexts, initTexts } from '@kerbside/ui'
import { consoleEn } from './console-words-en.ts'
import { consoleZh } from './console-words-zh.ts'
import { machinesEn } from './machines-words-en.ts'
import { machinesZh } from './machines-words-zh.ts'

export const appTexts = defineTexts({
  en: { ...consoleEn, machines: machinesEn },
  'zh-CN': { ...consoleZh, machines: machinesZh },
})

export const { useTexts } = initTexts(appTexts)

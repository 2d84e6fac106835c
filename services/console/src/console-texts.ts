import { defineTexts, initTexts } from '@kerbside/ui'
import { consoleEn } from './console-words-en.ts'
import { consoleZh } from './console-words-zh.ts'
import { dispatchingEn, dispatchingZh } from './dispatch-words.ts'
import { machinesEn } from './machines-words-en.ts'
import { machinesZh } from './machines-words-zh.ts'

export const appTexts = defineTexts({
  en: { ...consoleEn, machines: machinesEn, dispatching: dispatchingEn },
  'zh-CN': { ...consoleZh, machines: machinesZh, dispatching: dispatchingZh },
})

export const { useTexts } = initTexts(appTexts)

import { defineTexts, initTexts } from '@kerbside/ui'
import { consoleEn } from './console-words-en.ts'
import { consoleZh } from './console-words-zh.ts'

export const appTexts = defineTexts({ en: consoleEn, 'zh-CN': consoleZh })

export const { useTexts } = initTexts(appTexts)

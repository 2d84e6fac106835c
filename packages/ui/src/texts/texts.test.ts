import { describe, expect, it } from 'vitest'
import { sharedEn } from './shared-en.ts'
import { sharedZh } from './shared-zh.ts'
import { createTexts } from './text-store.ts'
import { sameKeys } from './text-tree.ts'

describe('the shared texts', () => {
  it('say the same things in both languages', () => {
    expect(sameKeys({ en: sharedEn, 'zh-CN': sharedZh })).toEqual([])
  })

  it('are found wanting when a key or a placeholder is missing', () => {
    const faults = sameKeys({
      en: { a: 'A', b: { c: '{n} jobs' }, d: 'D' },
      'zh-CN': { a: '甲', b: { c: '若干' }, e: '戊' },
    })
    expect(faults).toEqual(['b.c: placeholders {n} and {}', 'd: missing in zh-CN', 'e: missing in en'])
  })

  it('fill ICU placeholders and count', () => {
    const texts = createTexts(
      { en: { jobs: '{n, plural, one {# job} other {# jobs}}' }, 'zh-CN': { jobs: '{n} 单' } },
      'en',
    )
    expect([texts.t('jobs', { n: 1 }), texts.t('jobs', { n: 3 })]).toEqual(['1 job', '3 jobs'])
    expect(texts.t('promise.arrives', { time: '14:19' })).toBe('Arrives 14:19')
  })

  it('switch the language and keep the app’s own words beside the shared ones', async () => {
    const texts = createTexts({ en: { word: { own: 'Own' } }, 'zh-CN': { word: { own: '自有' } } }, 'en')
    await texts.changeLanguage('zh-CN')
    expect([texts.t('word.own'), texts.t('word.promise'), texts.t('status.en_route')]).toEqual([
      '自有',
      '约定',
      '前往中',
    ])
  })
})

import { readFileSync } from 'node:fs'
import { statuses, technicianStates } from '@kerbside/domain'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const tokensOf = (selector: string): Record<string, string> => {
  const block = css.slice(css.indexOf(`${selector} {`)).split('\n}')[0] ?? ''
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/gi)].map(([, name, hex]) => [name, hex]),
  )
}
const light = tokensOf(':root')
const themes = { light, dark: { ...light, ...tokensOf('[data-theme="dark"]') } }

/** WCAG 2.2 relative luminance. */
const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: string, b: string): number => {
  const [x, y] = [luminance(a), luminance(b)]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

const readable: [text: string, ground: string][] = [
  ...statuses.map((status): [string, string] => [`st-${status}-fg`, `st-${status}-bg`]),
  ...['kept', 'tight', 'danger', 'broken', 'unknown'].flatMap((risk): [string, string][] => [
    [`risk-${risk}-fg`, `risk-${risk}-soft`],
    [`on-risk-${risk}`, `risk-${risk}`],
  ]),
  ['text', 'bg'],
  ['text-2', 'surface'],
  ['text-3', 'surface-sunken'],
  ['on-accent', 'accent'],
  ['on-kerb', 'kerb'],
  ['on-plate-green', 'plate-green-b'],
]
const seen: [glyph: string, ground: string][] = [
  ...technicianStates.map((state): [string, string] => ['on-tech', `tech-${state}`]),
  ...['wash', 'care', 'rescue'].map((category): [string, string] => ['on-svc', `svc-${category}`]),
]

describe.each(Object.entries(themes))('the %s theme', (_, tokens) => {
  const below = (pairs: [string, string][], least: number) =>
    pairs
      .map(([a, b]) => `${a} on ${b} ${contrast(tokens[a] ?? '', tokens[b] ?? '').toFixed(2)}`)
      .filter((line) => !(Number(line.split(' ').at(-1)) >= least))

  it('keeps every text at 4.5 : 1', () => {
    expect(below(readable, 4.5)).toEqual([])
  })

  it('keeps every glyph at 3 : 1', () => {
    expect(below(seen, 3)).toEqual([])
  })
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { repoRoot } from '../../infra/src/repo-root.ts'
import { openTestHouse, type TestHouse } from '../house/test-house.ts'

interface Panel {
  title: string
  targets: { expr: string; legendFormat: string }[]
}
const board = JSON.parse(readFileSync(join(repoRoot, 'infra', 'dashboards', 'kerbside.json'), 'utf8')) as {
  panels: Panel[]
}
const targets = board.panels.flatMap(({ title, targets }) => targets.map((target) => ({ title, ...target })))
/** What Prometheus adds to every sample when it scrapes. */
const scraped = new Set(['instance', 'job'])

let house: TestHouse
/** Names of metrics as `/metrics` has them, each with its labels. */
const known = new Map<string, Set<string>>()
beforeAll(async () => {
  house = await openTestHouse()
  await house.order(await house.customer(), ['jump_start'])
  const text = await (await fetch(`${house.base}/metrics`)).text()
  for (const line of text.split('\n')) {
    const sample = /^([a-z0-9_:]+)(?:\{(.*)\})? /.exec(line)
    if (!sample?.[1]) continue
    const labels = known.get(sample[1]) ?? new Set()
    for (const [, label] of (sample[2] ?? '').matchAll(/([a-z_]+)="/g)) labels.add(label ?? '')
    known.set(sample[1], labels)
  }
}, 60_000)
afterAll(() => house?.close())

const metricsIn = (expr: string): string[] => expr.match(/\b(kerbside|process|nodejs)_[a-z0-9_]+/g) ?? []
const labelsIn = (expr: string): string[] =>
  [
    ...[...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list]) => (list ?? '').split(',')),
    ...[...expr.matchAll(/\{([^}]*)\}/g)].flatMap(([, list]) =>
      [...(list ?? '').matchAll(/([a-z_]+)\s*(?:=|!)/g)].map(([, name]) => name ?? ''),
    ),
  ].map((label) => label.trim())

describe('the dashboard', () => {
  it('has a panel for people’s requests, stages, backlog, roads and processes', () => {
    expect(board.panels.length).toBeGreaterThan(10)
    expect(new Set(board.panels.map((panel) => panel.title)).size).toBe(board.panels.length)
  })

  it.each(targets)('$title asks for metrics and labels that exist: $expr', ({ expr, legendFormat }) => {
    const names = metricsIn(expr)
    expect(names.length).toBeGreaterThan(0)
    const labels = new Set(names.flatMap((name) => [...(known.get(name) ?? [])]))
    for (const name of names) expect([...known.keys()]).toContain(name)
    for (const label of labelsIn(expr)) expect([...labels, ...scraped]).toContain(label)
    for (const [, label] of legendFormat.matchAll(/\{\{(\w+)\}\}/g))
      expect([...labels, ...scraped]).toContain(label)
  })

  it('shows every figure of the house’s own', () => {
    const asked = new Set(targets.flatMap(({ expr }) => metricsIn(expr)))
    const own = [...known.keys()].filter(
      (name) => name.startsWith('kerbside_') && !/_(bucket|sum)$/.test(name),
    )
    expect(own.filter((name) => !asked.has(name))).toEqual([])
  })
})

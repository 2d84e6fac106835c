import { describe, expect, it } from 'vitest'
import {
  type Check,
  type Declared,
  hasAName,
  importsDownwards,
  isInSomeRoom,
  isPure,
  isShort,
  LONGEST,
  sharedNames,
  usesOwnLibraries,
} from './architecture/checks.ts'
import { circlesOf } from './architecture/circles.ts'
import { readDeclared, readRepository } from './architecture/repository.ts'

const files = readRepository()
const declared = readDeclared(files)

const everywhere = (check: Check): string[] => files.flatMap((file) => check(file, declared))

describe('the house', () => {
  it('has no file outside a room', () => expect(everywhere(isInSomeRoom)).toEqual([]))
  it('has no file or folder whose name says nothing', () => expect(everywhere(hasAName)).toEqual([]))
  it('has no two files of the same name', () =>
    expect(sharedNames(files.map(({ path }) => path))).toEqual([]))
  it('has no file that is too long', () => expect(everywhere(isShort)).toEqual([]))
  it('keeps clock, chance and process out of its pure rooms', () => expect(everywhere(isPure)).toEqual([]))
  it('imports downwards only, and no stage imports another', () =>
    expect(everywhere(importsDownwards)).toEqual([]))
  it('has no files that import each other in a circle', () => expect(circlesOf(files)).toEqual([]))
  it('keeps every outside library behind its door', () => expect(everywhere(usesOwnLibraries)).toEqual([]))
})

describe('the checks', () => {
  const known: Declared = new Map([
    ['', new Set(['vitest', '@types/geojson'])],
    ['dispatcher', new Set(['pg', 'kysely', 'bullmq', 'fastify'])],
    ['packages/ui', new Set(['react'])],
    ['services/customer', new Set<string>()],
  ])
  const blames = (check: Check, path: string, text = ''): boolean => check({ path, text }, known).length > 0

  it('blame a file in no room', () => {
    expect(blames(isInSomeRoom, 'tools/deploy.ts')).toBe(true)
    expect(blames(isInSomeRoom, 'dispatcher/loose.ts')).toBe(true)
    expect(blames(isInSomeRoom, 'packages/geo/src/zone-at.ts')).toBe(false)
  })

  it('blame a name that says nothing, for a file and for a folder', () => {
    expect(blames(hasAName, 'packages/geo/src/utils.ts')).toBe(true)
    expect(blames(hasAName, 'dispatcher/helpers/offer-timer.ts')).toBe(true)
    expect(blames(hasAName, 'packages/geo/src/zone-at.ts')).toBe(false)
  })

  it('blame files that import each other in a circle, and only them', () => {
    const file = (path: string, ...from: string[]) => ({
      path,
      text: from.map((one) => `import type { A } from '${one}'`).join('\n'),
    })
    const ring = [
      file('a/one.ts', './two.ts'),
      file('a/two.ts', '../b/three.ts'),
      file('b/three.ts', '../a/one.ts'),
    ]
    const others = [file('a/above.ts', './one.ts'), file('b/below.ts'), file('b/beside.ts', './below.ts')]
    expect(circlesOf([...others, ...ring])).toEqual(['a/one.ts', 'a/two.ts', 'b/three.ts'])
    expect(circlesOf([...others, ...ring.slice(1)])).toEqual([])
  })

  it('blame a long file', () => {
    expect(blames(isShort, 'infra/src/long.ts', '\n'.repeat(LONGEST + 1))).toBe(true)
    expect(blames(isShort, 'infra/src/long.ts', '\n'.repeat(LONGEST))).toBe(false)
    expect(blames(isShort, 'package-lock.json', '\n'.repeat(LONGEST + 1))).toBe(false)
  })

  it.each([
    'export const now = Date.now()',
    'export const now = new Date()',
    'export const dice = () => Math.random()',
    'export const home = process.env.HOME',
    "export const page = fetch('/')",
  ])('blame %s in a pure room', (text) => {
    expect(blames(isPure, 'packages/planner/src/made-up.ts', text)).toBe(true)
    expect(blames(isPure, 'dispatcher/plan/made-up.ts', text)).toBe(false)
  })

  it('leave a pure room its instants, its own randomness and the names of its properties', () => {
    const text = 'export const at = (job: { process: string }) => [new Date(5), job.process, "Date.now()"]'
    expect(blames(isPure, 'packages/domain/src/made-up.ts', text)).toBe(false)
  })

  it('blame node in a browser’s room', () => {
    const text = "import { readFileSync } from 'node:fs'"
    expect(blames(usesOwnLibraries, 'packages/domain/src/made-up.ts', text)).toBe(true)
    expect(blames(usesOwnLibraries, 'services/customer/src/made-up.tsx', text)).toBe(true)
    expect(blames(usesOwnLibraries, 'dispatcher/run/made-up.ts', text)).toBe(false)
  })

  it('blame a stage that imports another, also for a type and also while running', () => {
    const offer = 'dispatcher/offer/made-up.ts'
    expect(blames(importsDownwards, offer, "import { open } from '../travel/tracking.ts'")).toBe(true)
    expect(blames(importsDownwards, offer, "import type { Open } from '../travel/tracking.ts'")).toBe(true)
    expect(blames(importsDownwards, offer, "await import('../travel/tracking.ts')")).toBe(true)
    expect(blames(importsDownwards, offer, "export * from '../travel/tracking.ts'")).toBe(true)
    expect(blames(importsDownwards, offer, "import { step } from '../flow.ts'")).toBe(false)
  })

  it('blame an import that points up or sideways', () => {
    expect(blames(importsDownwards, 'packages/domain/src/a.ts', "import '@kerbside/protocol'")).toBe(true)
    expect(blames(importsDownwards, 'packages/planner/src/a.ts', "import '@kerbside/geo'")).toBe(true)
    expect(blames(importsDownwards, 'services/customer/src/a.ts', "import '@kerbside/planner'")).toBe(true)
    expect(blames(importsDownwards, 'services/customer/src/a.ts', "import '../../console/src/b.ts'")).toBe(
      true,
    )
    expect(blames(importsDownwards, 'packages/ui/src/a.ts', "import '../../../dispatcher/house.ts'")).toBe(
      true,
    )
    expect(blames(importsDownwards, 'services/customer/src/a.ts', "import '@kerbside/ui'")).toBe(false)
  })

  it('blame an outside library away from its door', () => {
    const queue = "import { Queue } from 'bullmq'"
    expect(blames(usesOwnLibraries, 'dispatcher/plan/a.ts', queue)).toBe(true)
    expect(blames(usesOwnLibraries, 'dispatcher/outside/postgres/a.ts', queue)).toBe(true)
    expect(blames(usesOwnLibraries, 'dispatcher/outside/queue/a.ts', queue)).toBe(false)
  })

  it('let a stage write SQL only in a store, and name its shapes anywhere', () => {
    const value = "import { sql } from 'kysely'"
    expect(blames(usesOwnLibraries, 'dispatcher/offer/a.ts', value)).toBe(true)
    expect(blames(usesOwnLibraries, 'dispatcher/offer/offer-store.ts', value)).toBe(false)
    expect(
      blames(usesOwnLibraries, 'dispatcher/offer/a.ts', "import type { Selectable } from 'kysely'"),
    ).toBe(false)
    expect(
      blames(usesOwnLibraries, 'services/customer/src/a.ts', "import type { Selectable } from 'kysely'"),
    ).toBe(true)
  })

  it('blame a library that no package.json near it names', () => {
    expect(blames(usesOwnLibraries, 'dispatcher/run/a.ts', "import left from 'left-pad'")).toBe(true)
    expect(blames(usesOwnLibraries, 'packages/planner/src/a.ts', "import 'fastify'")).toBe(true)
    expect(blames(usesOwnLibraries, 'services/customer/src/a.tsx', "import 'react'")).toBe(false)
    expect(blames(usesOwnLibraries, 'packages/planner/src/a.test.ts', "import 'vitest'")).toBe(false)
  })

  it('blame two files of one name, but not two doors', () => {
    expect(sharedNames(['infra/src/child.ts', 'dispatcher/run/child.ts'])).toHaveLength(1)
    expect(sharedNames(['packages/geo/src/index.ts', 'packages/ui/src/index.ts'])).toEqual([])
  })
})

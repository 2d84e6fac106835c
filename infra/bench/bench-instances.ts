import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readVrplib, readVrplibSolution, type VrplibProblem, type VrplibRounding } from '@kerbside/planner'
import { generatedInstance } from './generated-instance.ts'

/** A problem to be measured; `best` is the best known cost in the problem's integers, if any is known. */
export interface BenchInstance {
  name: string
  family: string
  rounding: VrplibRounding
  /** The file, for solvers that read it themselves. */
  path: string | undefined
  read: () => VrplibProblem
  best: number | undefined
}

const roundings: Readonly<Record<string, VrplibRounding>> = { mdvrptw: 'exact', sdvrptw: 'exact' }
/** Best known costs are written in these units of the problem's integers. */
const solutionScale: Readonly<Record<string, number>> = { mdvrptw: 1, sdvrptw: 1, pcvrptw: 1 }

const isAmong = (name: string, only: readonly string[]): boolean =>
  only.length === 0 || only.some((begin) => name.startsWith(begin))

const familyOf = (folder: string, name: string): string => {
  if (folder !== 'vrptw') return folder
  if (/_10_/.test(name)) return '1000'
  if (/_4_/.test(name)) return '400'
  return /_2_/.test(name) ? '200' : 'S'
}

/** The instances of the families in a folder of VRPLIB texts, in order; undefined if there is no such folder. */
export const listInstances = (
  home: string,
  families: readonly string[],
  only: readonly string[],
): BenchInstance[] | undefined => {
  if (!existsSync(home)) return undefined
  const folders = ['vrptw', 'mdvrptw', 'sdvrptw', 'pcvrptw'].filter((folder) =>
    existsSync(join(home, folder)),
  )
  return folders.flatMap((folder) =>
    readdirSync(join(home, folder))
      .filter((file) => file.endsWith('.vrp') && isAmong(file, only))
      .map((file) => file.slice(0, -'.vrp'.length))
      .filter((name) => families.includes(familyOf(folder, name)))
      .map((name) => instanceAt(join(home, folder), folder, name)),
  )
}

const instanceAt = (home: string, folder: string, name: string): BenchInstance => {
  const path = join(home, `${name}.vrp`)
  const solution = join(home, `${name}.sol`)
  const rounding = roundings[folder] ?? 'dimacs'
  const cost = existsSync(solution) ? readVrplibSolution(readFileSync(solution, 'utf8')).cost : undefined
  return {
    name,
    family: familyOf(folder, name),
    rounding,
    path,
    read: () => readVrplib(readFileSync(path, 'utf8'), rounding),
    best: cost === undefined ? undefined : Math.round(cost * (solutionScale[folder] ?? 10)),
  }
}

const sizes: Readonly<Record<string, number>> = { S: 100, '200': 200, '400': 400, '1000': 1000 }

/** Three problems a family from our own generator, for a machine without the public ones. */
export const generateInstances = (families: readonly string[], only: readonly string[]): BenchInstance[] =>
  families
    .flatMap((family) =>
      (['clustered', 'random', 'mixed'] as const).map((layout, i): BenchInstance => {
        const customers = sizes[family] ?? 100
        return {
          name: `${layout}-${customers}`,
          family,
          rounding: 'dimacs',
          path: undefined,
          read: () => readVrplib(generatedInstance({ layout, customers, seed: i + 1 })),
          best: undefined,
        }
      }),
    )
    .filter(({ name }) => isAmong(name, only))

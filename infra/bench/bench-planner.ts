import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkVrptw, readVrplib } from '@kerbside/planner'
import { type BenchInstance, generateInstances, listInstances } from './bench-instances.ts'
import { optionsOrEnd } from './bench-options.ts'
import { benchTable, type Measured } from './bench-table.ts'
import { generatedInstance } from './generated-instance.ts'
import { PeerProcess, peerNames } from './peer-process.ts'
import { type PlannerWish, plannerOptions } from './planner-options.ts'
import { SearchThreads } from './search-threads.ts'
import { storedFigures } from './stored-figures.ts'
import { runTrial } from './trial-runs.ts'

/**
 * `npm run bench:planner`: the planner's fast lane on problems with a best known answer, beside the peers. One solver
 * at a time. Progress goes to stderr, the tables to stdout.
 */
const besideCheckout = join(import.meta.dirname, '..', '..', '..', 'shared')
const say = (line: string): boolean => process.stderr.write(`${line}\n`)

await bench(optionsOrEnd('bench:planner', plannerOptions))

async function bench(wish: PlannerWish): Promise<void> {
  const home = wish.shared ?? besideCheckout
  const instances = instancesFor(home, wish)
  const pool = new SearchThreads(Math.max(...wish.threads))
  const python = wish['no-peers'] ? undefined : process.env.PEERS_PYTHON
  const peers = python !== undefined && existsSync(python) ? new PeerProcess(python) : undefined
  await pool.warmUp(readVrplib(generatedInstance({ layout: 'mixed', customers: 100, seed: 7 })).problem)
  const costs: Cost[] = []
  for (const seconds of wish.seconds) {
    for (const family of new Set(instances.map((instance) => instance.family))) {
      const those = instances.filter((instance) => instance.family === family)
      for (const instance of those) costs.push(...(await solveOurs(pool, instance, seconds, wish)))
      if (!wish['no-trial']) costs.push(...(await solveByTrial(join(home, 'trial'), those, seconds, wish)))
      if (peers)
        for (const instance of those) costs.push(...(await solveByPeers(peers, instance, seconds, wish.seed)))
    }
  }
  await pool.close()
  peers?.close()
  report(wish, instances, costs, storedFigures(join(home, 'instances')))
}

/** A cost in the problem's integers, or already a gap in %. */
interface Cost extends Omit<Measured, 'gap'> {
  cost?: number
  gap?: number
}

function instancesFor(home: string, wish: PlannerWish): BenchInstance[] {
  const listed = listInstances(join(home, 'instances'), wish.families, wish.only)
  if (listed !== undefined && listed.length > 0) return listed
  say(
    `There are no such problems in ${join(home, 'instances')}: generated ones take their place, measured against the best plan of this run.`,
  )
  return generateInstances(wish.families, wish.only)
}

async function solveOurs(
  pool: SearchThreads,
  instance: BenchInstance,
  seconds: number,
  wish: PlannerWish,
): Promise<Cost[]> {
  const { problem } = instance.read()
  const costs: Cost[] = []
  for (const threads of wish.threads) {
    const report = await pool.solve(problem, { threads, seconds, seed: wish.seed, clock: wish.clock })
    const broken = checkVrptw(problem, report.answer)
    if (broken.length > 0) throw new Error(`${instance.name}: ${broken[0]}`)
    const isWhole = problem.prizes !== undefined || report.answer.unserved.length === 0
    const cost = isWhole ? report.answer.cost : Infinity
    costs.push({
      family: instance.family,
      seconds,
      solver: `ours, ${threads} thread${threads > 1 ? 's' : ''}`,
      name: instance.name,
      cost,
    })
    const gap = instance.best === undefined ? '' : ` ${gapOf(cost, instance.best).toFixed(3)} %`
    say(
      `${instance.name} ${seconds} s, ${threads} thread(s): ${cost}${gap}, ${report.answer.iterations} iterations, took ${report.seconds.toFixed(2)} s`,
    )
  }
  return costs
}

async function solveByTrial(
  home: string,
  instances: readonly BenchInstance[],
  seconds: number,
  wish: PlannerWish,
): Promise<Cost[]> {
  const classic = instances.filter(({ family }) => !family.endsWith('vrptw'))
  const gaps = await runTrial(home, classic, { seconds, clock: wish.clock, seed: wish.seed })
  return classic.flatMap(({ family, name }) => {
    const gap = gaps.get(name)
    if (gap === undefined) return []
    say(`${name} ${seconds} s, trial: ${gap} %`)
    return [{ family, seconds, solver: 'trial, 1 thread', name, gap }]
  })
}

async function solveByPeers(
  peers: PeerProcess,
  instance: BenchInstance,
  seconds: number,
  seed: number,
): Promise<Cost[]> {
  const { path, rounding, family, name } = instance
  if (path === undefined) return []
  const costs: Cost[] = []
  for (const solver of family.endsWith('vrptw') ? (['pyvrp'] as const) : peerNames) {
    const cost = (await peers.solve({ solver, path, rounding, seconds, seed })) ?? Infinity
    say(`${name} ${seconds} s, ${solver}: ${cost}`)
    costs.push({ family, seconds, solver: `${solver}, 1 thread`, name, cost })
  }
  return costs
}

function gapOf(cost: number, best: number): number {
  return (100 * (cost - best)) / best
}

function report(
  wish: PlannerWish,
  instances: readonly BenchInstance[],
  costs: readonly Cost[],
  stored: string[][],
): void {
  const best = new Map(instances.map(({ name, best: known }) => [name, known]))
  const seen = (name: string): number =>
    Math.min(...costs.filter((one) => one.name === name).map(({ cost }) => cost ?? Infinity))
  const measured = costs.map(
    ({ cost, gap, ...rest }): Measured => ({
      ...rest,
      gap: gap ?? gapOf(cost ?? Infinity, best.get(rest.name) ?? seen(rest.name)),
    }),
  )
  const clock = wish.clock === 'cpu' ? 'processor time of each thread' : 'wall time'
  process.stdout.write(
    `Mean (worst) gap to the best known cost in %, seed ${wish.seed}, ours and the trial by ${clock}, peers by wall time, one solver at a time.\n\n`,
  )
  process.stdout.write(`${benchTable(measured)}\n`)
  if (stored.length === 0) return
  process.stdout.write(
    'Stored figures (S, 200, 400, 1000; other problems of the same families, each solver alone on the machine):\n\n',
  )
  for (const cells of stored) process.stdout.write(`| ${cells.join(' | ')} |\n`)
}

// `npm run plan`: straight to the planner where Node and the packages are as they should be, because a plan is asked for
// within seconds; else by the long way, which makes them so.
import { spawn } from 'node:child_process'
import * as modules from 'node:module'
import { fileURLToPath } from 'node:url'

const OLDEST_NODE_FOR_TYPESCRIPT = 24
const here = (path) => fileURLToPath(new URL(path, import.meta.url))

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE_FOR_TYPESCRIPT || !(await runHere()))
  takeTheLongWay()

async function runHere() {
  const cache = here('../../../node_modules/.cache/kerbside-plan')
  modules.enableCompileCache(cache)
  // Threads read it from here.
  process.env.NODE_COMPILE_CACHE = cache
  try {
    await import('./plan-file.ts')
    return true
  } catch (error) {
    if (error?.code === 'ERR_MODULE_NOT_FOUND') return false
    throw error
  }
}

function takeTheLongWay() {
  const child = spawn(process.execPath, [here('../../bootstrap.mjs'), 'plan', ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => process.exit(code ?? 1))
}

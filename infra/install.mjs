import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const NO_NETWORK = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT/
const DISK_FULL = /ENOSPC|EDQUOT/
const OLDEST_NODE_FOR_TYPESCRIPT = 24

/** Installs what package-lock.json says if node_modules differs; answers a sentence when it cannot. */
export async function installPackages(repoRoot) {
  const modules = join(repoRoot, 'node_modules')
  const mark = join(modules, '.kerbside-lock')
  const lock = readFileSync(join(repoRoot, 'package-lock.json'), 'utf8')
  const hash = createHash('sha256').update(lock).digest('hex')
  if (read(mark) === hash) return
  if (!matches(JSON.parse(lock), read(join(modules, '.package-lock.json')))) {
    // `ci` wipes the folder first, so it is for the first time; neither of the two writes the lock file.
    const args = existsSync(modules) ? ['install', '--no-save'] : ['ci']
    const result = await runNpm([...args, '--no-audit', '--no-fund'], repoRoot)
    if (result.code !== 0) return installTrouble(result.output)
  }
  mkdirSync(modules, { recursive: true })
  writeFileSync(mark, hash)
}

/** The Node 24 that came as the npm package `node`, or this one if it is as new. */
export async function findNode(repoRoot) {
  const home = join(repoRoot, 'node_modules', 'node')
  const path = join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (await runs(path)) return { path }
  // npm may have been told to run no install scripts; this is the one `node` needs.
  if (existsSync(home)) await run(process.execPath, ['installArchSpecificPackage'], home)
  if (await runs(path)) return { path }
  if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE_FOR_TYPESCRIPT)
    return { path: process.execPath }
  return {
    trouble:
      `Node ${OLDEST_NODE_FOR_TYPESCRIPT} could not be had through npm and this is Node ${process.versions.node}: ` +
      `install Node ${OLDEST_NODE_FOR_TYPESCRIPT} or delete node_modules and try again.`,
  }
}

/** npm notes beside the packages what it has put there; a lock file says what should be there. */
function matches(lock, hidden) {
  if (!hidden) return false
  const present = JSON.parse(hidden).packages
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (!path.startsWith('node_modules/')) return true
    const found = present[path]
    if (!found) return Boolean(wanted.optional || wanted.devOptional || wanted.peer)
    return found.version === wanted.version && Boolean(found.link) === Boolean(wanted.link)
  })
}

async function runNpm(args, cwd) {
  const stop = showProgress('Installing the packages')
  const own = process.env.npm_execpath
  const result =
    own && basename(own).startsWith('npm')
      ? await run(process.execPath, [own, ...args], cwd)
      : await run('npm', args, cwd)
  stop(result.code === 0)
  return result
}

function run(command, args, cwd) {
  return new Promise((resolve) => {
    const env = { ...process.env, npm_config_loglevel: 'error', npm_config_progress: 'false' }
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => resolve({ code: 1, output: error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

async function runs(path) {
  if (!existsSync(path)) return false
  return (await run(path, ['--version'], process.cwd())).code === 0
}

function installTrouble(output) {
  const reason = NO_NETWORK.test(output)
    ? 'there is no way to the npm registry: check the network or the proxy'
    : DISK_FULL.test(output)
      ? 'the disk is full: make room'
      : 'npm says why above'
  return `${output.trim()}\n\nThe packages could not be installed; ${reason}, then run the command again.`
}

function showProgress(what) {
  const begun = Date.now()
  const seconds = () => Math.round((Date.now() - begun) / 1000)
  const tty = process.stderr.isTTY
  if (!tty) process.stderr.write(`${what} …\n`)
  const timer = setInterval(() => tty && process.stderr.write(`\r${what} … ${seconds()} s`), 500)
  return (well) => {
    clearInterval(timer)
    process.stderr.write(`${tty ? '\r' : ''}${what} ${well ? 'took' : 'failed after'} ${seconds()} s\n`)
  }
}

function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

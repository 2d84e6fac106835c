import { posix } from 'node:path'
import { keepers, type Room, rooms, thresholds } from './rooms.ts'
import { type Import, importsOf, impuritiesOf, isCode, isTest, type SourceFile } from './source.ts'

/** The names in `dependencies` and `devDependencies` of package.json files, by folder; '' is the top. */
export type Declared = ReadonlyMap<string, ReadonlySet<string>>

export type Check = (file: SourceFile, declared: Declared) => string[]

export const LONGEST = 300

const NAMELESS = /^(utils?|helpers?|common|types|misc|shared|lib)$/
const OFTEN_NAMED = new Set(['index.ts', 'main.ts', 'main.tsx', 'vite.config.ts', 'vite-env.d.ts'])
const MEASURED = /\.(ts|tsx|mjs)$/

/** The room a path is in; the innermost if there are several. */
export function roomOf(path: string): Room | undefined {
  const around = rooms.filter(({ at }) => path === at || path.startsWith(`${at}/`))
  return around.sort((a, b) => b.at.length - a.at.length)[0]
}

export const isInSomeRoom: Check = ({ path }) =>
  roomOf(path) || thresholds.some((one) => one.test(path)) ? [] : [`${path} is in no room`]

export const hasAName: Check = ({ path }) => {
  const words = path.split('/').map((part) => part.replace(/\.[^/]*$/, ''))
  const nameless = words.find((word) => NAMELESS.test(word))
  return nameless ? [`${path}: "${nameless}" says nothing; what has no name has no home`] : []
}

export const isShort: Check = ({ path, text }) => {
  const lines = text.split('\n').length - 1
  return MEASURED.test(path) && lines > LONGEST ? [`${path} has ${lines} lines, more than ${LONGEST}`] : []
}

export const isPure: Check = (file) => {
  const { path } = file
  if (!roomOf(path)?.pure || !isCode(path) || isTest(path)) return []
  return impuritiesOf(file).map((name) => `${path} uses ${name}, but its room is pure`)
}

/** Walls inside the house: which rooms a room opens to. */
export const importsDownwards: Check = (file) => {
  const room = roomOf(file.path)
  if (!room || !isCode(file.path)) return []
  return importsOf(file).flatMap(({ from }) => {
    const target = targetOf(file.path, from)
    if (!target || target.at === room.at || room.opens.includes(target.at) || isTestOfAnything(file, target))
      return []
    return [`${file.path} imports ${from}, but ${room.at} does not open to ${target.at}`]
  })
}

/** Walls around the house: which libraries a room may use, and which stay behind one door. */
export const usesOwnLibraries: Check = (file, declared) => {
  const room = roomOf(file.path)
  if (!room || !isCode(file.path)) return []
  return importsOf(file).flatMap((one) => {
    const library = libraryOf(one.from)
    if (!library) return nodeTrouble(file, room, one)
    if (!mayKeep(file, library, one))
      return [`${file.path} imports ${library}, which only ${keepers[library]} may`]
    if (isKnown(file, room, { library, typeOnly: one.typeOnly }, declared)) return []
    return [`${file.path} imports ${library}, which ${room.at} does not have`]
  })
}

/** Two files of one name are told apart only by who remembers where they are. */
export function sharedNames(paths: string[]): string[] {
  const byName = Map.groupBy(
    paths.filter((path) => /\.tsx?$/.test(path)),
    (path) => posix.basename(path),
  )
  return [...byName]
    .filter(([name, all]) => all.length > 1 && !OFTEN_NAMED.has(name))
    .map(([name, all]) => `${name} is the name of ${all.join(' and ')}`)
}

function targetOf(path: string, from: string): Room | undefined {
  if (from.startsWith('.')) return roomOf(posix.join(posix.dirname(path), from))
  const own = /^@kerbside\/([\w-]+)/.exec(from)?.[1]
  if (!own) return undefined
  return rooms.find(({ at }) => [`packages/${own}`, `services/${own}`, own].includes(at))
}

/** Tests under tests/ set up whole houses; tests beside a file may use the common setup. */
function isTestOfAnything({ path }: SourceFile, target: Room): boolean {
  return isTest(path) && (target.at === 'tests' || path.startsWith('tests/'))
}

function libraryOf(from: string): string | undefined {
  if (from.startsWith('.') || from.startsWith('node:') || from.startsWith('@kerbside/')) return undefined
  if (from.startsWith('virtual:') || from.startsWith('/')) return undefined
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/')
}

function nodeTrouble({ path }: SourceFile, room: Room, { from }: Import): string[] {
  const forbidden =
    (room.pure || room.browser) && from.startsWith('node:') && !isTest(path) && !isConfig(path)
  return forbidden ? [`${path} imports ${from}, but its room runs in a browser`] : []
}

function mayKeep({ path }: SourceFile, library: string, { typeOnly }: Import): boolean {
  const allowed = keepers[library]
  if (!allowed || allowed.some((at) => path.startsWith(`${at}/`))) return true
  // Repositories beside a stage are written in SQL; everybody may name the shapes of what they answer.
  return library === 'kysely' && path.startsWith('dispatcher/') && (typeOnly || path.endsWith('-store.ts'))
}

function isKnown(
  { path }: SourceFile,
  room: Room,
  { library, typeOnly }: { library: string; typeOnly: boolean },
  declared: Declared,
): boolean {
  const has = (folder: string) =>
    declared.get(folder)?.has(library) || declared.get(folder)?.has(`@types/${library}`) || false
  // What only tests and builds need is declared at the top, and so are the types of what has none of its own.
  if ((typeOnly || isTest(path) || isConfig(path) || room.at === 'tests') && has('')) return true
  if (room.libraries) return room.libraries.includes(library)
  return hasOwn(path, has) || (room.browser === true && has('packages/ui'))
}

function hasOwn(path: string, has: (folder: string) => boolean): boolean {
  const parts = path.split('/')
  return parts.some((_, depth) => depth > 0 && has(parts.slice(0, depth).join('/')))
}

function isConfig(path: string): boolean {
  return /(\.config|\/vite-[\w-]+)\.ts$/.test(path)
}

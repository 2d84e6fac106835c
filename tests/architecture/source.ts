import { parseSync } from 'vite'

/** A file with its path from the top of the repository. */
export interface SourceFile {
  path: string
  text: string
}

export interface Import {
  from: string
  typeOnly: boolean
}

type Node = { type: string } & Record<string, unknown>

const PARSED = /\.(ts|tsx|mjs)$/

export function isCode(path: string): boolean {
  return PARSED.test(path)
}

export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path)
}

/** What the file imports, re-exports or loads while it runs. */
export function importsOf({ path, text }: SourceFile): Import[] {
  const { module } = parseSync(path, text)
  const imported = module.staticImports.map(({ moduleRequest, entries }) => ({
    from: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
  }))
  const exported = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) =>
      moduleRequest ? { from: moduleRequest.value, typeOnly: isType } : [],
    ),
  )
  const loaded = module.dynamicImports.flatMap(({ moduleRequest }) => {
    const literal = /^['"](.*)['"]$/.exec(text.slice(moduleRequest.start, moduleRequest.end))
    return literal?.[1] ? { from: literal[1], typeOnly: false } : []
  })
  return [...imported, ...exported, ...loaded]
}

const IMPURE_NAMES = new Set(
  'process fetch console setTimeout setInterval setImmediate performance crypto WebSocket localStorage Buffer'.split(
    ' ',
  ),
)
const IMPURE_MEMBERS = new Set(['Date.now', 'Math.random'])

/** Uses of the clock, of chance, and of whatever is outside. */
export function impuritiesOf({ path, text }: SourceFile): string[] {
  const found = new Set<string>()
  visit(parseSync(path, text).program, (node) => {
    const name = impurityIn(node)
    if (name) found.add(name)
  })
  return [...found]
}

function impurityIn(node: Node): string | undefined {
  if (node.type === 'Identifier' && IMPURE_NAMES.has(String(node.name))) return String(node.name)
  if (node.type === 'NewExpression' && nameOf(node.callee) === 'Date' && isEmpty(node.arguments))
    return 'new Date()'
  if (node.type !== 'MemberExpression') return undefined
  const member = `${nameOf(node.object)}.${nameOf(node.property)}`
  return IMPURE_MEMBERS.has(member) ? member : undefined
}

/** Names of properties are not uses of what happens to be called the same. */
const NAMES_ONLY: Readonly<Record<string, string>> = {
  MemberExpression: 'property',
  Property: 'key',
  PropertyDefinition: 'key',
  MethodDefinition: 'key',
  TSPropertySignature: 'key',
  TSMethodSignature: 'key',
}

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const one of value) visit(one, see)
  if (!isNode(value)) return
  see(value)
  for (const [key, child] of Object.entries(value)) {
    if (NAMES_ONLY[value.type] === key && value.computed !== true) continue
    if (typeof child === 'object') visit(child, see)
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

function nameOf(value: unknown): string {
  return isNode(value) && value.type === 'Identifier' ? String(value.name) : ''
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const repo = join(import.meta.dirname, '..', '..', '..', '..')
const folders = ['packages/ui/src', 'services/customer/src', 'services/console/src', 'technician-app/src']
const files = folders.flatMap((folder) =>
  readdirSync(join(repo, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(css|tsx?)$/.test(name))
    .map((name) => ({ name: `${folder}/${name}`, text: readFileSync(join(repo, folder, name), 'utf8') })),
)
const said = new Set(files.flatMap(({ text }) => text.match(/--[a-z][\w-]*(?=['"]?\s*:)/g) ?? []))
/** React Aria sets it on what it opens. */
const fromElsewhere = ['--trigger-width']

it('no screen uses a colour, size or space that the tokens do not know', () => {
  const unknown = files.flatMap(({ name, text }) =>
    [...text.matchAll(/var\((--[a-z][\w-]*[a-z0-9])[,)]/g)]
      .map(([, token = '']) => token)
      .filter((token) => !said.has(token) && !fromElsewhere.includes(token))
      .map((token) => `${name}: ${token}`),
  )
  expect(unknown).toEqual([])
})

it('only the tokens name colours', () => {
  const own = files.filter(({ name }) => name.endsWith('.css') && !name.endsWith('/tokens.css'))
  expect(own.filter(({ text }) => /#[0-9a-f]{3,8}\b/i.test(text)).map(({ name }) => name)).toEqual([])
})

it('a type token, which is a size and a line height, stands in a whole `font` alone', () => {
  const parted = files.flatMap(({ name, text }) =>
    [...text.matchAll(/(font-size|line-height|fontSize)'?:[^;,\n]*var\(--t-\d+/g)].map(
      ([found]) => `${name}: ${found}`,
    ),
  )
  expect(parted).toEqual([])
})

import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dataDirAt, prepareDataDir } from './data-dir.ts'

describe('the data folder', () => {
  it('is made with all that is missing above it', () => {
    const root = join(mkdtempSync(join(tmpdir(), 'kerbside-data-')), 'a', 'b')
    prepareDataDir(dataDirAt(root))
    expect(existsSync(join(root, 'cache'))).toBe(true)
  })

  it.runIf(process.platform === 'linux')('is refused in a sentence where nothing can be made', () => {
    expect(() => prepareDataDir(dataDirAt('/proc/kerbside/data'))).toThrow(
      /cannot be written .* choose another folder with --data/,
    )
  })
})

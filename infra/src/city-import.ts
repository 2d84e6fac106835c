import { type CitySource, importCity } from '@kerbside/city'
import { reasonOf } from './trouble.ts'

interface Order {
  source: CitySource
  outDir: string
  osrmBinDir: string | null
}

try {
  const { source, outDir, osrmBinDir } = JSON.parse(process.argv[2] ?? '') as Order
  await importCity({ source, outDir, osrmBinDir, onProgress: (line) => process.stdout.write(`${line}\n`) })
} catch (thrown) {
  process.stderr.write(`${reasonOf(thrown)}\n`)
  process.exitCode = 1
}

import { parseArgs } from 'node:util'
import { CityImportError, reasonFrom } from './city-import-error.ts'
import { importCity } from './import-city.ts'
import type { CitySource } from './source/city-source.ts'
import { namedExtract, TOWN_SEED } from './source/find-city-source.ts'

const USAGE = `Makes a city dataset folder of a map extract or of a generated town.

  node services/city/src/cli.ts [--pbf FILE | --generated SEED] --out DIR [--osrm BINDIR]

  --pbf FILE        an .osm.pbf; names from FILE.json or CITY_NAME, CITY_NAME_ZH, CITY_TZ
  --generated SEED  a town from a whole number (the default, with ${TOWN_SEED})
  --out DIR         the folder to write; an older dataset in it is replaced
  --osrm BINDIR     the folder of osrm-extract and osrm-contract; without it there are no roads to route on`

function readArgs() {
  try {
    const { values } = parseArgs({
      options: {
        pbf: { type: 'string' },
        generated: { type: 'string' },
        out: { type: 'string' },
        osrm: { type: 'string' },
        help: { type: 'boolean' },
      },
    })
    return values
  } catch (thrown) {
    throw new CityImportError('wrong_input', `${reasonFrom(thrown)}\n\n${USAGE}`, thrown)
  }
}

function sourceFrom({ pbf, generated }: { pbf?: string; generated?: string }): CitySource {
  if (pbf !== undefined && generated !== undefined)
    throw new CityImportError('wrong_input', 'Give --pbf or --generated, not both.')
  if (pbf !== undefined) return namedExtract(pbf, process.env)
  const seed = Number(generated ?? TOWN_SEED)
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new CityImportError('wrong_input', `--generated takes a whole number, not "${generated}".`)
  return { kind: 'generated', seed, id: 'kerbtown' }
}

async function main(): Promise<void> {
  const args = readArgs()
  if (args.help) return console.log(USAGE)
  if (!args.out) throw new CityImportError('wrong_input', `--out DIR is missing.\n\n${USAGE}`)
  const manifest = await importCity({
    source: sourceFrom(args),
    outDir: args.out,
    osrmBinDir: args.osrm ?? null,
    onProgress: (sentence) => console.log(sentence),
  })
  console.log(`${manifest.name.en} (${manifest.name.zh}) is in ${args.out}.`)
}

try {
  await main()
} catch (thrown) {
  if (!(thrown instanceof CityImportError)) throw thrown
  console.error(thrown.sentence)
  process.exitCode = 1
}

import { openDatabase } from '../outside/postgres/database.ts'
import { checkInvariants } from './invariant-store.ts'

/** `node dispatcher/run/check-house.ts`: counts broken invariants of every city in `DATABASE_URL`; prints one line of JSON. */
const url = process.env.DATABASE_URL
if (!url) {
  process.stderr.write('Name the database in DATABASE_URL.\n')
  process.exit(2)
}
const { db, close } = openDatabase(url, {
  poolSize: 1,
  onError: (error) => process.stderr.write(`${error.message}\n`),
})
const total: Record<string, number> = {}
for (const { city_id: cityId } of await db.selectFrom('clock').select('city_id').execute()) {
  for (const [name, count] of Object.entries(await checkInvariants(db, cityId)))
    total[name] = (total[name] ?? 0) + count
}
process.stdout.write(`${JSON.stringify(total)}\n`)
await close()
process.exitCode = Object.values(total).some((count) => count > 0) ? 1 : 0

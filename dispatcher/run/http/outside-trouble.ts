/** Codes of the network and of PostgreSQL that mean: not now, try again. */
const passing = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ETIMEDOUT',
  'EPIPE',
  // Serialisation failure, deadlock, lock not had, statement over its time.
  '40001',
  '40P01',
  '55P03',
  '57014',
  // Too many connections, disk full, out of memory.
  '53100',
  '53200',
  '53300',
])
/** Classes of SQLSTATE: connection exceptions, and the operator's doing (shut down, starting up). */
const passingClass = /^(08|57P)/
/** What node-postgres and Kysely say without a code when a connection is gone or cannot be had. */
const passingMessage =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|driver has already been destroyed|Cannot use a pool after calling end|Client has encountered a connection error/i

/** Whether an error comes from outside and may pass by itself, so that 503 and not 500 is the honest answer. */
export const isOutsideTrouble = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return passing.has(code) || passingClass.test(code) || passingMessage.test(error.message)
}

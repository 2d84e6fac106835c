import type { LookupAddress, LookupOptions } from 'node:dns'
import ipaddr from 'ipaddr.js'

/** Whether loopback counts as public too: for development and tests, by an explicit setting. */
export interface Reach {
  loopback: boolean
}

/** Whether an IP address may be sent to: public unicast only, seen through IPv4-mapped IPv6. */
export const isReachable = (address: string, { loopback }: Reach): boolean => {
  if (!ipaddr.isValid(address)) return false
  const range = ipaddr.process(address).range()
  return range === 'unicast' || (loopback && range === 'loopback')
}

export class NotReachable extends Error {}

type Done = (error: Error | null, address: string | LookupAddress[], family?: number) => void
export type Lookup = (host: string, options: LookupOptions, done: Done) => void

/**
 * A name look-up for one connection: what it answers is what is connected to, so a name that turns private between a
 * check and the connection gets nowhere. One private address among several refuses them all.
 */
export const guardedLookup =
  (reach: Reach, lookup: Lookup): Lookup =>
  (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '')
      const all = typeof found === 'string' ? [{ address: found, family: 0 }] : found
      const [first] = all
      const wrong = all.find(({ address }) => !isReachable(address, reach))
      if (wrong || !first) return done(new NotReachable(`${host} is no public address`), '')
      return options.all ? done(null, all) : done(null, first.address, first.family)
    })
  }

import type { LookupAddress } from 'node:dns'
import { isIP } from 'node:net'
import { isReachable, type Lookup, type Reach } from './public-address.ts'

/** What is wrong with an address, as a code; the sentences are said at the door. */
export type AddressFault = 'no_url' | 'not_https' | 'with_password' | 'private' | 'unknown_host'

/**
 * What speaks against sending to a URL, or null. The host is looked up now, so that a mistake is said at once; what
 * counts is the look-up of each connection.
 */
export const faultOf = async (text: string, reach: Reach, lookup: Lookup): Promise<AddressFault | null> => {
  const url = URL.parse(text)
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return 'no_url'
  if (url.username !== '' || url.password !== '') return 'with_password'
  const addresses = await addressesOf(hostOf(url), lookup)
  if (addresses.length === 0) return 'unknown_host'
  if (!addresses.every((address) => isReachable(address, reach))) return 'private'
  const public_ = { loopback: false }
  const plainAllowed = reach.loopback && addresses.every((address) => !isReachable(address, public_))
  return url.protocol === 'http:' && !plainAllowed ? 'not_https' : null
}

/** The host of a URL without the brackets of IPv6. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')

const addressesOf = (host: string, lookup: Lookup): Promise<string[]> => {
  if (isIP(host) !== 0) return Promise.resolve([host])
  return new Promise((resolve) => {
    lookup(host, { all: true }, (error, found) => {
      const all: LookupAddress[] = typeof found === 'string' ? [{ address: found, family: 0 }] : found
      resolve(error ? [] : all.map(({ address }) => address))
    })
  })
}

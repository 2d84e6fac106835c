export type { AddressFault } from './hook-address.ts'
export { type HookMessage, type HookResult, type HookSender, openHookSender } from './hook-sender.ts'

import type { House } from '../house.ts'
import { raiseAlert } from '../outside/postgres/alert-store.ts'
import type { DeliveryRow, WebhookRow } from '../outside/postgres/machine-tables.ts'
import type { HookResult, HookSender } from '../outside/webhooks/index.ts'
import {
  giveBack,
  leaseDue,
  listDueWebhooks,
  noteHealth,
  recordAttempt,
  type Verdict,
} from './delivery-store.ts'
import { fanOut } from './fan-out-store.ts'
import { findWebhook, stopWebhook } from './webhook-store.ts'

/** Seconds between the tries of one delivery: a day in all. */
export const pauses = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 21_600, 36_000] as const
/** A webhook that has not taken anything for so long is stopped. */
export const patienceSeconds = 3 * 86_400
/** At once to one receiver; to one that fails, a single try shows whether it is back. */
const sideBySide = 5
/** However long a receiver asks us to wait, not longer than this. */
const longestWish = 3_600

export interface Courier {
  ring(): void
  /** Resolves when nothing is on its way. */
  idle(): Promise<void>
  stop(): Promise<void>
}

/** Carries events to webhooks: each has a lane of its own, so that a slow receiver holds up nobody but himself. */
export const openCourier = (house: House, sender: HookSender): Courier => {
  const lanes = new Map<string, Promise<void>>()
  const ending = new AbortController()
  let round: Promise<void> | null = null
  let again = false

  const look = async (): Promise<void> => {
    do {
      again = false
      while ((await fanOut(house)) > 0 && !ending.signal.aborted);
      for (const id of await listDueWebhooks(house)) {
        if (lanes.has(id) || ending.signal.aborted) continue
        const lane = runLane(house, sender, id, ending.signal)
          .catch((error: Error) => house.log.warn({ err: error, webhookId: id }, 'a webhook’s lane stopped'))
          .finally(() => lanes.delete(id))
        lanes.set(id, lane)
      }
    } while (again && !ending.signal.aborted)
  }
  return {
    ring() {
      again = true
      if (round || ending.signal.aborted) return
      round = look()
        .catch((error: Error) => house.log.warn({ err: error }, 'webhooks are looked after again'))
        .finally(() => {
          round = null
        })
    },
    async idle() {
      while (round || lanes.size > 0) await Promise.all([round, ...lanes.values()])
    },
    async stop() {
      ending.abort()
      while (round || lanes.size > 0) await Promise.all([round, ...lanes.values()])
    },
  }
}

const runLane = async (house: House, sender: HookSender, id: string, ending: AbortSignal): Promise<void> => {
  while (!ending.aborted) {
    const hook = await findWebhook(house.db, house.city.id, id)
    if (!hook || hook.stopped_at) return
    const due = await leaseDue(house, id, hook.failing_since ? 1 : sideBySide)
    if (due.length === 0) return
    await Promise.all(due.map((delivery) => deliver(house, sender, hook, delivery, ending)))
  }
}

const deliver = async (
  house: House,
  sender: HookSender,
  hook: WebhookRow,
  delivery: DeliveryRow,
  ending: AbortSignal,
): Promise<void> => {
  const { url } = hook
  const message = {
    url,
    id: delivery.delivery_id,
    body: JSON.stringify(delivery.payload),
    secrets: secretsOf(hook, house.clock.now()),
  }
  const result = await sender.send(message, ending).catch(() => null)
  // Only the end of this process interrupts it; somebody else sends it then.
  if (!result) return giveBack(house, delivery.delivery_id)
  const verdict = verdictOf(result, delivery.tries)
  const stopped = await house.db.transaction().execute(async (tx) => {
    await recordAttempt(tx, delivery, result, verdict)
    const failingSeconds = await noteHealth(tx, delivery, verdict.is === 'delivered')
    const why = result.status === 410 ? 'gone' : failingSeconds >= patienceSeconds ? 'failing' : null
    return why !== null && (await stopWebhook(tx, house.city.id, hook.webhook_id, why))
  })
  if (stopped) await tellSupervisors(house, hook)
}

const secretsOf = (hook: WebhookRow, nowMs: number): string[] => {
  const old = hook.old_secret_until && hook.old_secret_until.getTime() > nowMs ? hook.old_secret : null
  return old === null ? [hook.secret] : [hook.secret, old]
}

/** What follows from an answer: only 2xx is a success; a receiver may ask for more time, not for less. */
export const verdictOf = (result: HookResult, triesBefore: number): Verdict => {
  if (result.status !== null && result.status >= 200 && result.status < 300) return { is: 'delivered' }
  const pause = pauses[triesBefore]
  if (pause === undefined || result.status === 410) return { is: 'given_up' }
  return { is: 'waiting', inSeconds: Math.max(pause, Math.min(result.retryAfter ?? 0, longestWish)) }
}

const tellSupervisors = (house: House, { webhook_id: id, url }: WebhookRow): Promise<void> =>
  raiseAlert(house, {
    kind: 'webhook_stopped',
    key: `webhook:${id}`,
    sentence: {
      en: `The webhook to ${new URL(url).host} takes nothing any more and was stopped.`,
      zh: `发往 ${new URL(url).host} 的 Webhook 持续失败，已停止发送。`,
    },
  })

import type { Bilingual } from '@kerbside/domain'
import { endpoints, type WebhookView } from '@kerbside/protocol'
import { type Door, door } from '../door.ts'
import type { House } from '../house.ts'
import { settleAlerts } from '../outside/postgres/alert-store.ts'
import type { Reader } from '../outside/postgres/database.ts'
import type { AddressFault } from '../outside/webhooks/index.ts'
import { Refusal } from '../refusal.ts'
import {
  deleteWebhook,
  drawSecret,
  insertWebhook,
  listWebhooks,
  renewSecret,
  updateWebhook,
} from './webhook-store.ts'

const faults: Record<AddressFault, Bilingual> = {
  no_url: { en: 'Name an address that begins with https://.', zh: '请填写以 https:// 开头的地址。' },
  not_https: { en: 'Only https addresses are sent to.', zh: '只能向 https 地址发送。' },
  with_password: {
    en: 'Leave name and password out of the address: what we send is signed.',
    zh: '地址中不要包含用户名和密码，发送内容已签名。',
  },
  private: {
    en: 'This address is not public; events are sent to public addresses only.',
    zh: '该地址不是公网地址，事件只发往公网地址。',
  },
  unknown_host: { en: 'The host of this address cannot be found.', zh: '找不到该地址的主机。' },
}

export const noWebhook = (): Refusal =>
  new Refusal('not_found', { en: 'There is no such webhook.', zh: '没有这个 Webhook。' })

export const webhookDoors: readonly Door[] = [
  door(endpoints.listWebhooks, async (house) => ({
    webhooks: await listWebhooks(house.db, house.city.id),
  })),

  door(endpoints.addWebhook, async (house, { body, commit }) => {
    await requireAddress(house, body.url)
    const secret = drawSecret()
    let made: string | null = null
    // What is committed, and so kept for a repeated command, holds no secret.
    const view = await commit(async (tx) => {
      made = secret
      const id = await insertWebhook(tx, house, { ...body, secret })
      return { ...(await show(tx, house, id)), secret: null }
    })
    return { ...view, secret: made }
  }),

  door(endpoints.changeWebhook, async (house, { params, body, commit }) => {
    if (body.url !== undefined) await requireAddress(house, body.url)
    const view = await commit(async (tx) => {
      if (!(await updateWebhook(tx, house.city.id, params.id, body))) throw noWebhook()
      return show(tx, house, params.id)
    })
    if (body.on) await settleAlerts(house, [`webhook:${params.id}`])
    return view
  }),

  door(endpoints.removeWebhook, async (house, { params, commit }) => {
    const done = await commit(async (tx) => {
      if (!(await deleteWebhook(tx, house.city.id, params.id))) throw noWebhook()
      return {}
    })
    await settleAlerts(house, [`webhook:${params.id}`])
    return done
  }),

  door(endpoints.renewSecret, async (house, { params, commit }) => {
    const secret = drawSecret()
    let made: string | null = null
    const view = await commit(async (tx) => {
      if (!(await renewSecret(tx, house.city.id, params.id, secret))) throw noWebhook()
      made = secret
      return { ...(await show(tx, house, params.id)), secret: null }
    })
    return { ...view, secret: made }
  }),
]

const requireAddress = async (house: House, url: string): Promise<void> => {
  const fault = await house.hooks.faultOf(url)
  if (fault) throw new Refusal('address_not_allowed', faults[fault], { field: 'url', more: { fault } })
}

const show = async (reader: Reader, house: House, id: string): Promise<WebhookView> => {
  const [view] = await listWebhooks(reader, house.city.id, id)
  if (!view) throw noWebhook()
  return view
}

import type { Vehicle } from '@kerbside/domain'
import type { Caller, Doors } from '../doors/open-doors.ts'
import { SignedIn } from '../doors/signed-in.ts'
import { randomStream } from '../random-stream.ts'
import { drawVehicle } from './drawn-wish.ts'

/** One of the pool of people who need something now and then; his car stays the same. */
export interface Customer {
  phone: string
  vehicle: Vehicle
  doors: Caller
}

export interface PoolPlan {
  doors: Doors
  /** Reads the outbox, where the codes would have been sent by SMS. */
  supervisor: Caller
  seed: number
}

export const poolSize = 60
const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗']
const titles = ['先生', '女士']

/** Makes the pool; each signs in when he first needs something. */
export const makeCustomers = (plan: PoolPlan): Customer[] =>
  Array.from({ length: poolSize }, (_, index): Customer => {
    const phone = `+86137${String(index + 1).padStart(8, '0')}`
    const stream = randomStream(plan.seed, 'customer', phone)
    const vehicle = drawVehicle(stream)
    const name = `${stream.pick(surnames)}${stream.pick(titles)}`
    return { phone, vehicle, doors: new SignedIn(plan.doors, () => signInByCode(plan, phone, name)) }
  })

const signInByCode = async ({ doors, supervisor }: PoolPlan, phone: string, name: string) => {
  await doors.call('sendCode', { body: { phone, language: 'zh-CN' } })
  return doors.call('signIn', { body: { phone, name, code: await readCode(supervisor, phone) } })
}

/** The newest code in the outbox of that phone. */
const readCode = async (supervisor: Caller, phone: string): Promise<string> => {
  const { messages } = await supervisor.call('listMessages', { query: { to: phone, limit: 10 } })
  for (const message of messages.filter((one) => one.kind === 'code')) {
    const code = /(?<!\d)\d{6}(?!\d)/.exec(message.text)?.[0]
    if (code) return code
  }
  throw new Error(`No code for ${phone} has come into the outbox`)
}

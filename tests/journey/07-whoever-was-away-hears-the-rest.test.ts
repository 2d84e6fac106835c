import { type JobView, protocolVersion } from '@kerbside/protocol'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Somebody } from '../house/somebody.ts'
import { openTestHouse, queues, type TestHouse } from '../house/test-house.ts'

/** What must not be missed is numbered; whoever says what he has seen gets the rest from PostgreSQL. */
describe.each(queues)('07 whoever was away hears the rest (%s queue)', (backend) => {
  let house: TestHouse
  let guest: Somebody
  let ana: Somebody
  let job: JobView
  beforeAll(async () => {
    house = await openTestHouse({ backend })
    ana = await house.technician('Ana', ['wash'])
    guest = await house.customer()
    job = await house.order(guest, ['exterior_wash'])
    await ana.accept()
    await house.settle()
  }, 60_000)
  afterAll(() => house?.close())

  const plug = (who: Somebody) => {
    const auth = { token: who.token, protocol: protocolVersion }
    return io(house.base, { transports: ['websocket'], auth, forceNew: true })
  }

  it('a stream is dense', async () => {
    const numbers = (await house.events(`job:${job.id}`)).map((event) => event.seq)
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
    expect(numbers.length).toBeGreaterThan(2)
  })

  it('who has seen one gets all after it, then what happens next', async () => {
    const before = await house.events(`job:${job.id}`)
    const socket = plug(guest)
    const got: number[] = []
    const departed = new Promise<void>((hear) =>
      socket.on('event', (event: { seq: number; body: { job?: JobView } }) => {
        got.push(event.seq)
        if (event.body.job?.status === 'en_route') hear()
      }),
    )
    const answer = await socket.emitWithAck('watch', { streams: [{ stream: `job:${job.id}`, seen: 1 }] })
    expect(answer).toMatchObject({ ok: true, streams: [{ seq: before.length, reload: false }] })
    expect(got).toEqual(before.map((event) => event.seq).slice(1))
    await ana.step(job.id, 'depart')
    await departed
    expect(got).toEqual(got.map((_, index) => index + 2))
    socket.disconnect()
  })

  it('nobody hears what is not his business', async () => {
    const socket = plug(guest)
    const watch = (stream: string) => socket.emitWithAck('watch', { streams: [{ stream, seen: 0 }] })
    expect(await watch('city')).toMatchObject({ ok: false, code: 'not_allowed' })
    expect(await watch(`technician:${ana.id}`)).toMatchObject({ ok: false })
    socket.disconnect()
  })
})

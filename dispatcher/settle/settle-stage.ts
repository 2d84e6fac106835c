import { lockJob, standingFor, step, systemActor } from '../flow.ts'
import type { StageHandler } from '../house.ts'
import { queueMessage } from '../outside/notify/message-outbox.ts'

/**
 * Wakes for a job that is done: the itemised amount becomes final and the receipt goes out. A job that failed on
 * arrival is charged for the way only. Payments are taken here once a provider is connected.
 */
export const settleStage: StageHandler = async (house, jobId) => {
  await house.db.transaction().execute(async (tx) => {
    const row = await lockJob(tx, house.city.id, jobId)
    const done = standingFor(row, 'settle')
    if (!done) return
    const settled = await step(tx, {
      job: done,
      step: 'settle',
      actor: systemActor,
      set: { price: JSON.stringify(row.price) },
      facts: { totalMinor: row.price.totalMinor, currency: row.price.currency },
    })
    await queueMessage(tx, house, { kind: 'receipt', job: settled })
  })
}

/** Something that must be ended; `what` goes on with "… was abandoned". */
export interface Part {
  what: string
  end(): Promise<void>
}

export interface Ending {
  /** What had not ended when there was no time left, in the order in which it would have ended. */
  abandoned: string[]
  failed: { what: string; error: unknown }[]
}

/** Ends the parts one after another until `limit` is aborted; one that fails holds up none of the others. */
export const endInTime = async (parts: readonly Part[], limit: AbortSignal): Promise<Ending> => {
  const noTime = new Promise<'late'>((late) => {
    if (limit.aborted) late('late')
    limit.addEventListener('abort', () => late('late'), { once: true })
  })
  const failed: Ending['failed'] = []
  for (const [index, { what, end }] of parts.entries()) {
    const ended = end().catch((error: unknown) => {
      failed.push({ what, error })
    })
    if ((await Promise.race([ended, noTime])) === 'late')
      return { abandoned: parts.slice(index).map((part) => part.what), failed }
  }
  return { abandoned: [], failed }
}

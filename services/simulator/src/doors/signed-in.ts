import type { SessionView } from '@kerbside/protocol'
import { isRefusal } from './door-problem.ts'
import type { Caller, Doors } from './open-doors.ts'

/** Somebody who signs in when he first needs to, and again when the server has forgotten him. */
export class SignedIn implements Caller {
  readonly #doors: Doors
  readonly #signIn: () => Promise<SessionView>
  #session: Promise<SessionView> | null = null

  constructor(doors: Doors, signIn: () => Promise<SessionView>) {
    this.#doors = doors
    this.#signIn = signIn
  }

  call: Caller['call'] = async (...words) => {
    const session = this.session()
    try {
      return await this.#doors.as((await session).token).call(...words)
    } catch (error) {
      if (!isRefusal(error, 'not_signed_in')) throw error
      this.#forget(session)
      return this.#doors.as((await this.session()).token).call(...words)
    }
  }

  /** The present session; several who ask at once share one sign-in. */
  session(): Promise<SessionView> {
    if (this.#session) return this.#session
    const signingIn = this.#signIn()
    this.#session = signingIn
    signingIn.catch(() => this.#forget(signingIn))
    return signingIn
  }

  /** Signs in anew: the token is no longer known. */
  renew(): Promise<SessionView> {
    this.#session = null
    return this.session()
  }

  #forget(session: Promise<SessionView>): void {
    if (this.#session === session) this.#session = null
  }
}

/** Staff sign in with a password. */
export const staffSignIn = (doors: Doors, phone: string, password: string): SignedIn =>
  new SignedIn(doors, () => doors.call('signIn', { body: { phone, password } }))

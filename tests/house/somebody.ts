import type { JobView, OfferView, TourView } from '@kerbside/protocol'

export interface Answered<T> {
  status: number
  body: T
  headers: Headers
}

/** Someone with a token, speaking HTTP like any client. */
export class Somebody {
  readonly token: string
  readonly id: string
  readonly name: string
  readonly #base: string

  constructor(base: string, token: string, id: string, name: string) {
    this.#base = base
    this.token = token
    this.id = id
    this.name = name
  }

  async ask<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answered<T>> {
    const response = await fetch(`${this.#base}${path}`, {
      method,
      headers: {
        'accept-language': 'en',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.token === '' ? {} : { authorization: `Bearer ${this.token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: (await response.json()) as T, headers: response.headers }
  }

  /** The body of an answer that must be a success. */
  async get<T>(path: string): Promise<T> {
    return this.#good<T>('GET', path)
  }
  async post<T>(path: string, body: unknown = {}): Promise<T> {
    return this.#good<T>('POST', path, body)
  }
  async #good<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.ask<T>(method, path, body)
    if (answer.status >= 400)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  step(jobId: string, step: string, reason = ''): Promise<JobView> {
    return this.post<JobView>(`/v1/jobs/${jobId}/steps`, { step, reason })
  }
  async offers(): Promise<OfferView[]> {
    return (await this.get<{ offers: OfferView[] }>('/v1/me/offers')).offers
  }
  /** Takes the offer that stands. */
  async accept(): Promise<JobView> {
    const [offer] = await this.offers()
    if (!offer) throw new Error(`${this.name} has no offer`)
    return this.post<JobView>(`/v1/offers/${offer.id}/accept`)
  }
  tour(): Promise<TourView> {
    return this.get<TourView>('/v1/me/tour')
  }
  /** The day as a line of text, its jobs called by the names a lesson gives them. */
  async day(jobs: Readonly<Record<string, JobView>> = {}): Promise<string> {
    const { asLine } = await this.tour()
    return Object.entries(jobs).reduce((line, [name, { sign }]) => line.replace(sign, name), asLine)
  }
}

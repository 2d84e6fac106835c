import type { Role } from '@kerbside/domain'
import type { z } from 'zod'
import type { Scope } from './scope.ts'

/** Who may call: everybody, or signed-in people of these roles. There is no default. */
export type Audience = 'everybody' | readonly Role[]

/** One door of the HTTP API: both the server's routes and the apps' calls are made from it. */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path with `:name` parameters. */
  path: string
  audience: Audience
  /** What an API key must be allowed to call this; without it no key may. */
  scope?: Scope
  says: string
  tag: string
  params?: Params
  query?: Query
  body?: Body
  answer: Answer
  /**
   * The door takes the body as it comes, up to so many bytes, and answers in JSON text already: nothing large is parsed
   * where people are served. `body` and `answer` only describe them.
   */
  asText?: { mostBytes: number }
  /** The answer is a text of this media type, not JSON; then `answer` is `z.string()`. */
  media?: 'text/csv' | 'text/calendar' | 'application/geo+json'
  /** The status of success; 200 unless said. */
  success?: 200 | 201 | 202 | 204
}

/** Keeps the exact types of an endpoint's schemas. */
export const endpoint = <
  const E extends Endpoint<P, Q, B, A>,
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends z.ZodType,
>(
  it: E,
): E => it

type Part<E, K extends string> = E extends { [key in K]: infer S extends z.ZodType } ? S : never
/** What a caller hands in for one part of an endpoint. */
export type Given<E, K extends 'params' | 'query' | 'body'> = z.input<Part<E, K>>
/** What the server reads after parsing. */
export type Read<E, K extends 'params' | 'query' | 'body'> = z.output<Part<E, K>>
/** What the endpoint answers. */
export type Answer<E extends Endpoint> = z.output<E['answer']>
/** What the server hands in as the answer. */
export type AnswerGiven<E extends Endpoint> = z.input<E['answer']>

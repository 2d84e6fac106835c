import {
  type Attributes,
  context,
  isSpanContextValid,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'

export type { Attributes } from '@opentelemetry/api'

const tracer = () => trace.getTracer('kerbside')

export interface SpanWish {
  kind?: 'server' | 'consumer'
  attributes?: Attributes
  /** W3C `traceparent` of the span it belongs under; else the one that is active. */
  parent?: string | null | undefined
  /** What is thrown without being a fault, such as a refusal. */
  isExpected?: (error: unknown) => boolean
  /** Others that had to do with it. */
  links?: readonly (string | null | undefined)[]
}

/** Runs something as a span; what it throws is noted and thrown on. */
export const spanned = async <T>(name: string, wish: SpanWish, run: () => Promise<T>): Promise<T> => {
  const under = wish.parent ? contextOf(wish.parent) : context.active()
  const span = tracer().startSpan(name, optionsOf(wish), under)
  try {
    return await context.with(trace.setSpan(under, span), run)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    if (!wish.isExpected?.(error)) span.setStatus({ code: SpanStatusCode.ERROR, message })
    throw error
  } finally {
    span.end()
  }
}

/** Notes facts on the span that is active. */
export const noteOnSpan = (attributes: Attributes): void => {
  trace.getActiveSpan()?.setAttributes(attributes)
}

/** A span that was: from `beganMs` until now, in epoch milliseconds of the wall. */
export const recordSpan = (name: string, beganMs: number, wish: SpanWish): void => {
  const under = wish.parent ? contextOf(wish.parent) : context.active()
  tracer()
    .startSpan(name, { ...optionsOf(wish), startTime: beganMs }, under)
    .end()
}

/** The active span as W3C `traceparent`; null where nothing is recorded. */
export const activeTrace = (): string | null => {
  const span = recording()
  if (!span) return null
  const carrier: Record<string, string> = {}
  propagation.inject(trace.setSpan(ROOT_CONTEXT, span), carrier)
  return carrier.traceparent ?? null
}

/** The active trace's id, for log lines. */
export const activeTraceId = (): string | undefined => recording()?.spanContext().traceId

const recording = (): Span | undefined => {
  const span = trace.getActiveSpan()
  return span && isSpanContextValid(span.spanContext()) ? span : undefined
}

const contextOf = (traceparent: string) => propagation.extract(ROOT_CONTEXT, { traceparent })

const optionsOf = ({ kind, attributes, links = [] }: SpanWish) => ({
  kind: kind === 'server' ? SpanKind.SERVER : kind === 'consumer' ? SpanKind.CONSUMER : SpanKind.INTERNAL,
  ...(attributes ? { attributes } : {}),
  links: links.flatMap((link) => {
    const span = link ? trace.getSpanContext(contextOf(link)) : undefined
    return span ? [{ context: span }] : []
  }),
})

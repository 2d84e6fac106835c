export { currentFacts, isAboutJob, type LogFacts, withFacts } from './log-facts.ts'
export { activeTrace, noteOnSpan, recordSpan, type SpanWish, spanned } from './spans.ts'
export { openTracing, wantsTraces } from './tracing.ts'

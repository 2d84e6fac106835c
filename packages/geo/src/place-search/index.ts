export { needleOf } from './needle.ts'
export * from './place-index.ts'

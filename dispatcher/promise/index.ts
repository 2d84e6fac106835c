export { watchPromises } from './promise-watch.ts'

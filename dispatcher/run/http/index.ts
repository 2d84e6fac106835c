export { type AppOptions, buildApp } from './build-app.ts'
export { buildHealthApp, type Health } from './health.ts'

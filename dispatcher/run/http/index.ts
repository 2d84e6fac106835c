export { type AppOptions, buildApp } from './build-app.ts'

export * from './cells.ts'
export * from './gcj02.ts'
export * from './lines.ts'
export * from './zones.ts'

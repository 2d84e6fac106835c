export { type EventSource, Hub, type Watcher } from './hub.ts'
export { openMachines } from './machines.ts'
export { PositionBoard } from './position-board.ts'
export { openSockets } from './sockets.ts'

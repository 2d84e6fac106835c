import type { Scope } from '@kerbside/protocol'

/** The text of each scope; a colon in a key of texts would name another book of them. */
export const scopeWord = {
  'jobs:read': 'machines.scope.jobs_read',
  'jobs:write': 'machines.scope.jobs_write',
  'board:read': 'machines.scope.board_read',
  'technicians:read': 'machines.scope.technicians_read',
  'positions:write': 'machines.scope.positions_write',
  'feed:read': 'machines.scope.feed_read',
  'messages:read': 'machines.scope.messages_read',
  'exports:read': 'machines.scope.exports_read',
  'plans:make': 'machines.scope.plans_make',
} as const satisfies Record<Scope, string>

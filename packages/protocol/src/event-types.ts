/** What a numbered event can be about. */
export const eventTypes = [
  'job.changed',
  'offer.made',
  'offer.ended',
  'tour.changed',
  'technician.changed',
  'zone.changed',
  'alert.raised',
  'alert.resolved',
  'message.queued',
] as const
export type EventType = (typeof eventTypes)[number]

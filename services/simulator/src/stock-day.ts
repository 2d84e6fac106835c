/** The day that `day` lives unless it is told otherwise: local hours, whole requests, technicians. */
export const stockDay = { opens: 7, hours: 15, requests: 320, technicians: 32 } as const

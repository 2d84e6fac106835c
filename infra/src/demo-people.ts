/** The logins of a run on one's own machine; the simulator makes the technician and the customer. */
export interface DemoPeople {
  supervisor: { phone: string; password: string }
  technician: { phone: string; password: string }
  customer: { phone: string }
}

const PASSWORD = 'kerbside-demo'

export function demoPeople(env: NodeJS.ProcessEnv): DemoPeople {
  return {
    supervisor: {
      phone: env.SUPERVISOR_PHONE ?? '+8613800000001',
      password: env.SUPERVISOR_PASSWORD ?? PASSWORD,
    },
    technician: { phone: '+8613800000002', password: PASSWORD },
    customer: { phone: '+8613800000003' },
  }
}

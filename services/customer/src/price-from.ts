import { defaultPolicy, priceJob, type ServiceId, type VehicleClass } from '@kerbside/domain'

/** What a service costs at least, call-out and materials included, in minor units: the quote says the rest. */
export const priceFromMinor = (id: ServiceId, vehicleClass: VehicleClass = 'compact'): number =>
  priceJob([id], vehicleClass, defaultPolicy).totalMinor

import type { RoadsAnswer } from '../../../dispatcher/plan-threads/index.ts'

/**
 * Times and distances between coordinates, of the OSRM of `osrmUrl` or from straight lines: without a factor of the hour,
 * because a file says nothing of the day. The door to OSRM is opened only here: most problems bring their matrices.
 */
export const askRoads = async (
  lonLats: readonly (readonly [number, number])[],
  osrmUrl: string | null,
): Promise<RoadsAnswer> => {
  const { createRoads } = await import('../../../dispatcher/outside/osrm/index.ts')
  const roads = createRoads({ osrmUrl, hourFactor: () => 1 })
  const points = lonLats.map(([lon, lat]): [number, number] => [lon, lat])
  const { seconds, metres, quality } = await roads.table(points, { at: 0 })
  return { seconds, metres, quality }
}

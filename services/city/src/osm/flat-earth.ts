export type XY = [number, number]

export const ORIGIN: XY = [0, 0]

/** Degrees to metres on a plane that touches the earth at a point; good for the size of a city. */
export interface FlatEarth {
  toPlane: (lon: number, lat: number) => XY
  toEarth: (x: number, y: number) => XY
}

const METRES_PER_DEGREE = 111_319.5

export function flatEarthAt([lon0, lat0]: readonly [number, number]): FlatEarth {
  const east = METRES_PER_DEGREE * Math.cos((lat0 * Math.PI) / 180)
  return {
    toPlane: (lon, lat) => [(lon - lon0) * east, (lat - lat0) * METRES_PER_DEGREE],
    toEarth: (x, y) => [lon0 + x / east, lat0 + y / METRES_PER_DEGREE],
  }
}

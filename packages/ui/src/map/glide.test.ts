import { describe, expect, it } from 'vitest'
import { Glide } from './glide.ts'

const one = (lon: number, lat = 31) => [{ id: 'tech_1', lon, lat }]

describe('a gliding marker', () => {
  it('moves linearly for one second and then stands at the newer fix', () => {
    const glide = new Glide()
    glide.put(one(121), 0)
    glide.put(one(121.01), 5_000)
    expect(glide.at(5_000)[0]?.lon).toBe(121)
    expect(glide.at(5_500)[0]?.lon).toBeCloseTo(121.005, 9)
    expect([glide.at(9_000)[0]?.lon, glide.isMoving(9_000)]).toEqual([121.01, false])
  })

  it('goes on from where it is drawn when a fix comes early', () => {
    const glide = new Glide()
    glide.put(one(121), 0)
    glide.put(one(121.01), 1_000)
    glide.put(one(121.01, 31.01), 1_500)
    expect(glide.at(1_500)[0]).toMatchObject({ lat: 31 })
    expect(glide.at(1_500)[0]?.lon).toBeCloseTo(121.005, 9)
  })

  it('does not pretend to have driven a far jump, nor moves for those who want no motion', () => {
    const far = new Glide()
    far.put(one(121), 0)
    far.put(one(121.5), 1_000)
    expect(far.at(1_000)[0]?.lon).toBe(121.5)
    const still = new Glide(true)
    still.put(one(121), 0)
    still.put(one(121.01), 1_000)
    expect([still.at(1_000)[0]?.lon, still.isMoving(1_000)]).toEqual([121.01, false])
  })

  it('forgets those who are gone', () => {
    const glide = new Glide()
    glide.put(one(121), 0)
    glide.put([], 10)
    expect(glide.at(20)).toEqual([])
  })
})

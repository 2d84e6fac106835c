import { describe, expect, it } from 'vitest'
import { checkVrptw } from '../vrptw/check-vrptw.ts'
import { looksOf } from '../vrptw/small-fleets.ts'
import { solveVrptw } from '../vrptw/solve-vrptw.ts'
import { readVrplib } from './read-vrplib.ts'
import { readVrplibSolution, writeVrplib } from './write-vrplib.ts'

const three = `NAME : three
TYPE : CVRPTW
DIMENSION : 4
VEHICLES : 3
CAPACITY : 10
SERVICE_TIME : 5
EDGE_WEIGHT_TYPE : EUC_2D
NODE_COORD_SECTION
1 0 0
2 1 1
3 3 4
4 -3 4
DEMAND_SECTION
1 0
2 4
3 4
4 4
TIME_WINDOW_SECTION
1 0 100
2 0 50
3 10 60
4 0 90
DEPOT_SECTION
1
-1
EOF
`
const problemWith = (from: string | RegExp, to: string) => () => readVrplib(three.replace(from, to))

describe('a VRPLIB text', () => {
  it('becomes a problem in tenths, distances truncated', () => {
    const { problem, scale, name } = readVrplib(three)
    expect(name).toBe('three')
    expect(scale).toBe(10)
    expect([...problem.durations.subarray(0, 4)]).toEqual([0, 14, 50, 50])
    expect([...problem.windowFrom]).toEqual([0, 0, 100, 0])
    expect([...problem.service]).toEqual([0, 50, 50, 50])
    expect(problem.vans).toEqual([{ count: 3, capacity: 10, depot: 0 }])
  })

  it('is rounded as asked', () => {
    const toFirst = (rounding: Parameters<typeof readVrplib>[1]) =>
      readVrplib(three, rounding).problem.durations[1]
    expect(toFirst('exact')).toBe(1414)
    expect(toFirst('none')).toBe(14142)
    expect(toFirst('round')).toBe(1)
  })

  it('is answered in its own numbers', () => {
    const read = readVrplib(three)
    const answer = solveVrptw(read.problem, { seed: 1, seconds: 0.1, progress: looksOf(30) })
    expect(checkVrptw(read.problem, answer)).toEqual([])
    const written = writeVrplib(read, answer)
    expect(written).toMatch(/^Route #1: [123 ]+\n(Route #2: [123]+\n)?Cost \d+\.\d\n$/)
    const { routes, cost } = readVrplibSolution(written)
    expect(routes.flat().sort()).toEqual([1, 2, 3])
    expect(cost).toBe(answer.cost / 10)
  })

  it('may have depots anywhere, vehicles that serve only some, and prizes', () => {
    const text = three
      .replace('CAPACITY : 10', 'VEHICLES_MAX_DURATION : 70')
      .replace('DEPOT_SECTION\n1\n-1', 'DEPOT_SECTION\n1\n3\n-1')
      .replace(
        'EOF',
        'CAPACITY_SECTION\n1 8\n2 9\n3 9\nVEHICLES_DEPOT_SECTION\n1 1\n2 3\n3 3\nVEHICLES_ALLOWED_CLIENTS_SECTION\n1 2\n2 2 4\n3 2 4\nPRIZE_SECTION\n1 0\n2 5\n3 0\n4 6.5\nEOF',
      )
    const { problem, locations, vehicles } = readVrplib(text)
    expect([...locations]).toEqual([0, 2, 1, 3])
    expect(vehicles).toEqual([[1], [2, 3]])
    expect(problem.vans).toEqual([
      { count: 1, capacity: 8, depot: 0, longest: 700, serves: Uint8Array.of(0, 0, 1, 0) },
      { count: 2, capacity: 9, depot: 1, longest: 700, serves: Uint8Array.of(0, 0, 1, 1) },
    ])
    expect([...(problem.prizes ?? [])]).toEqual([0, 0, 50, 65])
    const read = readVrplib(text)
    const answer = { routes: [{ group: 1, customers: [3] }], cost: 180, unserved: [2], iterations: 0 }
    expect(writeVrplib(read, answer)).toBe('Route #1:\nRoute #2: 3\nRoute #3:\nCost 18.0\n')
  })

  it('is refused with the section and the line where it is malformed', () => {
    expect(problemWith('2 1 1', '2 1 one')).toThrow('NODE_COORD_SECTION, line 10: "one" is no number')
    expect(problemWith('2 1 1\n', '')).toThrow('NODE_COORD_SECTION, line 9: 2 is missing')
    expect(problemWith('4 -3 4', '5 -3 4')).toThrow('NODE_COORD_SECTION, line 12: 5 is not among 1 … 4')
    expect(problemWith('3 10 60', '3 70 60')).toThrow('TIME_WINDOW_SECTION, line 21: the window of 3')
    expect(problemWith('DIMENSION : 4', 'DIMENSION : many')).toThrow('DIMENSION, line 3: "many" is no number')
    expect(problemWith(/DIMENSION.*\n/, '')).toThrow('DIMENSION: the header is missing')
    expect(problemWith('EUC_2D', 'GEO')).toThrow(
      'EDGE_WEIGHT_TYPE, line 7: GEO is neither EUC_2D nor EXPLICIT',
    )
    expect(problemWith('CVRPTW', 'TSP')).toThrow('TYPE, line 2: TSP is not among')
    expect(problemWith('CAPACITY : 10', 'CAPACITY : -1')).toThrow(
      'CAPACITY, line 5: "-1" is no number of at least 0',
    )
    expect(problemWith('3 4\n', '3 x\n')).toThrow('"x" is no number')
    expect(problemWith('DEPOT_SECTION\n1', 'DEPOT_SECTION\n9')).toThrow(
      'DEPOT_SECTION, line 24: 9 is not among',
    )
  })
})

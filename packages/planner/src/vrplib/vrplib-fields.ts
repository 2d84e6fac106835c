import { VrplibError, type VrplibSections } from './vrplib-sections.ts'

/** Reads headers and per-node sections, refusing what is missing or malformed. */
export class VrplibFields {
  readonly size: number
  private readonly parts: VrplibSections

  constructor(parts: VrplibSections) {
    this.parts = parts
    this.size = this.count('DIMENSION')
    if (this.size < 2)
      throw new VrplibError('DIMENSION', this.lineOf('DIMENSION'), 'needs a depot and a customer')
  }

  has(name: string): boolean {
    return this.parts.headers.has(name) || this.parts.sections.has(name)
  }

  text(name: string): string | undefined {
    return this.parts.headers.get(name)?.value
  }

  /** Header lines count from 1; 0 for a header that is not there. */
  lineOf(name: string): number {
    return this.parts.headers.get(name)?.line ?? 0
  }

  /** The line of a section that begins with this index. */
  lineIn(section: string, index: number): number {
    return this.parts.sections.get(section)?.find(({ numbers }) => numbers[0] === index)?.line ?? 0
  }

  /** A header that is a number of at least 0. */
  number(name: string): number {
    const header = this.parts.headers.get(name)
    if (header === undefined) throw new VrplibError(name, 0, 'the header is missing')
    const value = Number(header.value)
    if (header.value === '' || !(value >= 0) || !Number.isFinite(value))
      throw new VrplibError(name, header.line, `"${header.value}" is no number of at least 0`)
    return value
  }

  /** A header that is a whole number of at least 1. */
  count(name: string): number {
    const value = this.number(name)
    if (!Number.isInteger(value) || value < 1 || value > 100_000)
      throw new VrplibError(name, this.lineOf(name), `${value} is no whole number from 1 to 100000`)
    return value
  }

  /** The rows of a section, undefined if it is not there. */
  rows(
    section: string,
  ): readonly { readonly line: number; readonly numbers: readonly number[] }[] | undefined {
    return this.parts.sections.get(section)
  }

  /** `index value …` rows for 1 … rows, each exactly once; answers the values in order. */
  table(section: string, columns: number, rows = this.size): number[][] {
    const found = this.parts.sections.get(section)
    if (found === undefined) throw new VrplibError(section, 0, 'the section is missing')
    const table = new Array<number[] | undefined>(rows)
    for (const { line, numbers } of found) {
      const [index = 0, ...values] = numbers
      if (!Number.isInteger(index) || index < 1 || index > rows)
        throw new VrplibError(section, line, `${index} is not among 1 … ${rows}`)
      if (values.length !== columns)
        throw new VrplibError(
          section,
          line,
          `has ${values.length} values behind ${index} instead of ${columns}`,
        )
      if (table[index - 1] !== undefined) throw new VrplibError(section, line, `${index} comes twice`)
      table[index - 1] = values
    }
    return Array.from(table, (values, i) => {
      if (values === undefined) throw new VrplibError(section, found[0]?.line ?? 0, `${i + 1} is missing`)
      return values
    })
  }

  /** One whole number of at least 0 per row. */
  wholes(section: string, rows = this.size): number[] {
    return this.table(section, 1, rows).map(([value = 0], i) => {
      if (!Number.isInteger(value) || value < 0)
        throw new VrplibError(
          section,
          this.lineIn(section, i + 1),
          `${value} for ${i + 1} is no whole number of at least 0`,
        )
      return value
    })
  }
}

/** A VRPLIB text that cannot be read; the message names the section and the line. */
export class VrplibError extends Error {
  /** Header or section, as in the text. */
  readonly section: string
  /** Counted from 1; 0 where something is missing altogether. */
  readonly line: number

  constructor(section: string, line: number, sentence: string) {
    super(line > 0 ? `${section}, line ${line}: ${sentence}` : `${section}: ${sentence}`)
    this.section = section
    this.line = line
  }
}

export interface VrplibLine {
  readonly line: number
  readonly numbers: readonly number[]
}

/** The text taken apart: headers by name, and the numbers of every section by name. */
export interface VrplibSections {
  readonly headers: ReadonlyMap<string, { readonly line: number; readonly value: string }>
  readonly sections: ReadonlyMap<string, readonly VrplibLine[]>
}

/** Takes a VRPLIB text apart (`KEY : value` headers, then `…_SECTION`s of numbers); throws `VrplibError`. */
export const splitVrplib = (text: string): VrplibSections => {
  const headers = new Map<string, { line: number; value: string }>()
  const sections = new Map<string, VrplibLine[]>()
  let name = ''
  let rows: VrplibLine[] | undefined
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const line = index + 1
    const content = raw.trim()
    if (content === 'EOF') break
    if (content === '') continue
    const heading = /^([A-Z_]+_SECTION)\s*:?$/.exec(content)
    if (heading !== null) {
      name = heading[1] ?? ''
      if (sections.has(name)) throw new VrplibError(name, line, 'the section comes twice')
      rows = []
      sections.set(name, rows)
    } else if (rows === undefined) {
      const header = /^([A-Z_]+)\s*:\s*(.*)$/.exec(content)
      if (header === null)
        throw new VrplibError('header', line, `"${content}" is neither KEY : value nor a section`)
      headers.set(header[1] ?? '', { line, value: header[2] ?? '' })
    } else rows.push({ line, numbers: numbersOf(content, name, line) })
  }
  return { headers, sections }
}

const numbersOf = (content: string, section: string, line: number): number[] =>
  content.split(/\s+/).map((word) => {
    const number = Number(word)
    if (!Number.isFinite(number)) throw new VrplibError(section, line, `"${word}" is no number`)
    return number
  })

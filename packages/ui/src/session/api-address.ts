type Values = Readonly<Record<string, unknown>>

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** Fills `:name` parts of a path; a missing one is our mistake and throws. */
const fillPath = (path: string, params: Values): string =>
  path.replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined) throw new Error(`The path ${path} needs ${name}`)
    return encodeURIComponent(asText(value))
  })

/** The address of a call: path parameters filled, query encoded, lists repeated, undefined left out. */
export const apiAddress = (baseUrl: string, path: string, params: Values, query: Values): string => {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) search.append(name, asText(one))
    }
  }
  const tail = search.toString()
  return `${baseUrl}${fillPath(path, params)}${tail ? `?${tail}` : ''}`
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** A call's address: `:name` parts of the path filled, the query encoded, lists repeated, what is absent left out. */
export const doorAddress = (
  url: string,
  path: string,
  params: Readonly<Record<string, unknown>>,
  query: Readonly<Record<string, unknown>>,
): string => {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(textOf(params[name] ?? '')))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) if (one !== undefined && one !== null) search.append(name, textOf(one))
  }
  const tail = search.toString()
  return `${url}${filled}${tail ? `?${tail}` : ''}`
}

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse as renderTemplate } from '@evertdespiegeleer/go-template'
import { parse, parseAllDocuments } from 'yaml'
import { repoRoot } from '../../infra/src/repo-root.ts'

const chartDir = join(repoRoot, 'infra', 'helm', 'kerbside')
const read = (...path: string[]): string => readFileSync(join(chartDir, ...path), 'utf8')

type Values = Record<string, unknown>
const isTable = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Values as helm lays them over the chart's own: tables are merged, anything else replaced. */
const overlay = (under: Values, over: Values): Values => ({
  ...under,
  ...Object.fromEntries(
    Object.entries(over).map(([key, value]) => {
      const known = under[key]
      return [key, isTable(known) && isTable(value) ? overlay(known, value) : value]
    }),
  ),
})

/**
 * Renders the chart by Go's own template engine, as `helm template` does: values laid over the chart's, `.Release` and
 * `.Chart` beside them, documents parsed. The chart calls nothing that helm adds to the engine, which keeps this faithful.
 */
export const renderChart = async (release: string, values: Values = {}): Promise<unknown[]> => {
  const { name, version, appVersion } = parse(read('Chart.yaml')) as Record<string, string>
  const scope = {
    Values: overlay(parse(read('values.yaml')) as Values, values),
    Release: { Name: release, Namespace: 'default', Service: 'Helm' },
    Chart: { Name: name, Version: version, AppVersion: appVersion },
  }
  const documents: unknown[] = []
  for (const file of readdirSync(join(chartDir, 'templates')).sort()) {
    const text = await renderTemplate(read('templates', file), scope)
    for (const document of parseAllDocuments(text)) {
      if (document.errors.length > 0) throw new Error(`${file}: ${document.errors[0]?.message}`)
      const content: unknown = document.toJS()
      if (content !== null) documents.push(content)
    }
  }
  return documents
}

import { fen, yuan } from '@yibao/core/kernel'
import type { AuditColumn, KnowledgeShape } from './audit-tables-yaml.ts'
import { headerOf, type KnowledgeRow } from './knowledge-tsv.ts'

function cellText(value: KnowledgeRow['values'][string] | undefined, column: AuditColumn | undefined): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.join('|')
  return column?.type === 'yuan' && typeof value === 'number' ? yuan(fen(value)) : String(value)
}

/** A cell cannot hold what separates cells and rows. */
function clean(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ').trim()
}

/** The points of a table as its tab-separated file; dates only when some point has one. */
export function knowledgeText(shape: KnowledgeShape, rows: readonly KnowledgeRow[]): string {
  const isDated = rows.some(({ from, until }) => from !== null || until !== null)
  const own = shape.columns.map(({ name }) => name)
  const header = headerOf(shape).filter(
    (name) => own.includes(name) || (name !== 'from' && name !== 'until') || isDated,
  )
  const columns = new Map(shape.columns.map((column) => [column.name, column]))
  const lines = rows.map((row) => {
    const cells = header.map((name) => {
      if (own.includes(name) || name === 'second') return cellText(row.values[name], columns.get(name))
      return name === 'point' || name === 'key' || name === 'name' || name === 'basis'
        ? row[name]
        : ((name === 'from' ? row.from : row.until) ?? '')
    })
    return cells.map(clean).join('\t')
  })
  return `${[header.join('\t'), ...lines].join('\n')}\n`
}

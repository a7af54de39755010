import type { KnowledgePoint, KnowledgeTable } from '@yibao/core/audit'
import type { LocalDateTime } from '@yibao/core/kernel'
import { cellOf } from './audit-case-ground.ts'
import type { AuditColumn, KnowledgeShape } from './audit-tables-yaml.ts'
import { complain, fieldsOf, isList, itemsOf, type Spot, textOf } from './policy-sheet.ts'

const someTime = '2025-06-10 09:00:00' as LocalDateTime

function pointValue(spot: Spot | null, column: AuditColumn): KnowledgePoint['values'][string] {
  if (spot === null) return null
  if (column.type !== 'list') return cellOf(spot, column, someTime)
  if (isList(spot)) return itemsOf(spot).map((item) => textOf(item) ?? '')
  complain(spot, `\`${spot.name}\` is no list`, 'write it as [A01, B02]', textOf(spot) ?? '')
  return []
}

/** The points that a case gives its rule's table, in place of the shipped ones. */
export function tableOfCase(spot: Spot, shape: KnowledgeShape): KnowledgeTable {
  const required = shape.columns.filter(({ optional }) => !optional).map(({ name }) => name)
  const free = shape.columns.filter(({ optional }) => optional).map(({ name }) => name)
  const points = new Map<string, KnowledgePoint[]>()
  for (const [index, row] of itemsOf(spot).entries()) {
    const more = ['item', 'key', 'point', ...(shape.key === 'pair' ? ['second'] : [])]
    const written = fieldsOf<string, string>(row, required, [...free, ...more])
    const named = written.item ?? written.key ?? null
    if (named === null) complain(row, 'a point about nothing', 'add `item: X`')
    const key = named === null ? '' : (textOf(named) ?? '')
    const values = Object.fromEntries(
      shape.columns.map((column) => [column.name, pointValue(written[column.name] ?? null, column)]),
    )
    const second = written.second ?? null
    if (shape.key === 'pair' && second === null) complain(row, 'a pair without its second', 'add `second: Y`')
    const point: KnowledgePoint = {
      point: written.point == null ? `case-${index + 1}` : (textOf(written.point) ?? ''),
      values: shape.key === 'pair' ? { ...values, second: second === null ? '' : (textOf(second) ?? '') } : values,
      basis: '',
    }
    points.set(key, [...(points.get(key) ?? []), point])
  }
  return { table: shape.name, key: shape.key === 'prefix' ? 'prefix' : 'code', points, pairs: shape.key === 'pair' }
}

import type { KnowledgeRow } from '../files/knowledge-tsv.ts'
import { tableLines } from '../text/table-text.ts'
import { readKnowledgeOf, soundShapes } from './audit-folder.ts'
import { print } from './output.ts'

export interface KnowledgeShowOptions {
  readonly folder?: string
  readonly json?: boolean
}

interface Shown extends KnowledgeRow {
  readonly table: string
}

function valuesText({ values }: KnowledgeRow): string {
  return Object.entries(values)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join('|') : value}`)
    .join(', ')
}

/** Shows the points of a table, or all points about one code. @throws Error when it is neither */
export async function knowledgeShow(name: string, options: KnowledgeShowOptions): Promise<void> {
  const shapes = await soundShapes(options.folder)
  const all = await readKnowledgeOf(options.folder, shapes)
  const rows: readonly Shown[] = [...all].flatMap(([table, points]) => points.map((point) => ({ ...point, table })))
  const found = shapes.has(name)
    ? rows.filter(({ table }) => table === name)
    : rows.filter(
        ({ key, table, values }) =>
          (shapes.get(table)?.key === 'prefix' ? name.startsWith(key) : key === name) || values.second === name,
      )
  if (found.length === 0) {
    const what = shapes.has(name)
      ? `${name} 没有知识点 has no points`
      : `${name} 既不是知识表，也没有知识点 is no table, and no point is about it`
    throw new Error(`${what}：请查看 see ./yibao audit check`)
  }
  if (options.json === true) return print({ points: found })
  const cells = found.map((row) => [row.table, row.point, row.key, row.name, valuesText(row), row.basis])
  const titles = ['知识表 table', '知识点 point', '编码 code', '名称 name', '内容 values', '依据 basis']
  print(
    tableLines(
      titles.map((title) => ({ title, side: 'left' }) as const),
      cells,
    ).join('\n'),
  )
}

import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fen, parseRate, parseYuan, rangeThrough } from '@yibao/core/kernel'
import type { GroupRow, GroupTable } from '@yibao/core/payment'
import { idOf } from './payment-plan-yaml.ts'
import { type AuthorProblem, complain, fieldsOf, type Spot, textOf } from './policy-sheet.ts'
import { dateOfSpot, wordOf } from './policy-values.ts'

const required = ['group', 'weight', 'mean'] as const
const optional = ['name', 'meanStay', 'stable', 'ownCoefficient'] as const
const levelPrefix = 'mean:'

interface TableFile {
  readonly file: string
  readonly problems: AuthorProblem[]
}

interface Line {
  readonly number: number
  readonly cells: ReadonlyMap<string, string>
}

function numberOf({ file, problems }: TableFile, { number, cells }: Line, column: string): number | null {
  const text = cells.get(column) ?? ''
  if (text === '') return null
  const parsed = parseRate(text)
  if (parsed.ok) return parsed.value
  problems.push({
    file,
    line: number,
    what: `\`${column}\` is not a number`,
    value: text,
    cure: 'write it as 1.85, zero or more, at most six decimals',
  })
  return null
}

function yuanOf({ file, problems }: TableFile, { number, cells }: Line, column: string) {
  const text = cells.get(column) ?? ''
  const parsed = parseYuan(text)
  if (parsed.ok && parsed.value >= 0) return parsed.value
  problems.push({
    file,
    line: number,
    what: `\`${column}\` is not an amount of yuan`,
    value: text,
    cure: 'write it as 22200 or 22200.50, without a unit',
  })
  return fen(0)
}

function rowOf(table: TableFile, line: Line): GroupRow {
  const { cells, number } = line
  const stable = cells.get('stable') ?? ''
  if (!['', 'yes', 'no'].includes(stable)) {
    const { file, problems } = table
    problems.push({ file, line: number, what: '`stable` is not yes or no', value: stable, cure: 'write yes or no' })
  }
  const levels = [...cells.keys()].filter((column) => column.startsWith(levelPrefix) && cells.get(column) !== '')
  return {
    group: cells.get('group') ?? '',
    name: cells.get('name') ?? '',
    weight: numberOf(table, line, 'weight') ?? 0,
    mean: yuanOf(table, line, 'mean'),
    meanByLevel: Object.fromEntries(
      levels.map((column) => [column.slice(levelPrefix.length), yuanOf(table, line, column)]),
    ),
    meanStay: numberOf(table, line, 'meanStay'),
    stable: stable !== 'no',
    ownCoefficient: numberOf(table, line, 'ownCoefficient'),
  }
}

/** Rows of a tab-separated text whose first line names the columns. */
function rowsOf(file: string, text: string, problems: AuthorProblem[]): readonly GroupRow[] {
  const [head = '', ...body] = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const columns = head.split('\t').map((column) => column.trim())
  const known = (column: string) => [...required, ...optional].some((name) => name === column)
  const odd = columns.find((column) => !known(column) && !column.startsWith(levelPrefix))
  const absent = required.find((column) => !columns.includes(column))
  if (odd !== undefined || absent !== undefined) {
    const cure = `name the columns ${[...required, ...optional].join(', ')} or mean:<level>, separated by tabs`
    const what = absent === undefined ? 'an unknown column' : `the column \`${absent}\` is missing`
    problems.push({ file, line: 1, what, value: odd ?? head, cure })
    return []
  }
  const seen = new Map<string, number>()
  return body.flatMap((row, index) => {
    if (row.trim() === '') return []
    const number = index + 2
    const cells = new Map(row.split('\t').map((cell, at) => [columns[at] ?? '', cell.trim()]))
    const group = cells.get('group') ?? ''
    const twin = seen.get(group)
    if (cells.size !== columns.length || cells.has('')) {
      const cure = `give it ${columns.length} cells, as the first line has`
      problems.push({
        file,
        line: number,
        what: 'a row of another length',
        value: String(row.split('\t').length),
        cure,
      })
      return []
    }
    if (group === '' || twin !== undefined) {
      const what = group === '' ? 'a row without a group' : `a group that stands in line ${twin} already`
      problems.push({ file, line: number, what, value: group, cure: 'keep one row for each group' })
    }
    seen.set(group, number)
    return [rowOf({ file, problems }, { number, cells })]
  })
}

/**
 * Reads a table of weights: a YAML head with dates and source, and the rows in a tab-separated file beside it.
 *
 * @param folder the folder of the region, in which the rows lie
 */
export async function groupTableOf(spot: Spot, folder: string): Promise<GroupTable> {
  const fields = fieldsOf(
    spot,
    ['table', 'by', 'grouping', 'from', 'source', 'rows'],
    ['through', 'assumed'],
    ['about'],
  )
  const name = textOf(fields.rows) ?? ''
  const { problems } = spot.sheet
  let rows: readonly GroupRow[] = []
  if (!/^[\w.-]+\.tsv$/.test(name)) {
    if (name !== '')
      complain(fields.rows, 'not a tab-separated file beside this one', 'write `rows: weights.tsv`', name)
  } else {
    const text = await readFile(join(folder, name), 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
      throw error
    })
    if (text === null) complain(fields.rows, 'the rows are not there', 'put the file beside this one', name)
    else rows = rowsOf(`${basename(folder)}/${name}`, text, problems)
  }
  const source = textOf(fields.source) ?? ''
  const reason = fields.assumed === null ? null : textOf(fields.assumed)
  const range = rangeThrough(dateOfSpot(fields.from), fields.through === null ? null : dateOfSpot(fields.through))
  if (range.until !== null && range.until <= range.from && fields.through !== null) {
    complain(fields.through, 'a table that ends before it begins', 'correct `from:` or `through:`')
  }
  return {
    id: idOf(fields.table),
    kind: wordOf(fields.by, ['drg', 'dip']),
    grouping: textOf(fields.grouping) ?? '',
    range,
    source: reason === null ? source : `${source}（推定：${reason}）`,
    rows,
  }
}

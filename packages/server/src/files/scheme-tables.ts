import type { ComplicationLevel, Scheme } from '@yibao/core/drg'
import { codeKind, oddCode, type SchemeProblem, shown } from './scheme-reading.ts'
import { type Report, type RowProblem, readTable } from './tsv.ts'

export const complicationsFile = 'complications.tsv'
export const exclusionsFile = 'exclusions.tsv'

type Complication = Scheme['complications'][number]
type Exclusion = Scheme['exclusions'][number]

/** Where a row was first seen, so that a second one can name it. */
type Seen = Map<string, { readonly line: number; readonly level?: ComplicationLevel }>

/** Takes what is odd in a row that is kept all the same. */
type Note = (column: string, value: string) => void

function codeIn(column: string, value: string, report: Report, note: Note): boolean {
  const kind = codeKind(value)
  if (kind === 'odd') note(column, value)
  if (kind !== 'none') return true
  report(
    column,
    value,
    '编码为空、含空白或过长 empty, with blanks, or too long',
    '写一个编码 write one code of 1 to 64 characters',
  )
  return false
}

function repeated(seen: Seen, key: string, line: number, report: Report, column: string, value: string): boolean {
  const earlier = seen.get(key)
  if (earlier === undefined) {
    seen.set(key, { line })
    return false
  }
  report(column, value, `与第 ${earlier.line} 行重复 the same as line ${earlier.line}`, '只留一行 keep one')
  return true
}

/** Reads MCC and CC with their exclusion tables: a diagnosis may have several tables, but only one level. */
export async function readComplications(path: string) {
  const rows: Seen = new Map()
  const notes: RowProblem[] = []
  const levels: Seen = new Map()
  const { values, problems } = await readTable(
    path,
    ['dx', 'level', 'exclusionTable'],
    ({ dx, level, exclusionTable }, report, line): Complication | null => {
      const note: Note = (column, value) => notes.push({ line, column, value, ...oddCode })
      const sound = [codeIn('dx', dx, report, note), codeIn('exclusionTable', exclusionTable, report, note)].every(
        Boolean,
      )
      if (level !== 'MCC' && level !== 'CC') {
        report('level', level, '不是并发症等级 not a level', '写 write MCC / CC')
        return null
      }
      if (!sound || repeated(rows, `${dx}\t${exclusionTable}\t${level}`, line, report, 'dx', dx)) return null
      const earlier = levels.get(dx)
      if (earlier?.level !== undefined && earlier.level !== level) {
        const what = `第 ${earlier.line} 行为 ${earlier.level}，自相矛盾 contradicts line ${earlier.line}: ${earlier.level}`
        report('level', `${dx} ${level}`, what, '一个诊断只有一个等级 a diagnosis has one level')
        return null
      }
      if (earlier === undefined) levels.set(dx, { line, level })
      return { dx, level, table: exclusionTable }
    },
  )
  return tableOf(complicationsFile, values, problems, notes)
}

/** Reads the principal diagnoses of each exclusion table; one may stand in several tables. */
export async function readExclusions(path: string) {
  const rows: Seen = new Map()
  const notes: RowProblem[] = []
  const { values, problems } = await readTable(
    path,
    ['principalDx', 'exclusionTable'],
    ({ principalDx, exclusionTable }, report, line): Exclusion | null => {
      const note: Note = (column, value) => notes.push({ line, column, value, ...oddCode })
      const sound = [
        codeIn('principalDx', principalDx, report, note),
        codeIn('exclusionTable', exclusionTable, report, note),
      ].every(Boolean)
      if (!sound || repeated(rows, `${principalDx}\t${exclusionTable}`, line, report, 'principalDx', principalDx))
        return null
      return { principalDx, table: exclusionTable }
    },
  )
  return tableOf(exclusionsFile, values, problems, notes)
}

function tableOf<Row>(file: string, values: Row[], problems: readonly RowProblem[], notes: readonly RowProblem[]) {
  const placed = ({ line, column, value, what, cure }: RowProblem): SchemeProblem => {
    return { file, line, place: column, what, cure, ...(value === '' ? {} : { value: shown(value) }) }
  }
  return { values, problems: problems.map(placed), notes: notes.map(placed) }
}

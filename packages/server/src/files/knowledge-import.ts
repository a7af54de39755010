import type { KnowledgeShape } from './audit-tables-yaml.ts'
import type { SourceCode, SourceLimit } from './knowledge-layouts.ts'
import { limitReaders, type PointValues } from './knowledge-limits.ts'
import { readSource } from './knowledge-source.ts'
import { type KnowledgeRow, repeatedRows } from './knowledge-tsv.ts'
import type { AuthorProblem } from './policy-sheet.ts'

/** What of a source no table of ours can hold, by kind and words. */
interface SkippedLimits {
  readonly table: string
  readonly why: 'no-table' | 'words' | 'no-code'
  readonly example: string
  readonly count: number
}

export interface KnowledgeImport {
  readonly tables: ReadonlyMap<string, readonly KnowledgeRow[]>
  readonly skipped: readonly SkippedLimits[]
  /** Rows that say what another row of the source says already; they are left out. */
  readonly repeated: number
  readonly problems: readonly AuthorProblem[]
}

export interface KnowledgeSources {
  readonly files: readonly string[]
  readonly shapes: ReadonlyMap<string, KnowledgeShape>
  /** For layouts that do not say what kind of limit they hold. */
  readonly table: string | null
  /** Codes that are known; null when nobody checks them. */
  readonly catalogue: ReadonlySet<string> | null
}

function valuesFor(
  limit: SourceLimit,
  key: string,
  shapes: KnowledgeSources['shapes'],
): { readonly table: string; readonly values: PointValues } | null {
  for (const table of limit.tables) {
    const shape = shapes.get(table)
    const values = shape === undefined ? null : (limitReaders[table]?.(limit.limit, { key }) ?? null)
    if (shape === undefined || values === null) continue
    const second = limit.second === undefined ? {} : { second: limit.second }
    const all: PointValues = limit.note === undefined || limit.note === '' ? values : { ...values, note: limit.note }
    const known = Object.fromEntries(shape.columns.map(({ name }) => [name, all[name] ?? null]))
    return { table, values: { ...known, ...second } }
  }
  return null
}

/** Codes of a point: by its number where the source has numbers, else by name and kind of limit. */
function codesByPoint(codes: readonly SourceCode[]): (limit: SourceLimit) => readonly SourceCode[] {
  const byNumber = new Map<string, SourceCode[]>()
  const byName = new Map<string, SourceCode[]>()
  for (const code of codes) {
    const [index, name] = code.point === '' ? [byName, code.name] : [byNumber, code.point]
    const known = index.get(name)
    if (known === undefined) index.set(name, [code])
    else known.push(code)
  }
  return (limit) => {
    const numbered = byNumber.get(limit.point)
    if (numbered !== undefined) return numbered
    return (byName.get(limit.name) ?? []).filter(
      ({ kinds }) => kinds.length === 0 || limit.tables.some((table) => kinds.includes(table)),
    )
  }
}

/** Prefix of a code, or the whole: known when some code of the catalogue begins so. */
function knows(sorted: readonly string[], key: string, isPrefix: boolean): boolean {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? '') < key) low = middle + 1
    else high = middle
  }
  const found = sorted[low] ?? ''
  return isPrefix ? found.startsWith(key) : found === key
}

/** Rows whose code no catalogue knows. */
export function unknownCodes(
  rows: readonly KnowledgeRow[],
  shape: KnowledgeShape,
  catalogue: ReadonlySet<string>,
): readonly AuthorProblem[] {
  const sorted = [...catalogue].sort()
  return rows.flatMap(({ key, values, file, line }) => {
    const codes = [key, ...(typeof values.second === 'string' ? [values.second] : [])]
    return codes
      .filter((code) => !knows(sorted, code, shape.key === 'prefix'))
      .map((code) => ({
        file,
        line,
        what: 'a code that the catalogue does not know',
        value: code,
        cure: 'correct the code, import the catalogue that has it, or leave --catalogue out',
      }))
  })
}

function miscounted(
  limits: readonly SourceLimit[],
  codesOf: (limit: SourceLimit) => readonly SourceCode[],
): readonly AuthorProblem[] {
  return limits.flatMap((limit) => {
    const found = codesOf(limit).length
    if (limit.codes === undefined || limit.codes === found) return []
    const cure = 'add the missing rows to the table of codes, or correct the count'
    return [
      {
        file: limit.file,
        line: limit.line,
        what: `point ${limit.point} says ${limit.codes} codes, the table of codes has ${found}`,
        cure,
      },
    ]
  })
}

function homeless(limits: readonly SourceLimit[], codes: readonly SourceCode[]): readonly AuthorProblem[] {
  const points = new Set(limits.map(({ point }) => point))
  return codes
    .filter(({ point }) => point !== '' && !points.has(point))
    .map(({ point, code, file, line }) => ({
      file,
      line,
      what: `a code of point ${point}, which no table of points has`,
      value: code,
      cure: 'give the table of points too, or correct the number',
    }))
}

/** Reads published files into tables of ours: limits with their codes, whatever the layout. */
export async function importKnowledge({ files, shapes, table, catalogue }: KnowledgeSources): Promise<KnowledgeImport> {
  const readings = []
  for (const file of files) readings.push(await readSource(file, table))
  const limits = readings.flatMap((reading) => reading.limits)
  const codes = readings.flatMap((reading) => reading.codes)
  const problems = readings.flatMap((reading) => reading.problems)
  const codesOf = codesByPoint(codes)
  const tables = new Map<string, KnowledgeRow[]>()
  const skipped = new Map<string, SkippedLimits>()
  let repeated = 0
  const seen = new Set<string>()
  const skip = (limit: SourceLimit, why: SkippedLimits['why']): void => {
    const name = limit.tables[0] ?? '–'
    const example = why === 'no-code' ? limit.name : limit.limit
    const known = skipped.get(`${name} ${why}`)
    skipped.set(`${name} ${why}`, {
      table: name,
      why,
      example: known?.example ?? example,
      count: (known?.count ?? 0) + 1,
    })
  }
  for (const limit of limits) {
    if (limit.key === '' && limit.name === '') continue
    const keys =
      limit.key === ''
        ? codesOf(limit).map(({ code, line, file }) => ({ key: code, line, file }))
        : [{ key: limit.key, line: limit.line, file: limit.file }]
    if (keys.length === 0) skip(limit, 'no-code')
    for (const { key, line, file } of keys) {
      const found = valuesFor(limit, key, shapes)
      if (found === null) {
        skip(limit, limit.tables.some((name) => limitReaders[name] !== undefined) ? 'words' : 'no-table')
        break
      }
      const { point, name, basis } = limit
      const row: KnowledgeRow = { point, key, name, values: found.values, basis, from: null, until: null, file, line }
      const same = JSON.stringify([found.table, key, found.values])
      if (seen.has(same)) {
        repeated += 1
        continue
      }
      seen.add(same)
      const known = tables.get(found.table)
      if (known === undefined) tables.set(found.table, [row])
      else known.push(row)
    }
  }
  const checks = [...tables].flatMap(([name, rows]) => {
    const shape = shapes.get(name)
    const unknown = shape === undefined || catalogue === null ? [] : unknownCodes(rows, shape, catalogue)
    return [...repeatedRows(rows), ...unknown]
  })
  return {
    tables,
    skipped: [...skipped.values()],
    repeated,
    problems: [...problems, ...miscounted(limits, codesOf), ...homeless(limits, codes), ...checks],
  }
}

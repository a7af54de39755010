import type { KnowledgeRow } from './knowledge-tsv.ts'

/** What one code has in an old and a new version of a table. */
export interface ChangedCode {
  readonly key: string
  readonly name: string
  readonly before: readonly KnowledgeRow[]
  readonly after: readonly KnowledgeRow[]
}

/** The difference of two versions of a table: by code, since numbers of points change from release to release. */
export interface KnowledgeDifference {
  readonly table: string
  readonly added: readonly ChangedCode[]
  readonly removed: readonly ChangedCode[]
  readonly changed: readonly ChangedCode[]
  readonly same: number
  /** Numbers of points that only one version has. */
  readonly pointsAdded: readonly string[]
  readonly pointsRemoved: readonly string[]
}

function byCode(rows: readonly KnowledgeRow[]): ReadonlyMap<string, readonly KnowledgeRow[]> {
  const codes = new Map<string, KnowledgeRow[]>()
  for (const row of rows) {
    const code = typeof row.values.second === 'string' ? `${row.key} ${row.values.second}` : row.key
    const known = codes.get(code)
    if (known === undefined) codes.set(code, [row])
    else known.push(row)
  }
  return codes
}

function contentOf(rows: readonly KnowledgeRow[]): string {
  const contents = rows.map(({ values, basis, from, until }) => {
    const sorted = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1))
    return JSON.stringify([sorted, basis, from, until])
  })
  return contents.sort().join('\n')
}

/** Compares two versions of one table. */
export function knowledgeDifference(
  table: string,
  before: readonly KnowledgeRow[],
  after: readonly KnowledgeRow[],
): KnowledgeDifference {
  const [old, now] = [byCode(before), byCode(after)]
  const all = [...new Set([...old.keys(), ...now.keys()])].sort()
  const codes = all.map((key): ChangedCode => {
    const [was, is] = [old.get(key) ?? [], now.get(key) ?? []]
    return { key, name: is[0]?.name ?? was[0]?.name ?? '', before: was, after: is }
  })
  const both = codes.filter((code) => code.before.length > 0 && code.after.length > 0)
  const changed = both.filter((code) => contentOf(code.before) !== contentOf(code.after))
  const [oldPoints, newPoints] = [new Set(before.map(({ point }) => point)), new Set(after.map(({ point }) => point))]
  return {
    table,
    added: codes.filter((code) => code.before.length === 0),
    removed: codes.filter((code) => code.after.length === 0),
    changed,
    same: both.length - changed.length,
    pointsAdded: [...newPoints].filter((point) => !oldPoints.has(point)),
    pointsRemoved: [...oldPoints].filter((point) => !newPoints.has(point)),
  }
}

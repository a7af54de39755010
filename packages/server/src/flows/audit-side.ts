import type { AuditExpression, AuditRelease, AuditRule, AuditVisit, SideRow, Subject } from '@yibao/core/audit'
import type { AuditArchive } from './audit-archive-ports.ts'
import type { AuditScope } from './audit-run-ports.ts'

type Part = AuditExpression | Subject | object | string | number | boolean | null

/** Everything of a rule that may name a table, whatever its kind. */
function walk(part: Part, found: Set<string>): void {
  if (part === null || typeof part !== 'object') return
  if ('op' in part && part.op === 'field' && 'root' in part && part.root === 'side') {
    const [table] = (part as Extract<AuditExpression, { readonly op: 'field' }>).path
    if (table !== undefined) found.add(table)
  }
  if ('of' in part && part.of === 'side' && 'table' in part && typeof part.table === 'string') found.add(part.table)
  for (const inner of Object.values(part) as Part[]) walk(inner, found)
}

/** The side tables that a rule reads. */
function sideTablesOf({
  does,
  exceptions,
  stake,
}: Pick<AuditRule, 'does' | 'exceptions' | 'stake'>): readonly string[] {
  const found = new Set<string>()
  walk({ does, exceptions, stake }, found)
  return [...found].sort()
}

export const tablesOfRelease = ({ rules }: Pick<AuditRelease, 'rules'>): readonly string[] => [
  ...new Set(rules.flatMap(sideTablesOf)),
]

/** What a visit says of a key of side tables; nothing of those that only other facts name. */
function valuesOf(key: string, { person, visitId, provider, doctor, terminal, lines }: AuditVisit): readonly string[] {
  switch (key) {
    case 'insured':
      return [person.insuredId]
    case 'visit':
      return [visitId]
    case 'provider':
      return [provider.providerCode]
    case 'doctor':
      return [...lines.map((line) => line.doctor), doctor].filter((code) => code !== undefined)
    case 'terminal':
      return terminal === undefined ? [] : [terminal]
    case 'item':
      return lines.map(({ item }) => item)
    case 'line':
      return lines.map(({ lineId }) => lineId)
    default:
      return []
  }
}

/** Side tables by name; one that nobody ever brought is left out, for it is not known. */
type SideFacts = Readonly<Record<string, readonly SideRow[]>>

/** Rows of the side tables for some visits, read at once and handed out ground by ground. */
export interface SideReader {
  /** Reads what these visits may ask for. */
  read(
    visits: readonly AuditVisit[],
    days: Pick<AuditScope, 'from' | 'until'>,
  ): Promise<(of: readonly AuditVisit[]) => SideFacts>
}

const noFacts: SideFacts = {}

type AnchoredRow = Awaited<ReturnType<AuditArchive['side']>>[number]

interface FoundTable {
  readonly table: string
  readonly key: string
  readonly rows: readonly AnchoredRow[]
  readonly byAnchor: ReadonlyMap<string, readonly AnchoredRow[]>
}

/** @param tables those that the rules read */
export async function sideReader(archive: AuditArchive, tables: readonly string[]): Promise<SideReader> {
  const onFile = [...(tables.length === 0 ? [] : await archive.tablesOnFile(tables))]
  if (onFile.length === 0) return { read: async () => () => noFacts }
  return {
    async read(visits, days) {
      const found: FoundTable[] = []
      for (const [table, key] of onFile) {
        const anchors = key === '' ? null : [...new Set(visits.flatMap((visit) => valuesOf(key, visit)))]
        const rows = anchors?.length === 0 ? [] : await archive.side({ table, anchors, ...days })
        found.push({ table, key, rows, byAnchor: Map.groupBy(rows, ({ anchor }) => anchor) })
      }
      return (of) =>
        Object.fromEntries(
          found.map(({ table, key, rows, byAnchor }) => {
            if (key === '') return [table, rows.map(({ row }) => row)]
            const anchors = [...new Set(of.flatMap((visit) => valuesOf(key, visit)))]
            return [table, anchors.flatMap((anchor) => (byAnchor.get(anchor) ?? []).map(({ row }) => row))]
          }),
        )
    },
  }
}

import type { AuditGround, SideRow } from './ground.ts'
import type { AuditRow } from './scope.ts'

/** What the row in hand holds against a key column: undefined when it does not know, null when the key does not narrow such a row. */
type HandKey = (row: AuditRow) => string | null | undefined

/** The columns by which a side table tells whose row it is, and the fact to name when the row in hand does not know its own. */
const keys: Readonly<Record<string, { readonly of: HandKey; readonly fact: string }>> = {
  insured: { of: ({ visit }) => visit?.person.insuredId, fact: 'person.insuredId' },
  visit: { of: ({ visit }) => visit?.visitId, fact: 'visit.visitId' },
  line: { of: ({ line }) => (line === null ? null : line.lineId), fact: 'line.lineId' },
  item: { of: ({ line }) => (line === null ? null : line.item), fact: 'line.item' },
  doctor: { of: ({ line, visit }) => line?.doctor ?? visit?.doctor, fact: 'line.doctor' },
  provider: { of: ({ visit }) => visit?.provider.providerCode, fact: 'provider.providerCode' },
  terminal: { of: ({ visit }) => visit?.terminal, fact: 'visit.terminal' },
}

const columns = Object.keys(keys)

/** The side rows of a table that are about the row in hand, or the name of the fact that is missing to tell. */
export function sideRowsOf(ground: AuditGround, table: string, hand: AuditRow): readonly SideRow[] | string {
  const rows = Object.hasOwn(ground.side, table) ? ground.side[table] : undefined
  if (rows === undefined) return `side.${table}`
  const about: SideRow[] = []
  for (const row of rows) {
    const fits = isAbout(row, hand)
    if (typeof fits === 'string') return fits
    if (fits) about.push(row)
  }
  return about
}

/** False as soon as one key differs, also when another is not known. */
function isAbout(row: SideRow, hand: AuditRow): boolean | string {
  let missing: string | null = null
  for (const column of columns) {
    const value = row[column]
    const key = keys[column]
    if (value === undefined || key === undefined) continue
    const own = key.of(hand)
    if (own === undefined) missing ??= key.fact
    else if (own !== null && own !== value) return false
  }
  return missing ?? true
}

import type { CentreRow, Difference, Finding, StatedRow } from './types.ts'

const compared = ['insuredId', 'visitId', 'total', 'fund', 'account'] as const

function differencesOf(centre: CentreRow, stated: StatedRow): readonly Difference[] {
  return compared
    .filter((field) => centre[field] !== stated[field])
    .map((field) => ({ field, centre: centre[field], institution: stated[field] }))
}

/** The rows of a file by settlement, each list in the order of the file. */
function bySettlement(stated: readonly StatedRow[]): Map<string, StatedRow[]> {
  const rows = new Map<string, StatedRow[]>()
  for (const row of stated) {
    const own = rows.get(row.settlementId)
    if (own === undefined) rows.set(row.settlementId, [row])
    else own.push(row)
  }
  return rows
}

/** One comparison row by row: the file is given whole, the centre's rows come one by one, oldest first. */
export interface Comparison {
  /** @returns null when the institution has the same row */
  take(centre: CentreRow): Finding | null
  /** What the institution has and the centre has not: the rows that nothing has taken, in the order of the file. */
  rest(): readonly Finding[]
}

/**
 * Compares the rows of both sides (对明细账). A row is found by its settlement, else an undoing by the settlement that it
 * undoes. Every row of either side is equal to one of the other, or in exactly one finding.
 */
export function compareRows(stated: readonly StatedRow[]): Comparison {
  const open = bySettlement(stated)
  const known = new Set<string>()
  const next = (settlementId: string): StatedRow | undefined => {
    const row = open.get(settlementId)?.shift()
    if (row !== undefined) known.add(settlementId)
    return row
  }
  return {
    take(centre) {
      const own = next(centre.settlementId)
      const row = own ?? (centre.rootId === centre.settlementId ? undefined : next(centre.rootId))
      if (row === undefined) return { kind: 'centre-only', centre }
      const differences = differencesOf(centre, row)
      return differences.length === 0 ? null : { kind: 'differs', centre, stated: row, differences }
    },

    rest() {
      const left = [...open.values()].flat().sort((a, b) => a.number - b.number)
      return left.map((row) => ({
        kind: 'institution-only',
        stated: row,
        duplicate: known.has(row.settlementId),
      }))
    },
  }
}

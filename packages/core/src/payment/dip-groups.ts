import type { DipDirectory, DipGrouping } from '../dip/index.ts'
import { compareExact, type DateRange, type Exact, type Fen, fen, roundExact } from '../kernel/index.ts'
import type { CaseGroup, GroupTable, Millionths } from './types.ts'

function millionths(value: Exact): Millionths {
  return roundExact(value, 1, 'half-up')
}

function wholeFen(value: Exact): Fen {
  return fen(roundExact(value, 1, 'half-up'))
}

/** A DIP grouping as payment reads it; tables that only watch do not price. */
export function dipCaseGroup({ status, groupId, kind, auxiliary }: DipGrouping): CaseGroup {
  const pricing = auxiliary.applied.filter(({ watch }) => !watch)
  const highest = pricing
    .filter(({ coefficient }) => compareExact(coefficient, auxiliary.coefficient) === 0)
    .slice(0, 1)
  const counting = auxiliary.rule === 'highest' ? highest : pricing
  return {
    status: status === 'ungrouped' ? 'ungroupable' : status,
    group: groupId ?? '0000',
    blank: kind === 'blank',
    auxiliary: counting.map(({ table, row, coefficient }) => ({
      name: `${table}:${row}`,
      coefficient: millionths(coefficient),
    })),
  }
}

/**
 * A disease directory as a table of scores, numbers to six decimals and means to the fen.
 *
 * @param terms `levelMean`: whether the mean at a level is that of the weighted years or of last year alone
 */
export function dipGroupTable(
  directory: DipDirectory,
  terms: {
    readonly id: string
    readonly grouping: string
    readonly range: DateRange
    readonly source: string
    readonly levelMean: 'weighted' | 'last-year'
  },
): GroupTable {
  const { id, grouping, range, source, levelMean } = terms
  const unstable = new Set(
    directory.warnings.flatMap((warning) =>
      warning.code === 'unstable' || warning.code === 'few-cases' ? [warning.groupId] : [],
    ),
  )
  const rows = directory.groups.map((group) => ({
    group: group.id,
    name: '',
    weight: millionths(group.score),
    mean: wholeFen(group.meanCost),
    meanByLevel: Object.fromEntries(
      group.byLevel.flatMap(({ level, meanCost, lastYearMeanCost }) => {
        const mean = levelMean === 'weighted' ? meanCost : lastYearMeanCost
        return mean === null ? [] : [[level, wholeFen(mean)]]
      }),
    ),
    meanStay: millionths(group.meanStay),
    stable: !unstable.has(group.id),
    ownCoefficient: group.primaryCoefficient === null ? null : millionths(group.primaryCoefficient),
  }))
  return { id, kind: 'dip', grouping, range, source, rows }
}

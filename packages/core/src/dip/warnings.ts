import type { Figures } from './figures.ts'
import { coreId } from './match.ts'
import type { DipRules } from './rules-types.ts'
import type { DipGroup, DipProblem, DipWarning } from './types.ts'

/** What a builder saw besides the cases that count. */
export interface Remarks {
  readonly leftOut: ReadonlyMap<DipProblem['code'], number>
  readonly unknown: ReadonlyMap<string, number>
}

const byKey = <Value>(map: ReadonlyMap<string, Value>): readonly (readonly [string, Value])[] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : 1))

function groupWarnings(group: DipGroup, rules: DipRules): readonly DipWarning[] {
  const { id: groupId, cases, variationPpm } = group
  if (cases === 0) return []
  const warnings: DipWarning[] = []
  const limitPpm = rules.unstableAbovePpm
  if (variationPpm > limitPpm) warnings.push({ code: 'unstable', groupId, variationPpm, limitPpm })
  if (cases < rules.fewCases) warnings.push({ code: 'few-cases', groupId, cases, limit: rules.fewCases })
  return warnings
}

/** What somebody should look at before a directory is used, in a stable order. */
export function directoryWarnings(
  groups: readonly DipGroup[],
  city: Figures,
  rules: DipRules,
  { leftOut, unknown }: Remarks,
): readonly DipWarning[] {
  const ids = new Set(groups.map(({ id }) => id))
  const missingPrimary = rules.primaryGroups
    .filter(({ diagnosis, operations }) => !ids.has(coreId(diagnosis, operations.toSorted())))
    .map(({ diagnosis, operations }): DipWarning => ({ code: 'primary-without-cases', diagnosis, operations }))
  const emptyYears = city.casesByYear
    .filter(({ cases }) => cases === 0)
    .map(({ year }): DipWarning => ({ code: 'year-without-cases', year }))
  return [
    ...[...leftOut]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([problem, cases]): DipWarning => ({ code: 'left-out', problem, cases })),
    ...emptyYears,
    ...missingPrimary,
    ...byKey(unknown).map(([operation, cases]): DipWarning => ({ code: 'unknown-operation', operation, cases })),
    ...groups.flatMap((group) => groupWarnings(group, rules)),
  ]
}

import { compareExact, type Exact, multiplyExact } from '../kernel/index.ts'
import { stayOf } from './case-problem.ts'
import { charlsonIndex } from './charlson.ts'
import { type CodeTables, codeTables } from './code-tables.ts'
import { categoryOf } from './key.ts'
import type { AuxiliaryRules, AuxiliaryTable, Band, SeverityRow } from './rules-types.ts'
import type { AppliedAuxiliary, DipAuxiliary, DipGroup, GroupableCase } from './types.ts'

const one = 1_000_000

interface CompiledList {
  readonly secondary: CodeTables
  readonly principal: CodeTables
}

/** Auxiliary tables ready for one case after another. */
export interface Auxiliary {
  readonly rules: AuxiliaryRules
  readonly lists: ReadonlyMap<string, CompiledList>
}

export function compileAuxiliary(rules: AuxiliaryRules): Auxiliary {
  const lists = rules.lists.map(({ name, codes, exclusions }): [string, CompiledList] => [
    name,
    {
      secondary: codeTables(codes.map(({ code, table }) => ({ code, table: table ?? '' }))),
      principal: codeTables(exclusions.map(({ principal, table }) => ({ code: principal, table }))),
    },
  ])
  return { rules, lists: new Map(lists) }
}

function isTumour(diagnosis: string, tumour: AuxiliaryRules['tumour']): boolean {
  const category = categoryOf(diagnosis)
  return category !== null && tumour.some(({ from, to }) => from <= category && category <= to)
}

const hoursPerDay = 24

function intensiveCareDays(hours: number, day: AuxiliaryRules['intensiveCareDay']): number {
  return day === 'begun' ? Math.ceil(hours / hoursPerDay) : Math.floor(hours / hoursPerDay)
}

type BandTable = Extract<AuxiliaryTable, { kind: 'bands' }>

/** What a table of bands measures; null when the record does not say, or the table is not about such a person. */
function measureOf({ measure }: BandTable, one: GroupableCase, rules: AuxiliaryRules): number | null {
  const { ageYears, ageDays, intensiveCareHours, diagnoses } = one.record
  switch (measure) {
    case 'age-years':
      return ageYears
    case 'age-days':
      return ageYears === 0 ? ageDays : null
    case 'charlson':
      return charlsonIndex(diagnoses)
    case 'intensive-care-days':
      return intensiveCareHours === null ? null : intensiveCareDays(intensiveCareHours, rules.intensiveCareDay)
    case 'visit-number':
      return one.visitNumber
  }
}

const bandOf = (bands: readonly Band[], value: number): Band | undefined =>
  bands.find(({ from, to }) => value >= from && (to === null || value <= to))

/** Whether a secondary diagnosis is in the list, its table not one of those of the principal diagnosis. */
function hasSecondary({ record }: GroupableCase, list: CompiledList | undefined): boolean {
  if (list === undefined) return false
  const excluded = list.principal(record.diagnoses[0] ?? '')
  return record.diagnoses
    .slice(1)
    .some((code) => list.secondary(code).some((table) => table === '' || !excluded.includes(table)))
}

function shareHolds(one: GroupableCase, { of, ppm }: NonNullable<SeverityRow['shareAtLeast']>): boolean {
  const part = of === 'drugs' ? one.drugs : one.cost - one.drugs - one.consumables
  return BigInt(part) * 1_000_000n >= BigInt(one.cost) * BigInt(ppm)
}

function rowHolds(row: SeverityRow, one: GroupableCase, group: DipGroup, { lists }: Auxiliary): boolean {
  const { leavingType, stayDays, secondaryIn, costTimesMean, shareAtLeast } = row
  if (leavingType !== undefined && !leavingType.includes(one.record.leavingType ?? '')) return false
  if (stayDays !== undefined) {
    const stay = stayOf(one)
    if (stay < stayDays.from || (stayDays.to !== null && stay > stayDays.to)) return false
  }
  if (secondaryIn !== undefined && !hasSecondary(one, lists.get(secondaryIn))) return false
  if (costTimesMean !== undefined && compareExact(one.cost, multiplyExact(group.meanCost, costTimesMean)) < 0)
    return false
  return shareAtLeast === undefined || shareHolds(one, shareAtLeast)
}

function appliedBy(
  table: AuxiliaryTable,
  one: GroupableCase,
  group: DipGroup,
  auxiliary: Auxiliary,
): AppliedAuxiliary | null {
  const watch = table.effect === 'watch'
  if (table.kind === 'severity') {
    const row = table.rows.find((candidate) => rowHolds(candidate, one, group, auxiliary))
    if (row === undefined) return null
    return { table: table.name, row: row.name, coefficient: row.coefficient, measure: null, watch }
  }
  const measure = measureOf(table, one, auxiliary.rules)
  const band = measure === null ? undefined : bandOf(table.bands, measure)
  return band === undefined
    ? null
    : { table: table.name, row: band.name, coefficient: band.coefficient, measure, watch }
}

function together(applied: readonly AppliedAuxiliary[], rule: AuxiliaryRules['several']): Exact {
  let coefficient: Exact | null = null
  for (const { coefficient: next, watch } of applied) {
    if (watch) continue
    if (coefficient === null) coefficient = next
    else if (rule === 'product') coefficient = multiplyExact(coefficient, next)
    else if (compareExact(next, coefficient) > 0) coefficient = next
  }
  return coefficient ?? one
}

const nothing: Readonly<Record<AuxiliaryRules['several'], DipAuxiliary>> = {
  highest: { coefficient: one, rule: 'highest', applied: [] },
  product: { coefficient: one, rule: 'product', applied: [] },
}

/** No coefficient: of cases without a group. */
export function noAuxiliary({ rules }: Auxiliary): DipAuxiliary {
  return nothing[rules.several]
}

/**
 * 辅助目录系数: the tables that fit a case. A row of exactly 1 corrects nothing and does not compete; a table that is only
 * watched is told but prices nothing.
 *
 * @returns A, and what it is made of
 */
export function auxiliaryOf(oneCase: GroupableCase, group: DipGroup, auxiliary: Auxiliary): DipAuxiliary {
  const { rules } = auxiliary
  let tumour: boolean | null = null
  let applied: AppliedAuxiliary[] | null = null
  for (const table of rules.tables) {
    if (table.scope !== 'all') {
      tumour ??= isTumour(oneCase.record.diagnoses[0] ?? '', rules.tumour)
      if (tumour !== (table.scope === 'tumour')) continue
    }
    const found = appliedBy(table, oneCase, group, auxiliary)
    if (found === null || (found.coefficient === one && !found.watch)) continue
    applied ??= []
    applied.push(found)
  }
  if (applied === null) return noAuxiliary(auxiliary)
  return { coefficient: together(applied, rules.several), rule: rules.several, applied }
}

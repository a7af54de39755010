import { compareExact, type Exact } from '../kernel/index.ts'
import type { AuxiliaryRules, AuxiliaryTable, Band, DeviationRules, SeverityRow } from './rules-types.ts'
import type { RulesFinding } from './types.ts'

const notPositive = (value: Exact): boolean => compareExact(value, 0) <= 0

/** Bands of whole numbers cover everything from the least value on, each value once. */
function checkBands(where: string, bands: readonly Band[], least: number): readonly RulesFinding[] {
  const findings: RulesFinding[] = []
  const [first] = bands
  if (first === undefined) return [{ code: 'missing', where, facts: {} }]
  if (first.from !== least) findings.push({ code: 'bands-start', where, facts: { from: first.from, least } })
  for (const [index, { name, from, to, coefficient }] of bands.entries()) {
    const next = bands[index + 1]
    if (notPositive(coefficient)) findings.push({ code: 'not-positive', where, facts: { band: name } })
    if (to !== null && to < from) findings.push({ code: 'bounds-order', where, facts: { band: name, from, to } })
    if (next === undefined) {
      if (to !== null) findings.push({ code: 'bands-end', where, facts: { band: name, to } })
    } else if (to === null || next.from <= to) {
      findings.push({ code: 'bands-overlap', where, facts: { band: name, next: next.name, nextFrom: next.from } })
    } else if (next.from > to + 1) {
      findings.push({
        code: 'bands-gap',
        where,
        facts: { band: name, next: next.name, from: to + 1, to: next.from - 1 },
      })
    }
  }
  return findings
}

const asksNothing = (row: SeverityRow): boolean =>
  row.leavingType === undefined &&
  row.stayDays === undefined &&
  row.secondaryIn === undefined &&
  row.costTimesMean === undefined &&
  row.shareAtLeast === undefined

function checkSeverity(
  where: string,
  rows: readonly SeverityRow[],
  lists: ReadonlySet<string>,
): readonly RulesFinding[] {
  const findings: RulesFinding[] = []
  if (rows.length === 0) findings.push({ code: 'missing', where, facts: {} })
  for (const [index, row] of rows.entries()) {
    const { name, coefficient, secondaryIn, stayDays } = row
    if (notPositive(coefficient)) findings.push({ code: 'not-positive', where, facts: { row: name } })
    if (secondaryIn !== undefined && !lists.has(secondaryIn)) {
      findings.push({ code: 'unknown-name', where, facts: { row: name, list: secondaryIn } })
    }
    if (stayDays != null && stayDays.to !== null && stayDays.to < stayDays.from) {
      findings.push({ code: 'bounds-order', where, facts: { row: name, from: stayDays.from, to: stayDays.to } })
    }
    const next = rows[index + 1]
    if (asksNothing(row) && next !== undefined) {
      findings.push({ code: 'never-reached', where, facts: { row: next.name, after: name } })
    }
  }
  return findings
}

function duplicates(where: string, names: readonly string[]): readonly RulesFinding[] {
  return names
    .filter((name, index) => names.indexOf(name) !== index)
    .map((name) => ({ code: 'duplicate', where, facts: { name } }))
}

export function checkAuxiliary({ tables, lists, tumour }: AuxiliaryRules): readonly RulesFinding[] {
  const names = new Set(lists.map(({ name }) => name))
  const check = (table: AuxiliaryTable): readonly RulesFinding[] => {
    const where = `auxiliary.${table.name}`
    if (table.kind === 'severity') return checkSeverity(where, table.rows, names)
    return checkBands(where, table.bands, table.measure === 'visit-number' ? 1 : 0)
  }
  return [
    ...duplicates(
      'auxiliary.tables',
      tables.map(({ name }) => name),
    ),
    ...duplicates(
      'auxiliary.lists',
      lists.map(({ name }) => name),
    ),
    ...tables.flatMap(check),
    ...(tumour.length === 0 && tables.some(({ scope }) => scope !== 'all')
      ? [{ code: 'missing' as const, where: 'auxiliary.tumour', facts: {} }]
      : []),
  ]
}

/** Limits of deviating cases rise from low over high to extreme, with the whole between low and high. */
export function checkDeviation({ low, high, extreme, forms }: DeviationRules): readonly RulesFinding[] {
  const whole = 1_000_000
  const where = 'deviation'
  const text = (value: Exact): string => (typeof value === 'number' ? String(value / whole) : `${value.n}/${value.d}`)
  const facts = {
    low: text(low.times),
    high: text(high.times),
    ...(extreme === null ? {} : { extreme: text(extreme.times) }),
  }
  const ordered =
    compareExact(low.times, 0) > 0 &&
    compareExact(low.times, whole) <= 0 &&
    compareExact(high.times, whole) >= 0 &&
    compareExact(high.times, low.times) > 0 &&
    (extreme === null || compareExact(extreme.times, high.times) > 0)
  return [
    ...(ordered ? [] : [{ code: 'bounds-order' as const, where, facts }]),
    ...Object.entries(forms)
      .filter(([, { times }]) => notPositive(times))
      .map(([kind]): RulesFinding => ({ code: 'not-positive', where: `${where}.forms`, facts: { kind } })),
  ]
}

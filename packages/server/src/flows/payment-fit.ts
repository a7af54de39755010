import { compileDirectory, type DipDirectory, type DipRules, directoryBuilder, groupDip } from '@yibao/core/dip'
import type { DischargedCase, ProviderLevel, SchemeCode } from '@yibao/core/encounter'
import {
  addFen,
  compareExact,
  divideExact,
  type Exact,
  type Fen,
  fen,
  isoDate,
  roundExact,
  splitByWeights,
  sumFen,
  zeroFen,
} from '@yibao/core/kernel'
import {
  type CaseGroup,
  type CaseMethod,
  dipCaseGroup,
  dipGroupTable,
  type GroupTable,
  groupWeights,
  type Millionths,
  type Parameter,
  type PaymentPlan,
  type WeighedCase,
  type WeightRules,
  type Where,
} from '@yibao/core/payment'
import { type CaseSource, emptySource } from './payment-compare.ts'

/** Costs that weights count: the middle 95 % of each group, as one public program trims (reference: payment.md, point value). */
const weightRules: WeightRules = {
  trim: { kind: 'ranks', low: 25_000, high: 975_000 },
  reference: { kind: 'all' },
  scale: 1_000_000,
  decimals: 4,
  fewest: 5,
}

/** Cases kept for weights at most: of more every second, third … is taken. */
const weighedMost = 300_000

interface MeasuredInstitution {
  readonly providerCode: string
  readonly level: ProviderLevel
  readonly cases: number
  readonly byScheme: Readonly<Partial<Record<SchemeCode, number>>>
}

/** What a year of cases says of itself, in the place of what a plan publishes. */
export interface Measured {
  readonly year: number
  readonly cases: number
  /** What the fund was charged with, by insurance and level. */
  readonly charges: readonly { readonly scheme: SchemeCode; readonly level: ProviderLevel; readonly fund: Fen }[]
  /** Its institutions: the level of the first case, and how many cases and charges of each insurance. */
  readonly institutions: readonly MeasuredInstitution[]
  readonly drg: { readonly rows: GroupTable['rows']; readonly mean: Fen; readonly source: string } | null
  readonly dip: { readonly directory: DipDirectory; readonly group: (facts: DischargedCase) => CaseGroup } | null
}

interface MeasureOptions {
  readonly year: number
  readonly source: CaseSource
  readonly drg: (facts: DischargedCase) => CaseGroup
  readonly dipRules: DipRules | null
  readonly progress: (done: number, all: number) => void
}

const dipCaseOf = (facts: DischargedCase, year: number) => ({
  caseId: facts.caseId,
  providerCode: facts.providerCode,
  level: facts.providerLevel,
  admittedOn: facts.admittedOn,
  dischargedOn: facts.dischargedOn,
  year,
  record: facts.record,
  cost: facts.total,
  drugs: facts.drugs,
  consumables: facts.consumables,
  visitNumber: null,
})

/** Rules for a directory of the cases' own year alone. */
const ofOneYear = (rules: DipRules, year: number): DipRules => ({
  ...rules,
  year: year + 1,
  yearWeights: [{ back: 1, weight: 1_000_000 }],
})

/**
 * Reads a year of cases once and measures weights of groups, a disease directory, and what the fund was charged with.
 *
 * @throws Error when there are no cases, or the rules of the directory give no directory
 */
export async function measureYear({ year, source, drg, dipRules, progress }: MeasureOptions): Promise<Measured> {
  const charges = new Map<string, { scheme: SchemeCode; level: ProviderLevel; fund: Fen }>()
  const institutions = new Map<string, MeasuredInstitution>()
  const weighed: WeighedCase[] = []
  const begun = dipRules === null ? null : directoryBuilder(ofOneYear(dipRules, year))
  if (begun !== null && !begun.ok)
    throw new Error(`病种目录规则有误 the rules of the directory: ${JSON.stringify(begun.error)}`)
  const stride = Math.max(1, Math.ceil((source.count ?? 0) / weighedMost))
  let cases = 0
  for await (const facts of source.read()) {
    const { scheme, providerLevel: level, fundPaid, total, record } = facts
    const kept = charges.get(`${scheme}/${level}`) ?? { scheme, level, fund: zeroFen }
    charges.set(`${scheme}/${level}`, { ...kept, fund: addFen(kept.fund, fundPaid) })
    const { providerCode } = facts
    const place = institutions.get(providerCode) ?? { providerCode, level, cases: 0, byScheme: {} }
    const byScheme = { ...place.byScheme, [scheme]: (place.byScheme[scheme] ?? 0) + 1 }
    institutions.set(providerCode, { ...place, cases: place.cases + 1, byScheme })
    begun?.value.add(dipCaseOf(facts, year))
    if (cases % stride === 0) {
      const { status, group } = drg(facts)
      if (status === 'grouped') weighed.push({ group, total, stayDays: record.stayDays ?? 0, level })
    }
    cases += 1
    if (cases % 5_000 === 0) progress(cases, Math.max(source.count ?? 0, cases))
  }
  if (cases === 0) throw new Error(emptySource(source))
  progress(cases, cases)
  const weights = groupWeights(weighed, weightRules)
  const built = begun === null ? null : begun.value.finish()
  if (built !== null && !built.ok)
    throw new Error(`这些病例编不出病种目录 no directory of these cases: ${JSON.stringify(built.error)}`)
  const grouper = built === null ? null : compileDirectory(built.value, 'any')
  return {
    year,
    cases,
    charges: [...charges.values()],
    institutions: [...institutions.values()].sort((a, b) => (a.providerCode < b.providerCode ? -1 : 1)),
    drg: weights.ok
      ? { rows: weights.value.rows, mean: weights.value.mean, source: `本次 ${cases} 例测算 measured from these cases` }
      : null,
    dip:
      built === null || grouper === null
        ? null
        : {
            directory: built.value,
            group: (facts) => dipCaseGroup(groupDip(grouper, dipCaseOf(facts, year))),
          },
  }
}

const millionthsOfYuanPerFen = 10_000
const always = isoDate('1900-01-01')
const source = '测算 measured'

const given = <T>(where: Parameter<T>[number]['where'], value: T): Parameter<T>[number] => ({
  where,
  values: [{ from: always, value, source, assumed: true }],
})

const firstOf = <T>(parameter: Parameter<T>): T | null => {
  const value = parameter[0]?.values.at(-1)?.value
  return value === undefined || value === 'none' ? null : (value as T)
}

/** Fen that a weight (DRG) or score (DIP) of one stands for when every group is paid its mean cost. */
function fenPerWeight({ drg, dip }: Measured, kind: 'drg' | 'dip'): Exact | null {
  if (kind === 'drg') return drg?.mean ?? null
  const group = dip?.directory.groups.find(({ score }) => compareExact(score, 0) > 0)
  return group === undefined ? null : divideExact(group.meanCost, group.score)
}

/** The same of a point; points = weight × scale. */
function fenPerPoint(measured: Measured, method: Extract<CaseMethod, { kind: 'drg' | 'dip' }>): number | null {
  const [perWeight, scale] = [fenPerWeight(measured, method.kind), firstOf(method.scale)]
  if (perWeight === null || scale === null || scale === 0) return null
  return roundExact(divideExact(perWeight, scale), 1, 'half-up')
}

/**
 * A plan with weights, budget and values of a point of the cases themselves: all methods then share the money that the fund was
 * charged with, and differ only in how they share it.
 *
 * @throws Error when a method's weights could not be measured
 */
export function fittedPlan(
  plan: PaymentPlan,
  measured: Measured,
): { readonly plan: PaymentPlan; readonly tables: readonly GroupTable[] } {
  const tables: GroupTable[] = []
  let value: Millionths | null = null
  const methods = plan.methods.map((method) => {
    if (method.kind !== 'drg' && method.kind !== 'dip') return method
    const range = { from: always, until: null }
    const about = { id: method.table, grouping: source, range, source }
    if (method.kind === 'dip') {
      if (measured.dip === null)
        throw new Error(`${plan.id}：按病种分值需要目录规则 needs rules of a directory: --dip-rules FILE`)
      tables.push(dipGroupTable(measured.dip.directory, { ...about, levelMean: 'weighted' }))
    } else {
      if (measured.drg === null)
        throw new Error(`${plan.id}：没有入组病例，无法测算权重 no grouped case gives a weight`)
      tables.push({ ...about, kind: 'drg', rows: measured.drg.rows, source: measured.drg.source })
    }
    const perPoint = fenPerPoint(measured, method)
    if (perPoint === null) return method
    value ??= perPoint * millionthsOfYuanPerFen
    const costOfPoint = { costPerPoint: [given({}, fen(perPoint))] }
    const refit = <R extends { readonly by: string } | null>(pay: R): R =>
      pay !== null && pay.by === 'cost-per-point' ? { ...pay, ...costOfPoint } : pay
    return {
      ...method,
      ungrouped: refit(method.ungrouped),
      ambiguous: refit(method.ambiguous),
      unstable: refit(method.unstable),
      blank: refit(method.blank),
    }
  })
  return { plan: { ...plan, methods, ...moneyOf(plan, measured, value) }, tables }
}

/** Budgets of institutions: each its stays at the mean charge of its level, so that they come to what was charged. */
function budgetsOf({ schemes }: PaymentPlan, { charges, institutions }: Measured): Parameter<Fen> {
  const levels = [...new Set(institutions.map(({ level }) => level))]
  return levels.flatMap((level) => {
    const places = institutions.filter((one) => one.level === level)
    const paid = charges.filter((one) => one.level === level && schemes.includes(one.scheme))
    const fund = sumFen(paid.map((one) => one.fund))
    const stays = places.map(({ byScheme }) => schemes.reduce((sum, scheme) => sum + (byScheme[scheme] ?? 0), 0))
    const shares = splitByWeights(fund, stays)
    return places.map(({ providerCode: institution }, index) => given({ institution }, shares[index] ?? zeroFen))
  })
}

/** Budget and value of a point by what was charged. */
function moneyOf(plan: PaymentPlan, measured: Measured, value: Millionths | null) {
  const { charges } = measured
  const { pointValue, budget } = plan
  const pools = pointValue?.pools ?? []
  const [byScheme, byArea, byLevel] = [pools.includes('scheme'), pools.includes('area'), pools.includes('level')]
  const funds = new Map<string, { where: Where; fund: Fen }>()
  for (const { scheme, level, fund } of charges) {
    if (!plan.schemes.includes(scheme)) continue
    // Only cases of the region's own insured are measured: those of others have no money here.
    const local = byArea ? ({ area: 'local' } as const) : {}
    const where = { ...(byScheme ? { scheme } : {}), ...local, ...(byLevel ? { level } : {}) }
    const key = JSON.stringify(where)
    funds.set(key, { where, fund: addFen(funds.get(key)?.fund ?? zeroFen, fund) })
  }
  return {
    pointValue:
      pointValue === null || value === null
        ? pointValue
        : { ...pointValue, budget: { kind: 'given' as const, value: [given({}, value)] } },
    budget:
      budget === null
        ? null
        : {
            ...budget,
            fund: [...funds.values()].map(({ where, fund }) => given(where, fund)),
            reserve: [given({}, 0)],
            institutions: budget.institutions === null ? null : budgetsOf(plan, measured),
          },
  }
}

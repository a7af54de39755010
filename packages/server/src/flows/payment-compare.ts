import type { DischargedCase } from '@yibao/core/encounter'
import {
  addFen,
  divideExact,
  type IsoDate,
  invariant,
  multiplyExact,
  type Result,
  roundExact,
  subtractFen,
  zeroFen,
} from '@yibao/core/kernel'
import {
  addCase,
  budgetPointValue,
  type CaseGroup,
  type CaseGroups,
  type CaseScore,
  type CaseSums,
  type Comparison,
  clearYear,
  type InstitutionYear,
  noCases,
  type PaymentRefusal,
  type PointValue,
  type PreparedPlan,
  type PricedCase,
  pointValueOf,
  scoreCase,
  settlementPointValue,
  valueScore,
  type Workbench,
  type WorkbenchName,
  workbench,
} from '@yibao/core/payment'
import { atCharges, type ComparedSignups, type HeadCharges, headCharges, withHeads } from './payment-compare-whole.ts'

/** Cases of one year that can be read again, each time in the same order. */
export interface CaseSource {
  readonly label: string
  /** How many there are, where that is known beforehand. */
  readonly count: number | null
  read(): Iterable<DischargedCase> | AsyncIterable<DischargedCase>
}

/** What to do about a source without cases. */
export const emptySource = ({ label }: CaseSource): string =>
  `${label}：没有病例 no cases：请核对年度和来源，数据库须先收集 check year and source; a database collects them first: ./yibao payment collect`

export interface ComparedPlan {
  readonly name: WorkbenchName
  readonly prepared: PreparedPlan
  /** Whether a rate or a value that the budget fixes is set so that the cases' cost is paid, no more and no less. */
  readonly neutral: boolean
}

/** What groups a case for the methods that ask; null where no plan asks. */
interface CompareGroupers {
  readonly drg: (facts: DischargedCase) => CaseGroup
  readonly dip: ((facts: DischargedCase) => CaseGroup) | null
}

export interface CompareOptions {
  readonly year: number
  readonly source: CaseSource
  readonly plans: readonly ComparedPlan[]
  readonly groupers: CompareGroupers
  /** For plans by capitation; absent where nobody knows who is signed on with whom. */
  readonly signups?: ComparedSignups | null
  readonly progress: (done: number, all: number) => void
}

export interface Compared {
  readonly comparison: Comparison
  /** Cases that some plan does not price, so that they count under none, by the code of the refusal. */
  readonly leftOut: Readonly<Record<string, number>>
  /** The first refusal of each code, with its facts. */
  readonly examples: readonly PaymentRefusal[]
  /** By plan: value of a point by pool as it was used, and what could not be computed of the year's end. */
  readonly values: readonly {
    readonly plan: string
    readonly pools: readonly Pick<PointValue, 'pool' | 'stage' | 'amount'>[]
    readonly yearEnd: PaymentRefusal | null
  }[]
}

/** Sums by institution, then by pool. */
type SumsByPlace = Map<string, Place>

interface Place {
  /** That of the latest discharge. */
  level: string
  levelOn: IsoDate
  readonly pools: Map<string, CaseSums>
}

interface PlanWork extends ComparedPlan {
  readonly budget: Map<string, Result<PointValue, PaymentRefusal>>
  /** Of the first reading, priced at the budget value. */
  readonly totals: Map<string, CaseSums>
  readonly settlement: Map<string, PointValue>
  readonly places: SumsByPlace
}

type Priced = { readonly score: CaseScore; readonly price: PricedCase }

function priceWith(
  { prepared }: PlanWork,
  facts: DischargedCase,
  groups: CaseGroups,
  valueFor: (score: CaseScore) => Result<PointValue | null, PaymentRefusal>,
): Result<Priced, PaymentRefusal> {
  const score = scoreCase(prepared, facts, groups, { trace: false })
  if (!score.ok) return score
  const value = valueFor(score.value)
  if (!value.ok) return value
  const price = valueScore(prepared, score.value, value.value, { trace: false })
  return price.ok ? { ok: true, value: { score: score.value, price: price.value } } : price
}

function budgetValue(work: PlanWork, year: number, score: CaseScore): Result<PointValue | null, PaymentRefusal> {
  if (score.money !== null) return { ok: true, value: null }
  const known = work.budget.get(score.pool) ?? budgetPointValue(work.prepared, year, score.pool)
  work.budget.set(score.pool, known)
  return known
}

/** The value of the year's end; that of the budget where the plan keeps no money for the pool. */
function yearValue(work: PlanWork, year: number, score: CaseScore): Result<PointValue | null, PaymentRefusal> {
  if (score.money !== null) return { ok: true, value: null }
  const value = work.settlement.get(score.pool)
  return value === undefined ? budgetValue(work, year, score) : { ok: true, value }
}

/** A value that the budget fixes, such that the standards come to what the cases cost. */
function neutralValue({ prepared }: PlanWork, value: PointValue, { standard, total }: CaseSums): PointValue {
  if (prepared.plan.pointValue?.settlement !== 'budget' || standard <= 0) return value
  const share = divideExact(total, standard)
  return { ...value, amount: pointValueOf(roundExact(multiplyExact(value.amount, share), 1, 'half-up')) }
}

/** The same grouping is kept once, however many cases have it. */
function groupKeeper(): (group: CaseGroup) => CaseGroup {
  const kept = new Map<string, CaseGroup>()
  return (group) => {
    if (group.auxiliary.length > 0) return group
    const key = `${group.status}/${group.group}/${group.blank}`
    const known = kept.get(key) ?? group
    kept.set(key, known)
    return known
  }
}

interface Kept {
  readonly drg: CaseGroup
  readonly dip: CaseGroup | null
}

/** Closes the plan's year for every institution and adds what that decides beside the cases. */
function closeYear(
  work: PlanWork,
  year: number,
  method: number,
  bench: Workbench,
  heads: { readonly signups: ComparedSignups | null; readonly charges: HeadCharges },
): PaymentRefusal | null {
  const { prepared, places, neutral } = work
  const { clearing, budget } = prepared.plan
  if (clearing === null || (clearing.payable !== 'capitation' && budget === null)) return null
  const facts = [...places]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([institution, { level, pools }]): InstitutionYear => ({
        institution,
        level,
        pools: [...pools].sort(([a], [b]) => (a < b ? -1 : 1)).map(([pool, sums]) => ({ pool, sums })),
        capitation: null,
        assessment: null,
        deductions: [],
        depositWithheld: zeroFen,
        advances: zeroFen,
        monthsPaid: zeroFen,
      }),
    )
  const owed = withHeads(prepared, year, facts, { ...heads, neutral })
  const cleared = owed.ok ? clearYear(owed.value.prepared, year, owed.value.institutions) : owed
  if (!cleared.ok) return cleared.error
  for (const { institution, settled } of cleared.value.institutions) {
    const pools = places.get(institution)?.pools ?? new Map<string, CaseSums>()
    const payable = [...pools.values()].reduce((sum, one) => addFen(sum, one.fundPayable), zeroFen)
    bench.addYearEnd({ providerCode: institution, method, amount: subtractFen(settled, payable) })
  }
  return null
}

function addToPlace(places: SumsByPlace, { score, price }: Priced, on: IsoDate): void {
  const { level } = score
  const place = places.get(score.institution) ?? { level, levelOn: on, pools: new Map<string, CaseSums>() }
  places.set(score.institution, place)
  if (on > place.levelOn || (on === place.levelOn && level < place.level)) {
    place.level = level
    place.levelOn = on
  }
  place.pools.set(score.pool, addCase(place.pools.get(score.pool) ?? noCases, score, price))
}

/**
 * Puts one year of cases under several plans. The cases are read twice: first for the points, which give the value of a
 * point, then for the money. Only sums and each case's group are kept between.
 *
 * @throws Error when the source has no cases
 */
export async function comparePlans(options: CompareOptions): Promise<Compared> {
  const { year, source, plans, groupers, signups = null, progress } = options
  const works = plans.map(
    (plan): PlanWork => ({
      ...plan,
      prepared: atCharges(plan.prepared),
      budget: new Map(),
      totals: new Map(),
      settlement: new Map(),
      places: new Map(),
    }),
  )
  const [leftOut, examples] = [new Map<string, number>(), new Map<string, PaymentRefusal>()]
  const kept: (Kept | null)[] = []
  const keep = groupKeeper()
  const all = (source.count ?? 0) * 2
  let done = 0
  const step = (): void => {
    done += 1
    if (done % 5_000 === 0) progress(done, Math.max(all, done))
  }

  for await (const facts of source.read()) {
    const groups = { drg: keep(groupers.drg(facts)), dip: groupers.dip === null ? null : keep(groupers.dip(facts)) }
    const priced: Priced[] = []
    let refusal: PaymentRefusal | null = null
    for (const work of works) {
      const one = priceWith(work, facts, groups, (score) => budgetValue(work, year, score))
      if (one.ok) priced.push(one.value)
      else refusal ??= one.error
    }
    kept.push(refusal === null ? groups : null)
    if (refusal === null) {
      for (const [index, { score, price }] of priced.entries()) {
        const totals = works[index]?.totals
        totals?.set(score.pool, addCase(totals.get(score.pool) ?? noCases, score, price))
      }
    } else {
      leftOut.set(refusal.code, (leftOut.get(refusal.code) ?? 0) + 1)
      if (!examples.has(refusal.code)) examples.set(refusal.code, refusal)
    }
    step()
  }
  if (kept.length === 0) throw new Error(emptySource(source))

  for (const work of works) {
    for (const [pool, totals] of work.totals) {
      const value = settlementPointValue(work.prepared, year, pool, totals)
      if (value.ok) work.settlement.set(pool, work.neutral ? neutralValue(work, value.value, totals) : value.value)
    }
  }

  const charges = headCharges(signups)
  const bench = workbench(plans.map(({ prepared, name }) => ({ id: prepared.plan.id, name })))
  let index = 0
  for await (const facts of source.read()) {
    const groups = kept[index]
    index += 1
    invariant(groups !== undefined, 'the cases are the same when they are read again')
    step()
    if (groups === null) continue
    charges.add(facts.insuredId, facts.providerCode, facts.fundPaid)
    const priced = works.map((work) => {
      const one = priceWith(work, facts, groups, (score) => yearValue(work, year, score))
      invariant(one.ok, 'a case that was priced is priced again')
      addToPlace(work.places, one.value, facts.dischargedOn)
      return one.value
    })
    bench.add({
      case: facts,
      group: groups.drg.status === 'grouped' ? groups.drg.group : null,
      weight: priced.find(({ score }) => score.methodKind === 'drg' && score.weight !== null)?.score.weight ?? null,
      values: priced.map(({ score, price }) => ({
        standard: price.standard,
        fundPayable: price.fundPayable,
        kind: score.kind,
      })),
    })
  }
  progress(done, done)
  const values = works.map((work, method) => ({
    plan: work.prepared.plan.id,
    pools: [...work.totals.keys()].sort().flatMap((pool) => {
      const value = work.settlement.get(pool) ?? work.budget.get(pool)
      const found = value === undefined ? null : 'ok' in value ? (value.ok ? value.value : null) : value
      return found === null ? [] : [{ pool, stage: found.stage, amount: found.amount }]
    }),
    yearEnd: closeYear(work, year, method, bench, { signups, charges }),
  }))
  return {
    comparison: bench.result(),
    leftOut: Object.fromEntries([...leftOut].sort(([a], [b]) => (a < b ? -1 : 1))),
    examples: [...examples.values()],
    values,
  }
}

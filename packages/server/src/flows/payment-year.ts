import type { SchemeCode } from '@yibao/core/encounter'
import {
  addFen,
  type DivisionCode,
  dateOf,
  type Fen,
  isoDate,
  ok,
  type Result,
  refuse,
  subtractFen,
  sumFen,
} from '@yibao/core/kernel'
import {
  addCase,
  type CaseSums,
  clearYear,
  countedScore,
  emptyPart,
  type InstitutionYear,
  noCases,
  type PartSums,
  type PaymentPlan,
  sortedPools,
  type YearClearing,
} from '@yibao/core/payment'
import { type Actor, actorName, operationOf } from './operation-log.ts'
import { clearingEntries, type YearBooks } from './payment-books.ts'
import { chargedUnder, noCharges } from './payment-capitation.ts'
import { type PaymentDesk, type Progress, preparedOf } from './payment-desk.ts'
import { numberOf } from './payment-numbers.ts'
import type {
  FiledStatement,
  InstitutionEntry,
  InstitutionYearFacts,
  PaymentLaw,
  PaymentRun,
} from './payment-run-ports.ts'
import type { PaymentRunRefusal } from './payment-run-refusals.ts'
import { atSettlementValue } from './payment-year-value.ts'

export interface YearOrder {
  readonly division: DivisionCode
  readonly scheme: SchemeCode
  readonly year: string
  readonly actor: Actor
  /** Months may be missing, such as those before payment by cases began. */
  readonly partial: boolean
  /** Months had several plans: the year is cleared under that of its last month. */
  readonly underLast: boolean
}

export interface YearReport {
  readonly run: PaymentRun
  readonly already: boolean
  readonly statements: readonly FiledStatement[]
  readonly clearing: YearClearing | null
  readonly final: number
  /** Cases of the year's months that wait for a list or a price: the months of the next year pay them. */
  readonly held: number
}

/** The months of a year that no closed run of one of the insurances accounts for. */
function monthsMissing(runs: readonly PaymentRun[], schemes: readonly SchemeCode[], year: string): readonly string[] {
  const months = Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`)
  const isClosed = (month: string, scheme: SchemeCode): boolean =>
    runs.some(({ period, state, schemes: of }) => period === month && state === 'closed' && of.includes(scheme))
  return months.filter((month) => schemes.some((scheme) => !isClosed(month, scheme)))
}

/** The cases of an institution's year by pool, as the months left them. */
const sumsOfYear = (level: string | null, pools: ReadonlyMap<string, CaseSums>): PartSums => ({
  ...emptyPart(level),
  pools: sortedPools(pools),
})

/** Of a year cleared by heads: what was charged for the people, here and elsewhere. */
const poolOfHeads = (charged: Fen): InstitutionYear['pools'] => [{ pool: '', sums: { ...noCases, fundPaid: charged } }]

function yearOfInstitution(
  { clearing, capitation: rule }: PaymentPlan,
  facts: InstitutionYearFacts,
  { pools }: PartSums,
): InstitutionYear {
  const nothing = sumFen([])
  const heads = rule === null ? null : (facts.capitation ?? { amount: nothing, ...noCharges })
  return {
    institution: facts.providerCode,
    level: facts.level,
    pools: heads !== null && clearing?.payable === 'capitation' ? poolOfHeads(chargedUnder(heads)) : pools,
    capitation: heads?.amount ?? null,
    ...(heads === null ? {} : { charges: heads }),
    assessment: facts.assessment,
    deductions: facts.deductions.map(({ deductionId: id, reason, amount }) => ({ id, reason, amount })),
    depositWithheld: facts.deposit,
    advances: subtractFen(facts.advances, facts.advancesOffset),
    // An advance that a month offset was paid by that month.
    monthsPaid: addFen(facts.monthsPaid, facts.advancesOffset),
  }
}

const booksOf = ({ recognised, deposit, advances, advancesOffset }: InstitutionYearFacts): YearBooks => ({
  recognised,
  deposit,
  advancesLeft: subtractFen(advances, advancesOffset),
})

interface Made {
  readonly statements: readonly FiledStatement[]
  readonly entries: readonly InstitutionEntry[]
}

function madeOf(
  desk: PaymentDesk,
  run: PaymentRun,
  clearing: YearClearing,
  facts: readonly InstitutionYearFacts[],
  sums: ReadonlyMap<string, PartSums>,
): Made {
  const statements: FiledStatement[] = []
  const entries: InstitutionEntry[] = []
  const booking = { run, newId: desk.newId, at: desk.now() }
  for (const [index, one] of clearing.institutions.entries()) {
    const ground = facts[index]
    if (ground === undefined || ground.providerCode !== one.institution)
      throw new Error(`no ground for ${one.institution}`)
    const cases = (sums.get(one.institution)?.pools ?? []).reduce((count, pool) => count + pool.sums.cases, 0)
    const recognised: Fen = sumFen(ground.recognised)
    statements.push({
      providerCode: one.institution,
      runId: run.runId,
      number: numberOf('QS', run, index + 1),
      noticeNumber: numberOf('QB', run, index + 1),
      cases,
      adjustments: 0,
      fundBooked: one.charged,
      fundPayable: one.settled,
      deducted: addFen(one.deductions, one.depositLost),
      withheld: sumFen([]),
      offsetAdvance: subtractFen(ground.advances, ground.advancesOffset),
      appropriated: one.final > 0 ? one.final : sumFen([]),
      content: { kind: 'year', clearing: one, recognised },
    })
    entries.push(...clearingEntries(booking, one, booksOf(ground)))
  }
  return { statements, entries }
}

/**
 * One plan for a year: that of its months; of several, the last month's, if that is what was asked for and it is the last of each of its
 * insurances. Refuses with `payment.plans-differ`.
 */
async function planOfYear(
  desk: Pick<PaymentDesk, 'plans'>,
  runs: readonly PaymentRun[],
  { year, underLast }: Pick<YearOrder, 'year' | 'underLast'>,
): Promise<Result<PaymentLaw, PaymentRunRefusal>> {
  const inOrder = runs.toSorted((a, b) => (a.period < b.period ? -1 : 1))
  const hashes = [...new Set(inOrder.map(({ planHash }) => planHash))]
  const schemes = [...new Set(inOrder.flatMap((run) => run.schemes))]
  const lastOf = schemes.map((scheme) => inOrder.findLast((run) => run.schemes.includes(scheme))?.planHash)
  const last = inOrder.at(-1)?.planHash
  const law = last === undefined ? null : await desk.plans.byHash(last)
  if (law === null) return refuse({ code: 'payment.no-run', period: year })
  const settled = hashes.length === 1 || (underLast && lastOf.every((hash) => hash === last))
  return settled ? ok(law) : refuse({ code: 'payment.plans-differ', year, hashes, asked: underLast })
}

/** The plans that priced the cases of a year, by hash; each is read once. */
function plansByHash(desk: Pick<PaymentDesk, 'plans'>): (hash: string) => Promise<PaymentPlan> {
  const known = new Map<string, PaymentPlan>()
  return async (hash) => {
    const plan = known.get(hash) ?? (await desk.plans.byHash(hash))?.plan
    if (plan === undefined) throw new Error(`plan ${hash} is not on file`)
    known.set(hash, plan)
    return plan
  }
}

async function clearLocked(
  desk: PaymentDesk,
  order: YearOrder,
  progress: Progress,
): Promise<Result<YearReport, PaymentRunRefusal>> {
  const { division, scheme, year, actor, partial } = order
  const today = dateOf(desk.now())
  if (!/^\d{4}$/.test(year)) return refuse({ code: 'payment.bad-month', month: year })
  if (today < isoDate(`${Number(year) + 1}-01-01`)) return refuse({ code: 'payment.year-not-over', year, today })
  const closedMonths = async (of: SchemeCode): Promise<readonly PaymentRun[]> => {
    const filter = { division, scheme: of, kind: 'month', period: null, purpose: 'real', limit: 10_000 } as const
    return (await desk.runs.runs(filter)).filter(({ state, period }) => state === 'closed' && period.startsWith(year))
  }
  const law = await planOfYear(desk, await closedMonths(scheme), order)
  if (!law.ok) return law
  const { schemes } = law.value.plan
  const scope = { division, schemes }
  const runs = (await Promise.all(schemes.map(closedMonths))).flat()
  const same = await planOfYear(desk, runs, order)
  if (!same.ok) return same
  if (same.value.hash !== law.value.hash) {
    return refuse({
      code: 'payment.plans-differ',
      year,
      hashes: [law.value.hash, same.value.hash],
      asked: order.underLast,
    })
  }
  const months = monthsMissing(runs, schemes, year)
  if (months.length > 0 && !partial) return refuse({ code: 'payment.months-missing', year, months })
  const standing = await desk.runs.standing('year', scope, year)
  if (standing?.state === 'closed') {
    const statements = await desk.runs.statements(standing.runId)
    const final = sumFen(statements.flatMap(({ content }) => (content.kind === 'year' ? [content.clearing.final] : [])))
    return ok({
      run: standing,
      already: true,
      statements,
      clearing: null,
      final,
      held: await desk.runs.heldOfYear(scope, year),
    })
  }
  const run: PaymentRun = standing ?? {
    runId: desk.newId(),
    kind: 'year',
    purpose: 'real',
    division,
    schemes,
    period: year,
    planHash: law.value.hash,
    drgScheme: null,
    dipDirectory: null,
    beside: null,
    state: 'running',
    issue: (await desk.runs.reopenedTimes('year', scope, year)) + 1,
    early: false,
    figures: null,
    startedAt: desk.now(),
    startedBy: actorName(actor),
    closedAt: null,
    reopenedAt: null,
    reason: null,
  }
  if (standing === null) await desk.runs.begin(run)
  const facts = await desk.runs.yearFacts(scope, year)
  const levels = new Map(facts.map(({ providerCode, level }) => [providerCode, level]))
  const { waiting, all } = await desk.runs.partsToDo(run.runId)
  const prepared = preparedOf(law.value)
  const planOf = plansByHash(desk)
  for (const [index, providerCode] of waiting.entries()) {
    const pools = new Map<string, CaseSums>()
    for await (const cases of desk.runs.casesOfYear(scope, year, providerCode)) {
      for (const one of cases) {
        const counted = countedScore(prepared, await planOf(one.planHash), one)
        pools.set(counted.pool, addCase(pools.get(counted.pool) ?? noCases, counted, one.price))
      }
    }
    await desk.runs.finishPart(run.runId, providerCode, sumsOfYear(levels.get(providerCode) ?? null, pools))
    progress('price', all - waiting.length + index + 1, all)
  }
  const sums = new Map((await desk.runs.parts(run.runId)).map((part) => [part.providerCode, part.sums]))
  const years = facts.map((one) =>
    yearOfInstitution(law.value.plan, one, sums.get(one.providerCode) ?? sumsOfYear(one.level, new Map())),
  )
  const valued = await atSettlementValue({ runs: desk.runs, planOf }, prepared, scope, year, years)
  const clearing = valued.ok ? clearYear(prepared, Number(year), valued.value) : valued
  if (!clearing.ok) {
    // Assessments, deductions and reviews are entered first; the year is begun anew with them.
    const details = { year, code: clearing.error.code }
    await desk.runs.discard(
      run.runId,
      operationOf(desk, actor, { action: 'payments.discard', target: run.runId, details }),
    )
    return clearing
  }
  const made = madeOf(desk, run, clearing.value, facts, sums)
  const { pools, reserve, overspendAsked, overspendShared, findings, steps } = clearing.value
  const pointValues = pools.flatMap(({ value }) => (value === null ? [] : [{ year: Number(year), value }]))
  const figures = { pointValues, reserve, overspendAsked, overspendShared, findings, steps }
  const details = { year, statements: made.statements.length, plan: run.planHash }
  const operation = operationOf(desk, actor, { action: 'payments.clear', target: run.runId, details })
  await desk.runs.close({ run, figures, ...made, at: desk.now(), operation })
  const final = sumFen(clearing.value.institutions.map((one) => one.final))
  return ok({
    run: { ...run, state: 'closed', figures },
    already: false,
    statements: made.statements,
    clearing: clearing.value,
    final,
    held: await desk.runs.heldOfYear(scope, year),
  })
}

/**
 * Clears a year for all institutions of a plan: the value of a point that the year's money gives, savings kept and overspend shared,
 * assessment and deposit, what is still to be paid or taken back. All months are closed first. May be asked again: the same answer.
 */
export async function clearPaymentYear(
  desk: PaymentDesk,
  order: YearOrder,
  progress: Progress,
): Promise<Result<YearReport, PaymentRunRefusal>> {
  const { division } = order
  const done = await desk.runs.locked(division, () => clearLocked(desk, order, progress))
  return done.ok ? done.value : refuse({ code: 'payment.busy', division })
}

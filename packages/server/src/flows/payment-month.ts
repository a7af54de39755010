import { dateOf, ok, type Result, refuse, sumFen } from '@yibao/core/kernel'
import {
  budgetProgress,
  type CaseLaw,
  type CaseSums,
  mergeSums,
  monthValues,
  noCases,
  type PreparedPlan,
  partPricing,
  type UsedValue,
} from '@yibao/core/payment'
import type { FoundCapitation } from './capitation-ports.ts'
import { type Actor, actorName, operationOf } from './operation-log.ts'
import { findCapitated, paysStaysByHeads, withoutCases } from './payment-capitation.ts'
import { adjustmentsOf, closingOf, figuresOf, heldOf, poolSums } from './payment-closing.ts'
import { type CollectReport, collectCases } from './payment-collect.ts'
import {
  type Groupers,
  groupersOf,
  type MonthAsked,
  type PaymentDesk,
  type Progress,
  planOfMonth,
  preparedOf,
} from './payment-desk.ts'
import { type GroupReport, groupCases } from './payment-groups.ts'
import { lawsOfMonth, valuesOf } from './payment-laws.ts'
import { dayAfterMonth, firstOfMonth } from './payment-months.ts'
import type { PaymentScope } from './payment-ports.ts'
import type { PaymentLaw, PaymentRun, RunPart } from './payment-run-ports.ts'
import type { PaymentRunRefusal } from './payment-run-refusals.ts'

export interface MonthOrder extends MonthAsked {
  readonly actor: Actor
  /** The month may still be running: then nothing is booked, whatever comes out. */
  readonly open: boolean
  /** Cases that only a decision cures wait for the next month, instead of holding up all others. */
  readonly hold: boolean
}

export interface MonthReport {
  readonly run: PaymentRun
  /** It was closed before this was asked. */
  readonly already: boolean
  /** It had been begun before and went on where it was. */
  readonly resumed: boolean
  readonly collected: CollectReport | null
  readonly grouped: readonly GroupReport[]
  readonly institutions: number
  readonly cases: number
  readonly adjustments: number
  /** Cases that wait, by the code of what is missing. */
  readonly held: Readonly<Record<string, number>>
  readonly sums: CaseSums
  readonly fundPayable: number
  readonly payable: number
}

const scopeOf = ({ division, scheme }: MonthAsked): PaymentScope => ({ division, schemes: [scheme] })

/** Everything that stands in the way of a month before it is looked at. */
async function mayRun(desk: PaymentDesk, order: MonthOrder): Promise<PaymentRunRefusal | null> {
  const { month } = order
  if (firstOfMonth(month) === null) return { code: 'payment.bad-month', month }
  const today = dateOf(desk.now())
  if (today < dayAfterMonth(month) && !order.open) return { code: 'payment.month-not-over', month, today }
  const [later] = await desk.runs.closedAfter(scopeOf(order), month)
  if (later !== undefined && !order.open) return { code: 'payment.later-closed', month, later: later.period }
  const open = await desk.runs.openMonthsBefore(scopeOf(order), month)
  return open.length > 0 && !order.open ? { code: 'payment.earlier-month-open', month, open } : null
}

/**
 * Facts of a month are frozen while it is being priced, and once it, or a later one, is closed. Refuses with the run that does so.
 */
export async function mayCollect(desk: PaymentDesk, asked: MonthAsked): Promise<PaymentRunRefusal | null> {
  const { month } = asked
  const standing = await desk.runs.standing('month', scopeOf(asked), month)
  if (standing === null) {
    const [later] = await desk.runs.closedAfter(scopeOf(asked), month)
    return later === undefined ? null : { code: 'payment.later-closed', month, later: later.period }
  }
  const { runId, state } = standing
  return { code: state === 'closed' ? 'payment.month-closed' : 'payment.run-unfinished', month, runId }
}

/** Whether the budgets of a year have any money, so that nobody prices a month for nothing. */
function budgetRefusal(prepared: PreparedPlan, { month, scheme }: MonthAsked): PaymentRunRefusal | null {
  const { plan } = prepared
  if (plan.budget === null || plan.budget.fund.length === 0) return null
  const year = Number(month.slice(0, 4))
  const pools = plan.pointValue?.pools ?? []
  if (pools.some((word) => word !== 'scheme')) return null
  const found = budgetProgress(prepared, year, { pool: pools.map(() => scheme).join('/') }, [])
  return found.ok || !['payment.budget-zero', 'payment.no-budget'].includes(found.error.code) ? null : found.error
}

/** Collects and groups a month, as often as one likes before it is closed. */
export async function prepareMonth(
  desk: PaymentDesk,
  asked: MonthAsked,
  groupers: Groupers,
  progress: Progress,
): Promise<{ readonly collected: CollectReport; readonly grouped: readonly GroupReport[] }> {
  const [scope, at, { month }] = [scopeOf(asked), desk.now(), asked]
  const collected = await collectCases(desk.cases, { scope, month, at }, (done, all) => progress('collect', done, all))
  const grouped: GroupReport[] = []
  for (const grouper of [groupers.drg, groupers.dip]) {
    if (grouper === null) continue
    grouped.push(
      await groupCases(desk.groups, grouper, { scope, month, at }, (done, all) => progress('group', done, all)),
    )
  }
  return { collected, grouped }
}

async function beginRun(
  desk: PaymentDesk,
  order: MonthOrder,
  law: PaymentLaw,
  groupers: Groupers,
  capitated: FoundCapitation,
): Promise<PaymentRun> {
  const { division, month, open, actor } = order
  const scope = scopeOf(order)
  const isEarly = open && dateOf(desk.now()) < dayAfterMonth(month)
  const run: PaymentRun = {
    runId: desk.newId(),
    kind: 'month',
    purpose: open ? 'shadow' : 'real',
    division,
    schemes: scope.schemes,
    period: month,
    planHash: law.hash,
    drgScheme: groupers.drg?.digest ?? null,
    dipDirectory: groupers.dip?.digest ?? null,
    beside: null,
    state: 'running',
    issue: (await desk.runs.reopenedTimes('month', scope, month)) + 1,
    early: isEarly,
    figures: null,
    startedAt: desk.now(),
    startedBy: actorName(actor),
    closedAt: null,
    reopenedAt: null,
    reason: null,
  }
  await desk.runs.begin(run, capitated)
  return run
}

/** Values of a point that earlier months used, by run. */
async function valuesBefore(
  desk: Pick<PaymentDesk, 'runs'>,
  { division, schemes }: PaymentScope,
): Promise<ReadonlyMap<string, readonly UsedValue[]>> {
  const filter = { division, scheme: schemes[0] ?? null, kind: 'month', period: null, purpose: 'real' } as const
  const runs = await desk.runs.runs({ ...filter, limit: 1_000 })
  return new Map(runs.map((run) => [run.runId, valuesOf(run)]))
}

/** Prices what institutions still wait for, each in a transaction of its own. */
async function priceParts(
  desk: Pick<PaymentDesk, 'runs'>,
  run: PaymentRun,
  laws: readonly [CaseLaw, ...CaseLaw[]],
  progress: Progress,
): Promise<void> {
  const [own] = laws
  const before = await valuesBefore(desk, run)
  const { waiting, all } = await desk.runs.partsToDo(run.runId)
  for (const [index, providerCode] of waiting.entries()) {
    const pricing = paysStaysByHeads(own.prepared)
      ? withoutCases
      : partPricing(laws, monthValues(own.hash, before), run.period)
    await desk.runs.pricePart(run, providerCode, pricing)
    progress('price', all - waiting.length + index + 1, all)
  }
}

/** Ends a run whose parts are all priced: statements and entries, all at once. */
async function closeMonth(
  desk: PaymentDesk,
  run: PaymentRun,
  prepared: PreparedPlan,
  { actor, hold }: Pick<MonthOrder, 'actor' | 'hold'>,
): Promise<Result<readonly RunPart[], PaymentRunRefusal>> {
  const parts = await desk.runs.parts(run.runId)
  const undecided = parts.flatMap(({ sums }) => sums.refusals)
  const operation = (action: string, details: object) =>
    operationOf(desk, actor, { action, target: run.runId, details: { month: run.period, ...details } })
  if (undecided.length > 0 && !hold) {
    const byCode = Object.fromEntries(
      Object.entries(heldOf(parts)).filter(([code]) => undecided.some((one) => one.code === code)),
    )
    const cases = Object.values(byCode).reduce((sum, count) => sum + count, 0)
    // What is mended in registers, lists or tables is collected anew; nothing of this try may stay.
    await desk.runs.discard(run.runId, operation('payments.discard', { byCode }))
    return refuse({ code: 'payment.cases-refused', month: run.period, cases, byCode, first: undecided.slice(0, 5) })
  }
  const closing = await closingOf(desk, run, prepared, parts)
  if (!closing.ok) {
    await desk.runs.discard(run.runId, operation('payments.discard', { code: closing.error.code }))
    return closing
  }
  const figures = figuresOf(parts)
  const at = desk.now()
  const { statements } = closing.value
  const done = operation('payments.run', { purpose: run.purpose, plan: run.planHash, statements: statements.length })
  await desk.runs.close({ run, figures, ...closing.value, at, operation: done })
  return ok(parts)
}

/** What stands of a month already: nothing, an unfinished run to go on with, a closed one to show; or why it may not be touched. */
async function standingRun(
  desk: PaymentDesk,
  order: MonthOrder,
  law: PaymentLaw,
): Promise<Result<PaymentRun | null, PaymentRunRefusal>> {
  if (order.open) {
    const frozen = await mayCollect(desk, order)
    return frozen === null ? ok(null) : refuse(frozen)
  }
  const run = await desk.runs.standing('month', scopeOf(order), order.month)
  if (run === null || run.planHash === law.hash) return ok(run)
  const { runId, planHash: under, state } = run
  const closed = state === 'closed'
  return refuse({ code: 'payment.plan-changed', month: order.month, runId, under, inForce: law.hash, closed })
}

async function reportOf(
  desk: PaymentDesk,
  runId: string,
  parts: readonly RunPart[],
  more: Pick<MonthReport, 'already' | 'resumed' | 'collected' | 'grouped'>,
): Promise<MonthReport> {
  const run = await desk.runs.run(runId)
  if (run === null) throw new Error(`run ${runId} is not on file`)
  const statements = await desk.runs.statements(runId)
  return {
    run,
    ...more,
    institutions: parts.length,
    cases: parts.reduce((sum, part) => sum + poolSums(part.sums).cases, 0),
    adjustments: parts.reduce((sum, part) => sum + adjustmentsOf(part.sums), 0),
    held: heldOf(parts),
    sums: parts.map(({ sums }) => poolSums(sums)).reduce(mergeSums, noCases),
    fundPayable: sumFen(statements.map((one) => one.fundPayable)),
    payable: sumFen(statements.map((one) => one.appropriated)),
  }
}

async function runLocked(
  desk: PaymentDesk,
  order: MonthOrder,
  progress: Progress,
): Promise<Result<MonthReport, PaymentRunRefusal>> {
  const barred = await mayRun(desk, order)
  if (barred !== null) return refuse(barred)
  const law = await planOfMonth(desk.plans, order)
  if (!law.ok) return law
  const standing = await standingRun(desk, order, law.value)
  if (!standing.ok) return standing
  const begun = standing.value
  if (begun?.state === 'closed') {
    const parts = await desk.runs.parts(begun.runId)
    return ok(await reportOf(desk, begun.runId, parts, { already: true, resumed: false, collected: null, grouped: [] }))
  }
  const prepared = preparedOf(law.value)
  const empty = budgetRefusal(prepared, order)
  if (empty !== null) return refuse(empty)
  let made: Awaited<ReturnType<typeof prepareMonth>> | null = null
  let run = begun
  if (run === null) {
    const groupers = await groupersOf(desk.groupers.inForce, law.value, order)
    if (!groupers.ok) return groupers
    made = await prepareMonth(desk, order, groupers.value, progress)
    const capitated = await findCapitated(desk.capitation, prepared, scopeOf(order), order.month)
    if (!capitated.ok) return capitated
    run = await beginRun(desk, order, law.value, groupers.value, capitated.value)
  }
  await priceParts(desk, run, await lawsOfMonth(desk, law.value, order), progress)
  const { all } = await desk.runs.partsToDo(run.runId)
  progress('close', 0, all)
  const parts = await closeMonth(desk, run, prepared, order)
  if (!parts.ok) return parts
  progress('close', all, all)
  const more = {
    already: false,
    resumed: begun !== null,
    collected: made?.collected ?? null,
    grouped: made?.grouped ?? [],
  }
  return ok(await reportOf(desk, run.runId, parts.value, more))
}

/**
 * The month-end of one division and insurance: collects, groups, prices, then writes statements and entries. The same order again gives
 * the same run; killed anywhere it goes on where it was, and comes to the same fen. Nobody else runs the division meanwhile.
 * A month that is not over may only be tried (`open`): then everything is computed and nothing booked.
 */
export async function runMonth(
  desk: PaymentDesk,
  order: MonthOrder,
  progress: Progress,
): Promise<Result<MonthReport, PaymentRunRefusal>> {
  const { division } = order
  const done = await desk.runs.locked(division, () => runLocked(desk, order, progress))
  return done.ok ? done.value : refuse({ code: 'payment.busy', division })
}

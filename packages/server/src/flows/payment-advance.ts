import { type Fen, isoDate, ok, type Result, refuse, sumFen, valueOn } from '@yibao/core/kernel'
import { advanceFor } from '@yibao/core/payment'
import { type Actor, actorName, operationOf } from './operation-log.ts'
import { advanceEntries } from './payment-books.ts'
import { type MonthAsked, type PaymentDesk, planOfMonth, preparedOf } from './payment-desk.ts'
import { firstOfMonth } from './payment-months.ts'
import { numberOf } from './payment-numbers.ts'
import type { AdvanceBasis, FiledStatement, InstitutionEntry, PaymentLaw, PaymentRun } from './payment-run-ports.ts'
import type { PaymentRunRefusal } from './payment-run-refusals.ts'

export interface AdvanceOrder extends MonthAsked {
  readonly actor: Actor
}

export interface AdvanceReport {
  readonly run: PaymentRun
  readonly already: boolean
  readonly statements: readonly FiledStatement[]
  readonly amount: number
  /** Institutions that get none, because what the plan's rule asks for is not known of them. */
  readonly without: readonly PaymentRunRefusal[]
}

const noBasis = new Set(['payment.no-basis', 'payment.no-budget'])

/** An institution's own budget of the year, where the plan gives one. */
function budgetOf({ plan }: PaymentLaw, providerCode: string, month: string): Fen | null {
  const row = plan.budget?.institutions?.find(({ where }) => where.institution === providerCode)
  const found = row === undefined ? null : valueOn(row.values, isoDate(`${month}-01`))
  return found?.ok === true ? found.value.value : null
}

interface Made {
  readonly statements: readonly FiledStatement[]
  readonly entries: readonly InstitutionEntry[]
  readonly without: readonly PaymentRunRefusal[]
}

function made(
  desk: PaymentDesk,
  run: PaymentRun,
  law: PaymentLaw,
  scheme: AdvanceOrder['scheme'],
  bases: readonly AdvanceBasis[],
): Result<Made, PaymentRunRefusal> {
  const prepared = preparedOf(law)
  const statements: FiledStatement[] = []
  const entries: InstitutionEntry[] = []
  const without: PaymentRunRefusal[] = []
  for (const { providerCode, level, filedOfMonth, paidLastYear } of bases) {
    const budgetOfYear = budgetOf(law, providerCode, run.period)
    const facts = {
      institution: providerCode,
      level,
      scheme,
      month: run.period,
      budgetOfYear,
      filedOfMonth,
      paidLastYear,
    }
    const advance = advanceFor(prepared, facts)
    if (!advance.ok) {
      if (!noBasis.has(advance.error.code)) return advance
      without.push(advance.error)
      continue
    }
    const { amount, steps } = advance.value
    const place = statements.length + 1
    statements.push({
      providerCode,
      runId: run.runId,
      number: numberOf('YF', run, place),
      noticeNumber: numberOf('YB', run, place),
      cases: 0,
      adjustments: 0,
      fundBooked: sumFen([]),
      fundPayable: sumFen([]),
      deducted: sumFen([]),
      withheld: sumFen([]),
      offsetAdvance: sumFen([]),
      appropriated: amount,
      content: { kind: 'advance', amount, steps },
    })
    entries.push(...advanceEntries({ run, newId: desk.newId, at: desk.now() }, providerCode, amount))
  }
  return ok({ statements, entries, without })
}

/** The advance of a month for every institution of the division, booked once. May be asked again: the same answer. */
export async function payAdvance(
  desk: PaymentDesk,
  order: AdvanceOrder,
): Promise<Result<AdvanceReport, PaymentRunRefusal>> {
  const { division, scheme, month, actor } = order
  const scope = { division, schemes: [scheme] }
  const work = async (): Promise<Result<AdvanceReport, PaymentRunRefusal>> => {
    if (firstOfMonth(month) === null) return refuse({ code: 'payment.bad-month', month })
    const law = await planOfMonth(desk.plans, order)
    if (!law.ok) return law
    const standing = await desk.runs.standing('advance', scope, month)
    if (standing?.state === 'closed') {
      const statements = await desk.runs.statements(standing.runId)
      const amount = sumFen(statements.map((one) => one.appropriated))
      return ok({ run: standing, already: true, statements, amount, without: [] })
    }
    const closedMonth = await desk.runs.standing('month', scope, month)
    if (closedMonth !== null) return refuse({ code: 'payment.month-closed', month, runId: closedMonth.runId })
    const [later] = await desk.runs.closedAfter(scope, month)
    if (later !== undefined) return refuse({ code: 'payment.later-closed', month, later: later.period })
    // An advance is made at once; what a killed one left has nothing in it.
    if (standing !== null) {
      const left = operationOf(desk, actor, { action: 'payments.discard', target: standing.runId })
      await desk.runs.discard(standing.runId, left)
    }
    const run: PaymentRun = {
      runId: desk.newId(),
      kind: 'advance',
      purpose: 'real',
      division,
      schemes: scope.schemes,
      period: month,
      planHash: law.value.hash,
      drgScheme: null,
      dipDirectory: null,
      beside: null,
      state: 'running',
      issue: (await desk.runs.reopenedTimes('advance', scope, month)) + 1,
      early: false,
      figures: null,
      startedAt: desk.now(),
      startedBy: actorName(actor),
      closedAt: null,
      reopenedAt: null,
      reason: null,
    }
    const found = made(desk, run, law.value, scheme, await desk.runs.advanceBases(scope, month))
    if (!found.ok) return found
    const { statements, entries, without } = found.value
    if (statements.length === 0) return refuse(without[0] ?? { code: 'payment.no-cases', month })
    await desk.runs.begin(run)
    const amount = sumFen(statements.map((one) => one.appropriated))
    const details = { month, statements: statements.length, amount, plan: run.planHash }
    const operation = operationOf(desk, actor, { action: 'payments.advance', target: run.runId, details })
    await desk.runs.close({ run, figures: { pointValues: [] }, statements, entries, at: desk.now(), operation })
    return ok({ run: { ...run, state: 'closed' }, already: false, statements, amount, without })
  }
  const done = await desk.runs.locked(division, work)
  return done.ok ? done.value : refuse({ code: 'payment.busy', division })
}

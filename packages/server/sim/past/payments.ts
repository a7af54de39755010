import { join } from 'node:path'
import { fen, invariant, isoDate } from '@yibao/core/kernel'
import type pg from 'pg'
import { loadPaymentFolder } from '../../src/files/payment-folder.ts'
import { contentHash } from '../../src/files/policy-hash.ts'
import { readSchemeFolder } from '../../src/files/scheme-folder.ts'
import { policyFolder, starterScheme } from '../../src/files/shipped.ts'
import { importScheme } from '../../src/flows/import-scheme.ts'
import type { OperationSource } from '../../src/flows/operation-log.ts'
import type { PaymentDesk } from '../../src/flows/payment-desk.ts'
import { runMonth } from '../../src/flows/payment-month.ts'
import { applyForReview, assignReviewers } from '../../src/flows/payment-review.ts'
import type { PaymentLaw } from '../../src/flows/payment-run-ports.ts'
import { paymentDesk, reviewDesk } from '../../src/payment-desk.ts'
import { paymentReads } from '../../src/store/rest-payments.ts'
import { schemeStore } from '../../src/store/scheme-store.ts'
import { runRefusalText } from '../../src/text/payment-run.ts'
import { demoUser, secondAuditor } from '../demo-people.ts'
import { townDivision } from '../town.ts'
import { colleagueOf } from './staff.ts'

export type Insurance = '310' | '390'

const [sandboxYear, townYear] = ['2024-01-01', '2023-01-01']
const sandboxDivision = '990301'
const firstDay = isoDate('2023-09-01')
/** How much smaller than the sandbox's the budget of a town is of which two months of stays are on file. */
const budgetDivisor = 150

/** Plans of the sandbox, none of whose values is anybody's law, with division and year of the town. @throws Error when one does not ship */
export async function townPlans(...ids: readonly string[]): Promise<readonly Pick<PaymentLaw, 'plan' | 'tables'>[]> {
  const loaded = await loadPaymentFolder(join(policyFolder, 'payment', '990301-sandbox'))
  return ids.map((id) => {
    const found = loaded.ok ? loaded.value.plans.find(({ plan }) => plan.id === id) : undefined
    if (found === undefined) throw new Error(`no plan ${id} ships`)
    const { plan, tables } = found
    return JSON.parse(
      JSON.stringify({ plan, tables })
        .replaceAll(`"${sandboxYear}"`, `"${townYear}"`)
        .replaceAll(`"${sandboxDivision}"`, `"${townDivision}"`),
    )
  })
}

/** The plan in force: each institution may ask for one review a month, and the budget is that of a town. */
async function planOfTown(): Promise<PaymentLaw> {
  const [found] = await townPlans('sandbox-drg-points')
  const { plan, tables } = found ?? { plan: null, tables: [] }
  invariant(plan !== null && plan.review !== null && plan.budget !== null, 'the plan has reviews and a budget')
  const { review, budget } = plan
  const fund = budget.fund.map((rule) => ({
    ...rule,
    values: rule.values.map((dated) => ({
      ...dated,
      value: dated.value === 'none' ? dated.value : fen(Math.round(dated.value / budgetDivisor)),
    })),
  }))
  const law = {
    tables,
    plan: {
      ...plan,
      range: { from: firstDay, until: null },
      review: { ...review, capMode: 'ceil' as const },
      budget: { ...budget, fund },
    },
  }
  return { ...law, hash: contentHash(law) }
}

/** From now on stays are paid by groups. */
export async function payByGroups(pool: pg.Pool, source: OperationSource): Promise<void> {
  const { scheme, digest } = await readSchemeFolder(starterScheme)
  const at = source.now()
  for (const insurance of ['310', '390'] as const) {
    const scope = { division: townDivision, insurance, range: { from: isoDate(townYear), until: null } }
    const kept = await importScheme(schemeStore(pool), { scheme, digest, codeEdition: null, scope, at }, false)
    if (!kept.ok) throw new Error(kept.error.code)
  }
  await paymentDesk(pool, source).plans.keep(await planOfTown(), at, true)
}

/** Closes a month in the name of the clerk; cases without a list wait for the next one. @returns the number of the run */
export async function closeMonth(pool: pg.Pool, desk: PaymentDesk, scheme: Insurance, month: string): Promise<string> {
  const { actor } = await colleagueOf(pool, demoUser('clerk'), 'payments.run')
  const order = { division: townDivision, scheme, month, actor, open: false, hold: true }
  const done = await runMonth(desk, order, () => undefined)
  if (!done.ok) throw new Error(runRefusalText(done.error))
  return done.value.run.runId
}

/** The first hospital asks for a review of its dearest case in a closed month; where told, two auditors are named. */
export async function askForReview(
  pool: pg.Pool,
  source: OperationSource,
  runId: string,
  isAssigned: boolean,
): Promise<void> {
  const desk = reviewDesk(pool, source)
  const office = await colleagueOf(pool, demoUser('institution-office'), 'payments.apply')
  const cases = await paymentReads(pool).cases(
    { runId, providerCode: null, role: null, isTrial: false },
    office.reach,
    null,
    500,
  )
  const reviewable = ['high', 'extreme', 'ungrouped']
  const [dearest] = cases.filter(({ kind }) => reviewable.includes(kind)).toSorted((a, b) => b.total - a.total)
  if (dearest === undefined) return
  const reason = '病情复杂，住院时间长，费用明显高于本病组均值'
  const asked = await applyForReview(desk, office, { caseId: dearest.facts.caseId, reason })
  if (!asked.ok) throw new Error(asked.error.code)
  if (!isAssigned) return
  const clerk = await colleagueOf(pool, demoUser('clerk'), 'payments.run')
  const reviewers = [demoUser('auditor'), secondAuditor]
  const named = await assignReviewers(desk, clerk, { reviewId: asked.value.reviewId, reviewers })
  if (!named.ok) throw new Error(named.error.code)
}

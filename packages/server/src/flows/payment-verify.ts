import type { DischargedCase } from '@yibao/core/encounter'
import { type Fen, ok } from '@yibao/core/kernel'
import {
  type CaseGroups,
  type CaseScore,
  type PreparedPlan,
  type PricedCase,
  preparePlan,
  priceCase,
  type SpecialCaseReview,
  type UsedValue,
  usedFor,
} from '@yibao/core/payment'
import type { Violation } from '@yibao/core/settlement'
import type { CapitatedInstitution } from './capitation-ports.ts'
import { amountFor } from './payment-capitation.ts'
import { valuesOf } from './payment-laws.ts'
import type { PaymentLaw, PaymentRun } from './payment-run-ports.ts'

/** A priced case as it is filed. */
export interface FiledCase {
  readonly providerCode: string
  readonly caseId: string
  readonly insuredId: string
  readonly role: 'case' | 'adjustment'
  readonly facts: DischargedCase
  readonly groups: CaseGroups
  readonly score: CaseScore
  readonly price: PricedCase
  readonly review: SpecialCaseReview | null
  /** The plan that priced it, where that is not the run's own. */
  readonly planHash: string | null
  /** As the row says them; of an adjustment the difference. */
  readonly points: number
  readonly fundPayable: number
  /** What closed months before recognised. */
  readonly pointsBefore: number
  readonly fundPayableBefore: number
}

/** What does not agree among statements, cases and entries, as the database counts it. */
export interface BooksMismatch {
  readonly what: string
  readonly where: string
  readonly found: string
  readonly expected: string
}

/** What a month's statement gave an institution for its people. */
export interface FiledCapitation extends Pick<CapitatedInstitution, 'providerCode' | 'level' | 'people'> {
  readonly amount: Fen
}

export interface PaymentVerifyStore {
  /** Entries that do not balance, openings that are not opposites, statements beside their cases and their postings. */
  books(): Promise<readonly BooksMismatch[]>
  /** Closed month-ends and shadows, oldest first. */
  runs(): Promise<readonly PaymentRun[]>
  law(planHash: string): Promise<PaymentLaw | null>
  capitation(runId: string): Promise<readonly FiledCapitation[]>
  casesOf(
    runId: string,
    after: { readonly providerCode: string; readonly caseId: string },
    limit: number,
  ): Promise<readonly FiledCase[]>
}

const page = 1_000

const violation = (insuredId: string, what: string, where: string, found: string, expected: string): Violation => ({
  invariant: 10,
  insuredId,
  what,
  where,
  found,
  expected,
})

/** The value of a point that a case was priced with: that of its run, or of the earlier one that priced it first. */
function valueIn(runs: readonly (readonly UsedValue[])[], planHash: string, score: CaseScore) {
  for (const values of runs) {
    const found = usedFor(values, planHash, score)
    if (found !== null) return found
  }
  return null
}

function checkCase(
  prepared: PreparedPlan,
  values: readonly (readonly UsedValue[])[],
  { runId, purpose, planHash: ofRun }: PaymentRun,
  one: FiledCase,
): readonly Violation[] {
  const planHash = one.planHash ?? ofRun
  const where = `case ${one.caseId} of run ${runId}`
  const again = priceCase(prepared, one, (score) => ok(score.money === null ? valueIn(values, planHash, score) : null))
  if (!again.ok)
    return [violation(one.insuredId, 'price of a case', where, again.error.code, String(one.price.fundPayable))]
  const { score, price } = again.value
  const whole = one.role === 'case' || purpose === 'shadow'
  const told = {
    points: one.points + (whole ? 0 : one.pointsBefore),
    fundPayable: one.fundPayable + (whole ? 0 : one.fundPayableBefore),
  }
  const compared: readonly (readonly [string, number, number])[] = [
    ['points of a case', one.score.points, score.points],
    ['standard of a case', one.price.standard, price.standard],
    ['fund payable of a case', one.price.fundPayable, price.fundPayable],
    ['row of points', told.points, score.points],
    ['row of fund payable', told.fundPayable, price.fundPayable],
  ]
  return compared
    .filter(([, found, expected]) => found !== expected)
    .map(([what, found, expected]) => violation(one.insuredId, what, where, String(found), String(expected)))
}

export interface PaymentVerified {
  readonly runs: number
  readonly cases: number
}

/**
 * Checks the payer's books: entries balance, statements are what their cases and their postings say, and every case and every month of heads
 * computed again from its stored facts and plan comes to the same fen. Reads only.
 */
export async function verifyPayments(
  store: PaymentVerifyStore,
  note: (violation: Violation) => void,
): Promise<PaymentVerified> {
  for (const { what, where, found, expected } of await store.books()) note(violation('', what, where, found, expected))
  const runs = await store.runs()
  const prepared = new Map<string, PreparedPlan | null>()
  const planNamed = async (hash: string): Promise<PreparedPlan | null> => {
    const known = prepared.get(hash)
    if (known !== undefined) return known
    const law = await store.law(hash)
    const made = law === null ? null : preparePlan(law.plan, law.tables)
    prepared.set(hash, made)
    return made
  }
  let cases = 0
  for (const run of runs) {
    const plan = await planNamed(run.planHash)
    if (plan === null) {
      note(violation('', 'plan of a run', `run ${run.runId}`, 'none', run.planHash))
      continue
    }
    for (const filed of await store.capitation(run.runId)) {
      const again = amountFor(plan, filed, { scheme: run.schemes[0] ?? '310', month: run.period })
      const expected = again.ok ? String(again.value.amount) : again.error.code
      if (String(filed.amount) === expected) continue
      const where = `${filed.providerCode} of run ${run.runId}`
      note(violation('', 'capitation of a month', where, String(filed.amount), expected))
    }
    const earlier = runs.filter(({ purpose, division, period }) => {
      return purpose === 'real' && division === run.division && period < run.period
    })
    const values = [run, ...earlier].map(valuesOf)
    for (let after = { providerCode: '', caseId: '' }; ; ) {
      const found = await store.casesOf(run.runId, after, page)
      for (const one of found) {
        const of = one.planHash === null ? plan : ((await planNamed(one.planHash)) ?? plan)
        for (const wrong of checkCase(of, values, run, one)) note(wrong)
      }
      cases += found.length
      const last = found.at(-1)
      if (last === undefined || found.length < page) break
      after = last
    }
  }
  return { runs: runs.length, cases }
}

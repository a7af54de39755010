import type { MonthCase } from '@yibao/core/payment'
import type { FiledStatement, InstitutionEntry } from '../flows/payment-run-ports.ts'

/** A priced case as a row. */
export function caseRow(runId: string, one: MonthCase) {
  const { facts, points, total, fundPaid, otherPaid, standard, fundPayable } = one
  return {
    provider_code: facts.providerCode,
    run_id: runId,
    case_id: facts.caseId,
    insured_id: facts.insuredId,
    scheme: facts.scheme,
    role: one.role,
    why: one.why,
    review_id: one.reviewId,
    method: one.method,
    kind: one.kind,
    group_code: one.groupCode,
    total,
    fund_paid: fundPaid,
    other_paid: otherPaid,
    points,
    standard,
    fund_payable: fundPayable,
    facts,
    facts_digest: one.factsDigest,
    groups: one.groups,
    score: one.score,
    price: one.price,
    refusal: one.refusal,
    plan_hash: one.planHash,
  }
}

export const statementRow = (one: FiledStatement) => ({
  provider_code: one.providerCode,
  run_id: one.runId,
  number: one.number,
  notice_number: one.noticeNumber,
  cases: one.cases,
  adjustments: one.adjustments,
  fund_booked: one.fundBooked,
  fund_payable: one.fundPayable,
  deducted: one.deducted,
  withheld: one.withheld,
  offset_advance: one.offsetAdvance,
  appropriated: one.appropriated,
  content: one.content,
})

export const entryRow = ({ providerCode, entry: { entryId, kind, opposes } }: InstitutionEntry) => ({
  provider_code: providerCode,
  entry_id: entryId,
  kind,
  opposes,
})

export const postingRows = ({ providerCode, entry: { entryId, postings } }: InstitutionEntry) =>
  postings.map(({ account, amount }, index) => ({
    provider_code: providerCode,
    entry_id: entryId,
    number: index + 1,
    account,
    amount,
  }))

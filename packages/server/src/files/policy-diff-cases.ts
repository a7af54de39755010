import { addFen, type Fen, yuan, zeroFen } from '@yibao/core/kernel'
import { type Payer, type Plan, payers, type RegionPack } from '@yibao/core/policy'
import { askedFacts } from '../text/asked-facts.ts'
import { answersOf } from './policy-case-answers.ts'
import { namesAsked } from './policy-case-names.ts'
import { type PlayedVisit, playCase } from './policy-case-play.ts'
import type { BillCase } from './policy-case-types.ts'

/** Rules under which a case is played. */
export interface CaseSide {
  readonly pack: RegionPack
  readonly plan: Plan
}

const amounts = [...payers, 'fund', 'person', 'account', 'cash'] as const
export type Amount = Payer | 'fund' | 'person' | 'account' | 'cash'

/** Who pays what of all bills of a case together. */
export type Paid = Readonly<Record<Amount | 'total', Fen>>

/** What a case comes to under one side: amounts (null when it has no bill), answers by name, or the code of a refusal; `?` and the names of what the case does not say. */
export type CaseOutcome =
  | { readonly paid: Paid | null; readonly answers: Readonly<Record<string, string>> }
  | { readonly refused: string }

export interface CaseChange {
  readonly example: BillCase
  readonly left: CaseOutcome
  readonly right: CaseOutcome
  /** `incomparable`: one side refuses the case; `refused`: both do, for the same reason. */
  readonly kind: 'same' | 'changed' | 'incomparable' | 'refused'
}

const nothingPaid = Object.fromEntries([...amounts, 'total'].map((name) => [name, zeroFen])) as Paid

function paidIn(played: readonly PlayedVisit[]): Paid | null {
  let sum: Paid | null = null
  for (const { bill, outcome } of played) {
    if (bill === null || outcome === null || !outcome.ok) continue
    const { payments, fund, person, account, cash } = outcome.value
    const visit: Paid = { ...payments, fund, person, account, cash, total: bill.totals.total }
    const before: Paid = sum ?? nothingPaid
    const names = [...amounts, 'total'] as const
    sum = Object.fromEntries(names.map((name) => [name, addFen(before[name], visit[name])])) as Paid
  }
  return sum
}

/** What the rules answer to the formulas, parameters and classes that a case asks for. */
function answersIn(played: readonly PlayedVisit[]): Readonly<Record<string, string>> {
  const answers: Record<string, string> = {}
  for (const [index, one] of played.entries()) {
    const { plan, visit } = one
    const where = played.length === 1 ? '' : `${index + 1} `
    const found = answersOf(one)
    for (const name of namesAsked(visit)) {
      const isClass = plan.classes.some((classification) => classification.name === name)
      const isNumber = plan.formulas[name] !== undefined || (plan.parameters[name]?.kind ?? 'tiers') !== 'tiers'
      if (isClass) answers[`${where}${name}`] = found.word(name)
      else if (isNumber) {
        const value = found.value(name)
        answers[`${where}${name}`] = 'refused' in value ? value.refused : value.text
      }
    }
  }
  return answers
}

/**
 * What another plan would need to know of a case that was not written for it: facts that its layers ask for, and running
 * totals under its own codes. Nothing of it is guessed.
 */
function unknownTo({ plan }: CaseSide, example: BillCase): readonly string[] {
  if (example.plan === plan.id) return []
  const codes = plan.totals.map(({ code }) => code)
  const asked = askedFacts(plan).filter((name) => !name.startsWith('trait.'))
  const missing = example.visits.flatMap(({ facts, used }) => [
    ...asked.filter((name) => facts[name] === undefined),
    ...Object.keys(used).filter((code) => !codes.includes(code)),
  ])
  return [...new Set(missing)]
}

function outcomeOf(example: BillCase, side: CaseSide): CaseOutcome {
  const { plan, pack } = side
  const unknown = unknownTo(side, example)
  if (unknown.length > 0) return { refused: `? ${unknown.join(', ')}` }
  const played = playCase(example, plan, pack)
  for (const { outcome } of played) if (outcome !== null && !outcome.ok) return { refused: outcome.error.code }
  return { paid: paidIn(played), answers: answersIn(played) }
}

function kindOf(left: CaseOutcome, right: CaseOutcome): CaseChange['kind'] {
  if ('refused' in left || 'refused' in right) {
    const both = 'refused' in left && 'refused' in right && left.refused === right.refused
    return both ? 'refused' : 'incomparable'
  }
  return JSON.stringify(left) === JSON.stringify(right) ? 'same' : 'changed'
}

/** Plays every case under both sides. */
export function diffCases(cases: readonly BillCase[], left: CaseSide, right: CaseSide): readonly CaseChange[] {
  return cases.map((example) => {
    const [before, after] = [outcomeOf(example, left), outcomeOf(example, right)]
    return { example, left: before, right: after, kind: kindOf(before, after) }
  })
}

export function paidOf(outcome: CaseOutcome): Paid | null {
  return 'refused' in outcome ? null : outcome.paid
}

/** The outcome for machines, amounts as decimal yuan. */
export function outcomeJson(outcome: CaseOutcome): object {
  if ('refused' in outcome) return outcome
  const { paid, answers } = outcome
  const inYuan =
    paid === null ? null : Object.fromEntries(Object.entries(paid).map(([name, amount]) => [name, yuan(amount)]))
  return { paid: inYuan, answers }
}

import { rangeThrough } from '@yibao/core/kernel'
import type { InstitutionTerms, PaymentPlan } from '@yibao/core/payment'
import { checkPlan } from './payment-checks.ts'
import { methodOf } from './payment-methods.ts'
import { parameterOf } from './payment-parameter.ts'
import {
  advanceOf,
  budgetOf,
  capitationOf,
  clearingOf,
  fundShareOf,
  monthOf,
  pointValueRuleOf,
  reviewOf,
} from './payment-rules.ts'
import { aboveZeroOf, divisionOf, wholeOf } from './payment-values.ts'
import { complain, fieldsOf, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { dateOfSpot, flagOf, roundingOf, wordOf } from './policy-values.ts'

const idForm = /^[a-z0-9][a-z0-9-]*$/

export function idOf(spot: Spot): string {
  const text = textOf(spot) ?? ''
  if (text !== '' && !idForm.test(text)) {
    complain(
      spot,
      `\`${spot.name}\` is no name`,
      'use small letters, digits and hyphens, such as example-drg-points',
      text,
    )
  }
  return text
}

function institutionsOf(spot: Spot | null): readonly InstitutionTerms[] {
  if (spot === null) return []
  const seen = new Set<string>()
  return itemsOf(spot).map((item) => {
    const fields = fieldsOf(item, ['institution'], ['level', 'kind'])
    const institution = textOf(fields.institution) ?? ''
    if (seen.has(institution)) complain(item, 'an institution twice', 'keep one of the rows', institution)
    seen.add(institution)
    return {
      institution,
      level: fields.level === null ? null : textOf(fields.level),
      kind: fields.kind === null ? null : textOf(fields.kind),
    }
  })
}

const optionalFields = [
  'draft',
  'through',
  'day',
  'institutions',
  'methods',
  'fundShare',
  'pointValue',
  'costCap',
  'budget',
  'advance',
  'month',
  'clearing',
  'review',
  'capitation',
] as const

function read<T>(spot: Spot | null, by: (spot: Spot) => T): T | null {
  return spot === null ? null : by(spot)
}

/** Reads a plan of payment; what contradicts itself is reported too. */
export function paymentPlanOf(spot: Spot): PaymentPlan {
  const fields = fieldsOf(
    spot,
    ['payment', 'label', 'labelEn', 'division', 'schemes', 'from', 'money', 'points'],
    optionalFields,
    ['about'],
  )
  const points = fieldsOf(fields.points, ['decimals', 'mode'])
  const decimals = wholeOf(points.decimals)
  if (decimals < 4 || decimals > 6) {
    complain(points.decimals, 'points keep 4 to 6 decimals', 'write `decimals: 4`', String(decimals))
  }
  const before = spot.sheet.problems.length
  const plan: PaymentPlan = {
    id: idOf(fields.payment),
    label: textOf(fields.label) ?? '',
    labelEn: textOf(fields.labelEn) ?? '',
    draft: fields.draft !== null && flagOf(fields.draft),
    division: divisionOf(fields.division),
    schemes: itemsOf(fields.schemes).map((item) => wordOf(item, ['310', '390'])),
    range: rangeThrough(dateOfSpot(fields.from), fields.through === null ? null : dateOfSpot(fields.through)),
    day: fields.day === null ? 'settled' : wordOf(fields.day, ['discharged', 'settled']),
    money: roundingOf(fields.money),
    points: { decimals, mode: wordOf(points.mode, ['half-up', 'floor', 'ceil', 'truncate']) },
    institutions: institutionsOf(fields.institutions),
    methods: fields.methods === null ? [] : itemsOf(fields.methods).map(methodOf),
    fundShare: read(fields.fundShare, fundShareOf),
    pointValue: read(fields.pointValue, pointValueRuleOf),
    costCap: read(fields.costCap, (cap) => parameterOf(cap, aboveZeroOf)),
    budget: read(fields.budget, budgetOf),
    advance: read(fields.advance, advanceOf),
    month: read(fields.month, monthOf),
    clearing: read(fields.clearing, clearingOf),
    review: read(fields.review, reviewOf),
    capitation: read(fields.capitation, capitationOf),
  }
  if (plan.range.until !== null && plan.range.until <= plan.range.from && fields.through !== null) {
    complain(fields.through, 'a plan that ends before it begins', 'correct `from:` or `through:`', plan.range.until)
  }
  // A contradiction is told only of what could be read.
  if (spot.sheet.problems.length === before) checkPlan(spot, plan)
  return plan
}

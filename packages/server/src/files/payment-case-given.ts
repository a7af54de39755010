import type { DischargedCase, SchemeCode } from '@yibao/core/encounter'
import { addDays, type DivisionCode, type Fen, type IsoDate, subtractFen, zeroFen } from '@yibao/core/kernel'
import type {
  CaseGroup,
  CaseGroups,
  CaseSums,
  Deduction,
  InstitutionYear,
  ReviewOutcome,
  SpecialCaseReview,
} from '@yibao/core/payment'
import { noCases, points } from '@yibao/core/payment'
import { divisionOf, plainOf, wholeOf, wordsOf } from './payment-values.ts'
import { complain, entriesOf, fieldsOf, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { moneyOfSpot, wordOf } from './policy-values.ts'

const levels = ['tertiary', 'secondary', 'primary', 'ungraded'] as const

function or<T>(spot: Spot | null, read: (spot: Spot) => T, otherwise: T): T {
  return spot === null ? otherwise : read(spot)
}

export function schemeOr(spot: Spot | null): SchemeCode {
  return or<SchemeCode>(spot, (word) => wordOf(word, ['310', '390']), '310')
}

export function textOr(spot: Spot | null, otherwise: string): string {
  return or(spot, (one) => textOf(one) ?? otherwise, otherwise)
}

function auxiliaryOf(spot: Spot | null): CaseGroup['auxiliary'] {
  return spot === null ? [] : entriesOf(spot).map((entry) => ({ name: entry.name, coefficient: plainOf(entry) }))
}

/** The group that the author gives the case; `ambiguous` and `ungroupable` are states, not groups. */
function groupOf(spot: Spot | null, auxiliary: Spot | null): CaseGroup | null {
  if (spot === null) return null
  const text = textOf(spot) ?? ''
  const status = text === 'ambiguous' || text === 'ungroupable' || text === 'invalid' ? text : 'grouped'
  return { status, group: text, blank: text === 'blank', auxiliary: auxiliaryOf(auxiliary) }
}

function outcomeOf(spot: Spot): ReviewOutcome {
  const fields = fieldsOf(spot, [], ['rejected', 'points', 'money', 'cost'])
  if (fields.points !== null) return { kind: 'points', points: points(plainOf(fields.points)) }
  if (fields.money !== null) return { kind: 'money', standard: moneyOfSpot(fields.money) }
  if (fields.cost !== null) return { kind: 'cost', share: plainOf(fields.cost) }
  if (fields.rejected === null)
    complain(spot, 'a review without outcome', 'write one of: rejected, points, money, cost')
  return { kind: 'rejected' }
}

function reviewOf(spot: Spot, on: IsoDate): SpecialCaseReview {
  const fields = fieldsOf(spot, ['applicant', 'reviewers', 'outcome'], ['caseId', 'reason'])
  return {
    reviewId: 'R1',
    caseId: textOr(fields.caseId, 'C1'),
    applicant: textOf(fields.applicant) ?? '',
    reviewers: wordsOf(fields.reviewers),
    decidedOn: on,
    reason: textOr(fields.reason, ''),
    outcome: outcomeOf(fields.outcome),
  }
}

export interface GivenCase {
  readonly facts: DischargedCase
  readonly groups: CaseGroups
  readonly review: SpecialCaseReview | null
}

/** A discharged case as an author gives it: what is not said is nothing. */
export function givenCaseOf(spot: Spot, ofPlan: DivisionCode, on: IsoDate): GivenCase {
  const fields = fieldsOf(
    spot,
    ['total'],
    [
      'level',
      'institution',
      'scheme',
      'division',
      'fundPaid',
      'stay',
      'diagnoses',
      'operations',
      'department',
      'leaving',
      'drg',
      'dip',
      'auxiliary',
      'review',
    ],
  )
  const total = moneyOfSpot(fields.total)
  const fundPaid = or(fields.fundPaid, moneyOfSpot, zeroFen)
  const stayDays = or(fields.stay, wholeOf, 5)
  const facts: DischargedCase = {
    caseId: 'C1',
    providerCode: textOr(fields.institution, 'H000'),
    providerLevel: or(fields.level, (level) => wordOf(level, levels), 'tertiary'),
    scheme: schemeOr(fields.scheme),
    division: or(fields.division, divisionOf, ofPlan),
    insuredId: 'P1',
    admittedOn: addDays(on, -stayDays),
    dischargedOn: on,
    settledOn: on,
    record: {
      gender: '1',
      ageYears: 50,
      ageDays: null,
      birthWeightGrams: null,
      department: fields.department === null ? null : textOf(fields.department),
      stayDays,
      leavingType: fields.leaving === null ? '1' : textOf(fields.leaving),
      diagnoses: or(fields.diagnoses, wordsOf, ['K35.1']),
      operations: or(fields.operations, wordsOf, []),
      intensiveCareHours: null,
    },
    total,
    drugs: zeroFen,
    consumables: zeroFen,
    fundPaid,
    otherPaid: subtractFen(total, fundPaid),
  }
  return {
    facts,
    groups: { drg: groupOf(fields.drg, null), dip: groupOf(fields.dip, fields.auxiliary) },
    review: fields.review === null ? null : reviewOf(fields.review, on),
  }
}

export function deductionsOf(spot: Spot | null): readonly Deduction[] {
  if (spot === null) return []
  return itemsOf(spot).map((item, index) => {
    const fields = fieldsOf(item, ['reason', 'amount'])
    return { id: `D${index + 1}`, reason: textOf(fields.reason) ?? '', amount: moneyOfSpot(fields.amount) }
  })
}

export const sumFields = [
  'points',
  'cases',
  'standard',
  'fundPayable',
  'charged',
  'others',
  'moneyFund',
  'moneyOthers',
  'high',
  'highExtra',
] as const

/** Sums of cases as an author gives them. */
export function givenSumsOf(fields: Readonly<Record<(typeof sumFields)[number], Spot | null>>): CaseSums {
  const money = (name: (typeof sumFields)[number]): Fen => or(fields[name], moneyOfSpot, zeroFen)
  const moneyFund = money('moneyFund')
  return {
    ...noCases,
    cases: or(fields.cases, wholeOf, 0),
    points: points(or(fields.points, plainOf, 0)),
    kinds: fields.high === null ? {} : { high: wholeOf(fields.high) },
    highExtra: points(or(fields.highExtra, plainOf, 0)),
    standard: money('standard'),
    fundPayable: fields.fundPayable === null ? moneyFund : moneyOfSpot(fields.fundPayable),
    fundPaid: money('charged'),
    otherPaid: money('others'),
    moneyFund,
    moneyOther: money('moneyOthers'),
    money: moneyFund,
    moneyCases: moneyFund === 0 ? 0 : 1,
  }
}

/** An institution's year as an author gives it. */
export function givenYearOf(spot: Spot): InstitutionYear {
  const fields = fieldsOf(
    spot,
    ['institution'],
    [...sumFields, 'level', 'pool', 'capitation', 'assessment', 'deductions', 'deposit', 'advances', 'monthsPaid'],
  )
  return {
    institution: textOf(fields.institution) ?? '',
    level: fields.level === null ? null : textOf(fields.level),
    pools: [{ pool: textOr(fields.pool, ''), sums: givenSumsOf(fields) }],
    capitation: fields.capitation === null ? null : moneyOfSpot(fields.capitation),
    assessment: fields.assessment === null ? null : plainOf(fields.assessment),
    deductions: deductionsOf(fields.deductions),
    depositWithheld: or(fields.deposit, moneyOfSpot, zeroFen),
    advances: or(fields.advances, moneyOfSpot, zeroFen),
    monthsPaid: or(fields.monthsPaid, moneyOfSpot, zeroFen),
  }
}

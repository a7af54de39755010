import {
  divisionCode,
  type Exact,
  exactText,
  type Fen,
  type IsoDate,
  type Result,
  sumFen,
  yuan,
  zeroFen,
} from '@yibao/core/kernel'
import {
  advanceFor,
  budgetPointValue,
  budgetProgress,
  type ClearingFinding,
  capitationMonth,
  clearYear,
  meanOverYears,
  monthStatement,
  type PaymentRefusal,
  type PointValue,
  type PreparedPlan,
  pointsText,
  pointValueOf,
  pointValueText,
  relativeWeight,
  reviewCap,
  type Step,
  scoreCase,
  settlementPointValue,
  valueScore,
} from '@yibao/core/payment'
import {
  deductionsOf,
  givenCaseOf,
  givenSumsOf,
  givenYearOf,
  schemeOr,
  sumFields,
  textOr,
} from './payment-case-given.ts'
import { plainOf, pointValueOfSpot, wholeOf } from './payment-values.ts'
import { complain, entriesOf, fieldsOf, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { moneyOfSpot } from './policy-values.ts'

/** What a worked example comes to: answers by name, as people write them, and the steps; or why there is none. */
export type PaymentOutcome =
  | { readonly refused: PaymentRefusal }
  | {
      readonly refused: null
      readonly answers: Readonly<Record<string, string>>
      readonly steps: readonly Step[]
      /** Who the steps are about, where it is more than one: a title and how many of the steps. */
      readonly parts?: readonly { readonly title: string; readonly steps: number }[]
    }

export type Play = (prepared: PreparedPlan) => PaymentOutcome

/** Where a case stands: its day, and the value of a point that it names itself. */
export interface Setting {
  readonly on: IsoDate
  readonly pointValue: Spot | null
}

const inYuan = (amount: Fen): string => `${yuan(amount)} yuan`
const inNumber = (value: Exact): string => exactText(value, { unit: 6, least: 0 })
const inPercent = (share: number): string => `${exactText(share, { unit: 4, least: 0 })}%`

function outcome<T>(
  result: Result<T, PaymentRefusal>,
  tell: (value: T) => Omit<Extract<PaymentOutcome, { refused: null }>, 'refused'>,
): PaymentOutcome {
  return result.ok ? { refused: null, ...tell(result.value) } : { refused: result.error }
}

function playCase(spot: Spot, { on, pointValue }: Setting): Play {
  const own = pointValue === null ? null : pointValueOf(pointValueOfSpot(pointValue))
  const ofPlan = divisionCode('000000')
  const read = givenCaseOf(spot, ofPlan, on)
  return (prepared) => {
    const { review, groups } = read
    const { division } = read.facts
    const facts = { ...read.facts, division: division === ofPlan ? prepared.plan.division : division }
    const score = scoreCase(prepared, facts, groups, { review })
    if (!score.ok) return { refused: score.error }
    const { pool } = score.value
    const value: Result<PointValue | null, PaymentRefusal> =
      own !== null
        ? { ok: true, value: { pool, stage: 'settlement', amount: own, steps: [] } }
        : prepared.plan.pointValue === null
          ? { ok: true, value: null }
          : budgetPointValue(prepared, Number(on.slice(0, 4)), pool)
    if (!value.ok) return { refused: value.error }
    return outcome(valueScore(prepared, score.value, value.value), (priced) => ({
      answers: {
        kind: score.value.kind,
        method: score.value.method,
        points: pointsText(score.value.points),
        standard: inYuan(priced.standard),
        fund: inYuan(priced.fundPayable),
        difference: inYuan(priced.difference),
        awaitsReview: String(score.value.awaitsReview),
        exits: score.value.exits.map(({ method, reason }) => `${method}: ${reason}`).join(', ') || 'none',
        pool,
      },
      steps: [...score.value.steps, ...(own === null ? (value.value?.steps ?? []) : []), ...priced.steps],
    }))
  }
}

function playBudgetValue(spot: Spot): Play {
  const fields = fieldsOf(spot, ['year'], ['pool'])
  const [year, pool] = [wholeOf(fields.year), textOr(fields.pool, '')]
  return (prepared) =>
    outcome(budgetPointValue(prepared, year, pool), ({ amount, steps }) => ({
      answers: { value: `${pointValueText(amount)} yuan` },
      steps,
    }))
}

function playSettlementValue(spot: Spot): Play {
  const fields = fieldsOf(spot, ['year'], ['pool', ...sumFields])
  const [year, pool, sums] = [wholeOf(fields.year), textOr(fields.pool, ''), givenSumsOf(fields)]
  return (prepared) =>
    outcome(settlementPointValue(prepared, year, pool, sums), ({ amount, steps }) => ({
      answers: { value: `${pointValueText(amount)} yuan` },
      steps,
    }))
}

function playAdvance(spot: Spot): Play {
  const fields = fieldsOf(
    spot,
    ['institution', 'month'],
    ['level', 'scheme', 'budgetOfYear', 'filedOfMonth', 'paidLastYear'],
  )
  const facts = {
    institution: textOf(fields.institution) ?? '',
    level: fields.level === null ? null : textOf(fields.level),
    scheme: schemeOr(fields.scheme),
    month: textOf(fields.month) ?? '',
    budgetOfYear: fields.budgetOfYear === null ? null : moneyOfSpot(fields.budgetOfYear),
    filedOfMonth: fields.filedOfMonth === null ? null : moneyOfSpot(fields.filedOfMonth),
    paidLastYear: fields.paidLastYear === null ? null : moneyOfSpot(fields.paidLastYear),
  }
  return (prepared) =>
    outcome(advanceFor(prepared, facts), ({ amount, steps }) => ({ answers: { amount: inYuan(amount) }, steps }))
}

function playMonth(spot: Spot): Play {
  const fields = fieldsOf(
    spot,
    ['institution', 'month'],
    ['level', 'scheme', 'deductions', 'advance', 'carriedIn', 'capitation', ...sumFields],
  )
  const { advance, carriedIn, capitation } = fields
  const facts = {
    institution: textOf(fields.institution) ?? '',
    level: fields.level === null ? null : textOf(fields.level),
    scheme: schemeOr(fields.scheme),
    month: textOf(fields.month) ?? '',
    sums: givenSumsOf(fields),
    capitation: capitation === null ? null : moneyOfSpot(capitation),
    deductions: deductionsOf(fields.deductions),
    advance: advance === null ? zeroFen : moneyOfSpot(advance),
    carriedIn: carriedIn === null ? zeroFen : moneyOfSpot(carriedIn),
  }
  return (prepared) =>
    outcome(monthStatement(prepared, facts), (statement) => {
      const names = ['fundPayable', 'deductions', 'deposit', 'advanceOffset', 'payable', 'carriedOut'] as const
      return {
        answers: Object.fromEntries(names.map((name) => [name, inYuan(statement[name])])),
        steps: statement.steps,
      }
    })
}

const clearingAmounts = [
  'payable',
  'charged',
  'savingsKept',
  'overspendShared',
  'settled',
  'depositLost',
  'deductions',
  'paidBefore',
  'final',
] as const

/** `poolWithoutCases.390: 5700 yuan`, `awaitingReview.H1: 2`. */
const findingAnswers = (findings: readonly ClearingFinding[]) =>
  Object.fromEntries(
    findings.map((one): [string, string] =>
      one.code === 'clearing.awaiting-review'
        ? [`awaitingReview.${one.institution}`, String(one.cases)]
        : [one.pool === '' ? 'poolWithoutCases' : `poolWithoutCases.${one.pool}`, inYuan(one.fund)],
    ),
  )

function playClearing(spot: Spot): Play {
  const fields = fieldsOf(spot, ['year', 'institutions'])
  const [year, institutions] = [wholeOf(fields.year), itemsOf(fields.institutions).map(givenYearOf)]
  return (prepared) =>
    outcome(clearYear(prepared, year, institutions), (cleared) => ({
      answers: {
        ...Object.fromEntries(
          cleared.institutions.flatMap((one) =>
            clearingAmounts.map((name) => [`${one.institution}.${name}`, inYuan(one[name])]),
          ),
        ),
        ...Object.fromEntries(
          cleared.pools.flatMap(({ pool, value }) =>
            value === null ? [] : [[pool === '' ? 'value' : `value.${pool}`, `${pointValueText(value.amount)} yuan`]],
          ),
        ),
        reserve: inYuan(cleared.reserve),
        overspendAsked: inYuan(cleared.overspendAsked),
        overspendShared: inYuan(cleared.overspendShared),
        payable: inYuan(sumFen(cleared.institutions.map((one) => one.payable))),
        ...findingAnswers(cleared.findings),
      },
      steps: [...cleared.steps, ...cleared.institutions.flatMap((one) => one.steps)],
      parts: [
        { title: '', steps: cleared.steps.length },
        ...cleared.institutions.map(({ institution, steps }) => ({ title: institution, steps: steps.length })),
      ],
    }))
}

function playCapitation(spot: Spot): Play {
  const fields = fieldsOf(spot, ['institution', 'month', 'people'], ['level', 'scheme'])
  const facts = {
    institution: textOf(fields.institution) ?? '',
    level: fields.level === null ? null : textOf(fields.level),
    scheme: schemeOr(fields.scheme),
    month: textOf(fields.month) ?? '',
    people: entriesOf(fields.people).map((entry) => ({ band: entry.name, count: wholeOf(entry) })),
  }
  return (prepared) =>
    outcome(capitationMonth(prepared, facts), ({ amount, people, steps }) => ({
      answers: { amount: inYuan(amount), people: String(people) },
      steps,
    }))
}

function playProgress(spot: Spot): Play {
  const fields = fieldsOf(spot, ['year', 'used'], ['pool', 'institution', 'level'])
  const uses = entriesOf(fields.used).map((entry) => ({ month: entry.name, used: moneyOfSpot(entry) }))
  const institution = fields.institution === null ? null : (textOf(fields.institution) ?? '')
  const level = fields.level === null ? null : textOf(fields.level)
  const of = institution === null ? { pool: textOr(fields.pool, '') } : { institution, level }
  const year = wholeOf(fields.year)
  return (prepared) =>
    outcome(budgetProgress(prepared, year, of, uses), (progress) => ({
      answers: {
        budget: inYuan(progress.budget),
        used: inYuan(progress.used),
        left: inYuan(progress.left),
        planned: inYuan(progress.planned),
        ahead: inYuan(progress.ahead),
        usedShare: inPercent(progress.usedShare),
        plannedShare: inPercent(progress.plannedShare),
      },
      steps: progress.steps,
    }))
}

function playWeight(spot: Spot): Play {
  const fields = fieldsOf(spot, ['years', 'scale', 'decimals'])
  const years = itemsOf(fields.years).map((item) => {
    const { mean, reference, weight } = fieldsOf(item, ['mean', 'reference', 'weight'])
    return { mean: moneyOfSpot(mean), reference: moneyOfSpot(reference), weight: plainOf(weight) }
  })
  const [scale, decimals] = [plainOf(fields.scale), wholeOf(fields.decimals)]
  if (years.length === 0 || years.every(({ weight }) => weight === 0)) {
    complain(spot, 'years without any weight', 'give at least one year with a weight')
  }
  return () => {
    const mean = meanOverYears(years)
    const reference = meanOverYears(years.map((year) => ({ mean: year.reference, weight: year.weight })))
    const money = (value: Exact): string => `${exactText(value, { unit: 2, least: 2 })} yuan`
    return {
      refused: null,
      answers: {
        mean: money(mean),
        reference: money(reference),
        weight: inNumber(relativeWeight(mean, reference, scale, decimals)),
      },
      steps: [],
    }
  }
}

function playReviewCap(spot: Spot, { on }: Setting): Play {
  const fields = fieldsOf(spot, ['institution', 'discharges', 'applied'], ['level', 'scheme'])
  const plea = {
    institution: textOf(fields.institution) ?? '',
    level: fields.level === null ? null : textOf(fields.level),
    scheme: schemeOr(fields.scheme),
    on,
    discharges: wholeOf(fields.discharges),
    applied: wholeOf(fields.applied),
  }
  return (prepared) =>
    outcome(reviewCap(prepared, plea), ({ most, left, steps }) => ({
      answers: { most: String(most), left: String(left) },
      steps,
    }))
}

/** What a worked example may ask, by the key that names it. */
export const caseKinds: Readonly<Record<string, (spot: Spot, setting: Setting) => Play>> = {
  case: playCase,
  budgetValue: playBudgetValue,
  settlementValue: playSettlementValue,
  advance: playAdvance,
  month: playMonth,
  clearing: playClearing,
  capitation: playCapitation,
  progress: playProgress,
  weight: playWeight,
  reviewCap: playReviewCap,
}

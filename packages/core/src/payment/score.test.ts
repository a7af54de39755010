import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { always, dipCase, dipMethod, inGroup, pointsPlan, scores } from '../../tests/support/payment-plan.ts'
import { divisionCode, fen, isoDate } from '../kernel/index.ts'
import {
  budgetPointValue,
  type CaseGroups,
  type PaymentPlan,
  planOn,
  pointValueOf,
  preparePlan,
  type SpecialCaseReview,
  scoreCase,
  valueScore,
} from './index.ts'

const prepared = preparePlan(pointsPlan, [scores])

function pointsOf(totalFen: number, groups: CaseGroups = inGroup('G')): number {
  const score = scoreCase(prepared, dipCase(totalFen), groups)
  assert.ok(score.ok, JSON.stringify(score))
  return score.value.points
}

function refusalOf(plan: PaymentPlan, facts = dipCase(15_000_00), groups: CaseGroups = inGroup('G')): string {
  const score = scoreCase(preparePlan(plan, [scores]), facts, groups)
  return score.ok ? 'none' : score.error.code
}

describe('a case by points', () => {
  it('gets base points times both coefficients when it is normal', () => {
    assert.equal(pointsOf(20_000_00, inGroup('G', 1_150_000)), 1_509_375_000)
  })

  it('gets base points by cost when it is low, and keeps no coefficient', () => {
    assert.equal(pointsOf(6_000_00, inGroup('G', 1_150_000)), 500_000_000)
  })

  it('gets the excess on top when it is high', () => {
    assert.equal(pointsOf(42_000_00), 2_250_000_000)
  })

  it('is normal at the limits where the signs are < and >', () => {
    assert.equal(pointsOf(7_500_00), 1_312_500_000)
    assert.equal(pointsOf(30_000_00), 1_312_500_000)
    assert.ok(pointsOf(7_499_99) < 1_312_500_000)
  })

  it('carries every factor in its steps, with a source for each number of the law', () => {
    const score = scoreCase(prepared, dipCase(20_000_00), inGroup('G', 1_150_000))
    assert.ok(score.ok)
    const formulas = score.value.steps.map(({ formula }) => formula)
    assert.deepEqual(formulas, ['group.base', 'coefficient.value', 'coefficient.auxiliary.highest', 'case.normal'])
    const last = score.value.steps.at(-1)
    assert.deepEqual(
      last?.inputs.map(({ name, value }) => [name, value]),
      [
        ['base', '1250.0000'],
        ['institution', '1.05'],
        ['auxiliary', '1.15'],
      ],
    )
    assert.ok(score.value.steps.flatMap(({ sources }) => sources).length >= 4)
  })

  it('comes to the same without a trace', () => {
    const facts = dipCase(42_000_00)
    const [traced, bare] = [
      scoreCase(prepared, facts, inGroup('G')),
      scoreCase(prepared, facts, inGroup('G'), { trace: false }),
    ]
    assert.ok(traced.ok && bare.ok)
    assert.deepEqual(bare.value, { ...traced.value, steps: [] })
  })

  it('is valued again at another point value without grouping', () => {
    const score = scoreCase(prepared, dipCase(20_000_00), inGroup('G', 1_150_000))
    const budget = budgetPointValue(prepared, 2025, '')
    assert.ok(score.ok && budget.ok)
    const at = (value: typeof budget.value) => {
      const price = valueScore(prepared, score.value, value)
      assert.ok(price.ok)
      return price.value
    }
    assert.equal(at(budget.value).standard, 18_112_50)
    assert.equal(at(budget.value).fundPayable, 13_041_00)
    assert.equal(at({ ...budget.value, amount: pointValueOf(11_500_000) }).standard, 17_357_81)
  })
})

describe('a case is refused', () => {
  it('when sums or dates do not fit', () => {
    assert.equal(refusalOf(pointsPlan, dipCase(15_000_00, { otherPaid: fen(1) })), 'payment.bad-case')
    const backwards = dipCase(15_000_00, { admittedOn: isoDate('2025-07-01') })
    assert.equal(refusalOf(pointsPlan, backwards), 'payment.bad-case')
    assert.equal(refusalOf(pointsPlan, dipCase(-1)), 'payment.bad-case')
  })

  it('outside the plan: another region, insurance or day', () => {
    for (const facts of [
      dipCase(1, { division: divisionCode('990301') }),
      dipCase(1, { scheme: '390' }),
      dipCase(1, { settledOn: isoDate('2024-12-31') }),
    ]) {
      assert.equal(refusalOf(pointsPlan, facts), 'payment.outside-plan')
    }
  })

  it('without grouping, weight, mean, level or coefficient', () => {
    const facts = dipCase(15_000_00)
    assert.equal(refusalOf(pointsPlan, facts, { drg: null, dip: null }), 'payment.not-grouped')
    assert.equal(refusalOf(pointsPlan, facts, inGroup('unknown')), 'payment.group-without-weight')
    assert.equal(refusalOf(pointsPlan, facts, inGroup('bare')), 'payment.group-without-mean')
    const ungraded = dipCase(15_000_00, { providerLevel: 'ungraded' })
    assert.equal(refusalOf(pointsPlan, ungraded), 'payment.institution-without-level')
    assert.equal(refusalOf(pointsPlan, dipCase(15_000_00, { providerLevel: 'primary' })), 'payment.no-parameter')
  })

  it('when no method takes it', () => {
    const plan = { ...pointsPlan, methods: [{ ...dipMethod, takes: { kinds: ['psychiatric'] } }] }
    assert.equal(refusalOf(plan), 'payment.no-method')
  })

  it('when its table has no version that day', () => {
    assert.equal(scoreCase(preparePlan(pointsPlan, []), dipCase(15_000_00), inGroup('G')).ok, false)
  })
})

describe('values by level, institution and group', () => {
  const [institution, auxiliary] = dipMethod.coefficients
  assert.ok(institution !== undefined && auxiliary !== undefined)
  const values = [
    always(1_000_000),
    always(1_010_000, { level: 'tertiary' }),
    always(1_020_000, { group: 'G' }),
    always(1_030_000, { institution: 'H2' }),
    always(1_040_000, { institution: 'H2', group: 'G' }),
  ]
  const plan: PaymentPlan = {
    ...pointsPlan,
    methods: [{ ...dipMethod, coefficients: [{ ...institution, values }, auxiliary] }],
  }
  const pointsAt = (providerCode: string, level: 'tertiary' | 'primary') => {
    const score = scoreCase(
      preparePlan(plan, [scores]),
      dipCase(15_000_00, { providerCode, providerLevel: level }),
      inGroup('G'),
    )
    assert.ok(score.ok)
    return score.value.points
  }

  it('take the most specific row: institution and group, institution, group, level, everybody', () => {
    assert.equal(pointsAt('H2', 'tertiary'), 1_300_000_000)
    assert.equal(pointsAt('H1', 'tertiary'), 1_275_000_000)
    assert.equal(pointsAt('H1', 'primary'), 1_275_000_000)
  })
})

describe('special cases', () => {
  const reviewed: PaymentPlan = {
    ...pointsPlan,
    review: { cap: [always(5_000)], period: 'year', capMode: 'floor', kinds: ['high'] },
  }
  const review: SpecialCaseReview = {
    reviewId: 'R1',
    caseId: 'C1',
    applicant: 'a',
    reviewers: ['b', 'c'],
    decidedOn: isoDate('2025-07-01'),
    reason: '',
    outcome: { kind: 'cost', share: 900_000 },
  }
  const scored = (changes: Partial<SpecialCaseReview>) =>
    scoreCase(preparePlan(reviewed, [scores]), dipCase(42_000_00), inGroup('G'), { review: { ...review, ...changes } })
  const codeOf = (changes: Partial<SpecialCaseReview>) => {
    const outcome = scored(changes)
    return outcome.ok ? 'none' : outcome.error.code
  }

  it('are paid by what was decided', () => {
    const outcome = scored({})
    assert.ok(outcome.ok)
    assert.equal(outcome.value.kind, 'reviewed')
    assert.equal(outcome.value.money, 37_800_00)
    assert.equal(outcome.value.points, 0)
  })

  it('need two different reviewers, none of whom applied, and the same case', () => {
    assert.equal(codeOf({ reviewers: ['b', 'b'] }), 'payment.review-too-few')
    assert.equal(codeOf({ reviewers: ['a', 'c'] }), 'payment.review-same-person')
    assert.equal(codeOf({ caseId: 'C2' }), 'payment.review-other-case')
  })
})

describe('the plan of a day', () => {
  it('is the one in force; a draft never is', () => {
    const { division } = pointsPlan
    const on = isoDate('2025-06-30')
    assert.ok(planOn([pointsPlan], division, '310', on).ok)
    assert.equal(planOn([{ ...pointsPlan, draft: true }], division, '310', on).ok, false)
    assert.equal(planOn([pointsPlan], division, '390', on).ok, false)
  })
})

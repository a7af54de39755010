import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { input, p, place, rate, rulesWith } from '../../tests/support/plan.ts'
import { fen, isoDate, ppm, type Rounding, sumFen } from '../kernel/index.ts'
import type { ContributionItem, ContributionRules, Expression } from '../policy/index.ts'
import { compileContribution } from './assess.ts'

const payer = fc.constantFrom<ContributionItem['from'][]>('person', 'employer', 'state', 'assistance', 'fund')
const fund = fc.constantFrom<ContributionItem['to'][]>('pool', 'account', 'largeAmount', 'criticalIllness')
const rounding: fc.Arbitrary<Rounding> = fc.record({
  mode: fc.constantFrom('half-up', 'floor', 'ceil', 'truncate'),
  unit: fc.constantFrom('fen', 'jiao', 'yuan'),
})
const shares = fc.array(fc.record({ rate: fc.integer({ min: 0, max: 2_000_000 }), payer, fund, rounding }), {
  minLength: 1,
  maxLength: 8,
})
const on = isoDate('2024-01-01')

function rulesOf(
  items: readonly { rate: number; payer: ContributionItem['from']; fund: ContributionItem['to']; rounding: Rounding }[],
) {
  const times: Expression = { input: 'months' }
  const rules: ContributionRules = {
    ...rulesWith(
      items.map((each, index) => rate(`rate${index}`, ppm(each.rate))),
      { inputs: [input('wage', 'money'), input('months', 'number')] },
    ),
    scheme: '310',
    items: items.map((each, index) => ({
      name: `item${index}`,
      label: '',
      due: 'month',
      from: each.payer,
      to: each.fund,
      when: [],
      base: { input: 'wage' },
      amount: { product: [{ input: 'wage' }, p(`rate${index}`)] },
      times,
      rounding: each.rounding,
      place,
    })),
  }
  return compileContribution(rules, on)
}

const wage = fc.integer({ min: 0, max: 100_000_000 })
const months = fc.integer({ min: 0, max: 300 })

test('every fen that somebody pays arrives in exactly one fund', () => {
  fc.assert(
    fc.property(shares, wage, months, (items, wageInFen, count) => {
      const outcome = rulesOf(items).assess({ due: 'month', facts: { wage: wageInFen, months: count } })
      assert.ok(outcome.ok)
      const { byPayer, byFund, total, sums } = outcome.value
      assert.equal(sumFen(Object.values(byPayer)), total)
      assert.equal(sumFen(Object.values(byFund)), total)
      assert.equal(sumFen(sums.map(({ amount }) => amount)), total)
    }),
  )
})

test('so many months are so many times the month', () => {
  fc.assert(
    fc.property(shares, wage, months, (items, wageInFen, count) => {
      const assess = (months: number) => rulesOf(items).assess({ due: 'month', facts: { wage: wageInFen, months } })
      const [one, many] = [assess(1), assess(count)]
      assert.ok(one.ok && many.ok)
      for (const [index, { each, amount }] of many.value.sums.entries()) {
        assert.equal(each, one.value.sums[index]?.each)
        assert.equal(amount, fen(each * count))
      }
    }),
  )
})

test('a higher wage never owes less', () => {
  fc.assert(
    fc.property(shares, wage, wage, (items, a, b) => {
      const assess = (wageInFen: number) =>
        rulesOf(items).assess({ due: 'month', facts: { wage: wageInFen, months: 1 } })
      const [lower, higher] = [assess(Math.min(a, b)), assess(Math.max(a, b))]
      assert.ok(lower.ok && higher.ok && lower.value.total <= higher.value.total)
    }),
  )
})

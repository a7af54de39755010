import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { today } from '../../tests/support/ask.ts'
import { assumed } from '../../tests/support/plan.ts'
import { anyBill, eligibleOnly, someFen } from '../../tests/support/random-bill.ts'
import { anyPlan } from '../../tests/support/random-layers.ts'
import {
  anyNumbers,
  anyTwoLayers,
  type LayerNumbers,
  type PlanNumbers,
  planOfNumbers,
} from '../../tests/support/random-plan.ts'
import { accepted } from '../../tests/support/world.ts'
import { addFen, type Fen, halfUpFen, sumFen, yuan, zeroFen } from '../kernel/index.ts'
import { type Payer, type Plan, payers } from '../policy/index.ts'
import { compilePlan } from './apportion.ts'
import type { Apportionment, BillInput, TraceStep } from './types.ts'

const apportion = (plan: Plan, bill: BillInput): Apportionment => accepted(compilePlan(plan, today).apportion(bill))

/** Plans and bills from a few fen up to millions of yuan. */
const planAndBill = fc.constantFrom(50, 100_000, 10 ** 12).chain((most) => fc.tuple(anyPlan(most), anyBill(most)))

test('every fen of a layer lands in exactly one of its parts, whatever the plan', () => {
  fc.assert(
    fc.property(planAndBill, ([plan, bill]) => {
      for (const { base, parts } of apportion(plan, bill).layers) {
        assert.equal(sumFen(Object.values(parts)), base)
        for (const part of Object.values(parts)) assert.ok(part >= 0)
      }
    }),
    { numRuns: 1000 },
  )
})

test('the payers and the person pay the bill, account and cash the person’s part, nobody less than nothing', () => {
  fc.assert(
    fc.property(planAndBill, ([plan, bill]) => {
      const { payments, fund, account, cash, person, layers } = apportion(plan, bill)
      assert.equal(addFen(sumFen(Object.values(payments)), person), bill.totals.total)
      assert.equal(addFen(fund, payments.hospital), sumFen(Object.values(payments)))
      assert.equal(addFen(account, cash), person)
      for (const amount of [account, cash, person, ...Object.values(payments)]) assert.ok(amount >= 0)
      for (const payer of payers) {
        const paid = layers.filter((layer) => layer.payer === payer).map((layer) => layer.parts.paid)
        assert.equal(sumFen(paid), payments[payer])
      }
    }),
    { numRuns: 1000 },
  )
})

test('the account pays no more than it has, than it was asked for, and than the plan lets it', () => {
  fc.assert(
    fc.property(planAndBill, ([plan, bill]) => {
      const { layers, parts, account } = apportion(plan, bill)
      const stage = sumFen(layers.map((layer) => layer.parts.accountStage))
      const voluntary = account - stage
      assert.ok(voluntary >= 0 && account <= bill.accountBalance)
      if (!bill.accountUsed) assert.equal(voluntary, 0)
      if (bill.accountAsked !== null) assert.ok(account <= Math.max(bill.accountAsked, stage))
      const basic = layers.some(({ name }) => name === 'basic') ? parts : {}
      const amounts: Record<string, number> = { ...bill.totals, ...basic }
      assert.ok(voluntary <= plan.accountPays.reduce((sum, part) => sum + (amounts[part] ?? 0), 0))
    }),
    { numRuns: 500 },
  )
})

test('a layer that does not apply leaves no trace and no amount', () => {
  fc.assert(
    fc.property(planAndBill, ([plan, bill]) => {
      const { layers, trace } = apportion(plan, bill)
      const applied = plan.layers.filter(({ when }) => when.length === 0 || bill.facts.group === 'poor')
      assert.deepEqual(
        layers.map(({ name }) => name),
        applied.map(({ name }) => name),
      )
      assert.equal(trace.filter(({ step }) => step === 'layer').length, applied.length)
    }),
  )
})

test('who does not ask why gets the same amounts', () => {
  fc.assert(
    fc.property(planAndBill, ([plan, bill]) => {
      const compiled = compilePlan(plan, today)
      const quiet = accepted(compiled.apportion(bill, false))
      assert.deepEqual(quiet, { ...accepted(compiled.apportion(bill)), trace: [] })
    }),
    { numRuns: 500 },
  )
})

test('the same bill under the same plan comes to the same fen again', () => {
  fc.assert(
    fc.property(planAndBill, ([plan, bill]) => {
      const compiled = compilePlan(plan, today)
      assert.deepEqual(compiled.apportion(bill), compiled.apportion(bill))
      assert.deepEqual(compiled.apportion(bill), compilePlan(plan, today).apportion(bill))
    }),
  )
})

/** What the trace says of one payer. */
const toldOf = (trace: readonly TraceStep[], payer: Payer): Fen =>
  sumFen(trace.filter((step) => step.payer === payer).map((step) => step.result))

test('the trace explains every payment, and of every layer the base and the steps that were taken', () => {
  fc.assert(
    fc.property(planAndBill, ([plan, bill]) => {
      const { trace, payments, layers, account } = apportion(plan, bill)
      for (const payer of payers) assert.equal(toldOf(trace, payer), payments[payer])
      const told = trace.filter(({ step }) => step === 'layer')
      for (const [index, { base, parts }] of layers.entries()) {
        const [first] = told[index]?.inputs ?? []
        assert.deepEqual(first !== undefined && 'name' in first && [first.name, first.value], ['base', yuan(base)])
        const stages = told[index]?.steps?.filter(({ step }) => step === 'account-stage') ?? []
        assert.equal(sumFen(stages.map(({ result }) => result)), parts.accountStage)
      }
      const stage = sumFen(layers.map(({ parts }) => parts.accountStage))
      const last = trace.find(({ step }) => step === 'account')
      assert.equal(addFen(stage, last?.result ?? zeroFen), account)
    }),
    { numRuns: 500 },
  )
})

test('a value that no source prints makes its layer assumed, and only that', () => {
  fc.assert(
    fc.property(planAndBill, ([plan, bill]) => {
      assert.ok(apportion(plan, bill).trace.every((step) => !step.assumed))
      const parameters = Object.fromEntries(
        Object.values(plan.parameters).map((parameter) => [parameter.name, assumed(parameter)]),
      )
      for (const step of apportion({ ...plan, parameters }, bill).trace) {
        const inner = step.steps ?? []
        if (inner.some(({ assumed }) => assumed)) assert.ok(step.assumed)
        for (const each of inner) if (each.inputs.some((one) => 'parameter' in one)) assert.ok(each.assumed)
      }
    }),
  )
})

/** A share borne first that lies in the lowest bands grows with the bill and drives it out of them: no such tables here. */
function steady<Numbers extends LayerNumbers>(layer: Numbers): Numbers {
  const { pool, priorShare } = layer
  return 'rate' in pool || priorShare === null ? layer : { ...layer, pool: { ...pool, front: 'outside' } }
}

function pair(numbers: PlanNumbers, eligible: Fen, more: Fen, used: BillInput['used']) {
  const second = numbers.second === null ? null : steady(numbers.second)
  const { apportion: take } = compilePlan(planOfNumbers({ ...steady(numbers), second }), today)
  const [less, larger] = [eligible, addFen(eligible, more)].map((each) => accepted(take(eligibleOnly(each, used))))
  assert.ok(less !== undefined && larger !== undefined)
  return { less, larger }
}

test('a larger bill never gets less from the fund', () => {
  fc.assert(
    fc.property(anyNumbers(1000), someFen(1000), someFen(1000), anyBill(1000), (numbers, eligible, more, { used }) => {
      const { less, larger } = pair(numbers, eligible, more, used)
      assert.ok(less.fund <= larger.fund)
    }),
    { numRuns: 500 },
  )
})

const toTheFen = fc.constant(halfUpFen)

test('a larger bill never gets less from two funds, the second of which takes up what the first left', () => {
  const two = anyTwoLayers(1000, toTheFen, ['rest', 'restAboveDeductible'])
  fc.assert(
    fc.property(two, someFen(1000), someFen(1000), anyBill(1000), (numbers, eligible, more, { used }) => {
      const { less, larger } = pair(numbers, eligible, more, used)
      assert.ok(less.fund <= larger.fund)
    }),
    { numRuns: 500 },
  )
})

test('a larger bill never costs the person less, when every share is rounded to the fen', () => {
  fc.assert(
    fc.property(anyNumbers(1000, toTheFen), someFen(1000), someFen(1000), anyBill(1000), (numbers, a, b, { used }) => {
      const { less, larger } = pair(numbers, a, b, used)
      assert.ok(less.person <= larger.person)
    }),
    { numRuns: 500 },
  )
})

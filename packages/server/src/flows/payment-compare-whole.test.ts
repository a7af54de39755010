import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileScheme, groupCase } from '@yibao/core/drg'
import { divisionCode, fen, sumFen } from '@yibao/core/kernel'
import { drgCaseGroup, preparePlan } from '@yibao/core/payment'
import { pricedYear } from '../../sim/priced-year.ts'
import { caseMix } from '../../sim/priced-year-mix.ts'
import { signedRegion } from '../../sim/signed-people.ts'
import { loadPaymentFolder } from '../files/payment-folder.ts'
import { readSchemeFolder } from '../files/scheme-folder.ts'
import { policyFolder, starterScheme } from '../files/shipped.ts'
import { comparePlans } from './payment-compare.ts'
import { headCharges } from './payment-compare-whole.ts'
import { fittedPlan, measureYear } from './payment-fit.ts'

test('every charge is somebody’s own, elsewhere for one and of others for another, or of nobody signed on', () => {
  const signed = new Map([
    ['P1', 'A'],
    ['P2', 'A'],
    ['P3', 'B'],
  ])
  const charges = headCharges({ label: '', heads: [], signedWith: (insuredId) => signed.get(insuredId) ?? null })
  for (const [who, place, amount] of [
    ['P1', 'A', 100],
    ['P2', 'B', 70],
    ['P3', 'A', 5],
    ['P4', 'B', 11],
  ] as const) {
    charges.add(who, place, fen(amount))
  }
  assert.deepEqual(charges.of('A', 'charged'), { own: 100, elsewhere: 70, others: 5 })
  assert.deepEqual(charges.of('B', 'charged'), { own: 0, elsewhere: 5, others: 81 })
  assert.deepEqual(charges.of('A', 'apart'), { own: 100, elsewhere: 0, others: 5 })
})

test('heads and budgets beside priced stays on one generated year: the same people for the same seed, money kept', async () => {
  const { scheme } = await readSchemeFolder(starterScheme)
  const grouper = compileScheme(scheme)
  const [seed, year, cases] = [3, 2025, 1_500]
  const made = pricedYear({
    seed,
    year,
    cases,
    institutions: 6,
    division: divisionCode('990401'),
    mix: caseMix(scheme, seed),
    scheme: '310',
  })
  const source = { label: 'generated', count: cases, read: () => made.stream() }
  const drg = ({ record }: { readonly record: Parameters<typeof groupCase>[1] }) =>
    drgCaseGroup(groupCase(grouper, record))
  const progress = (): void => undefined
  const measured = await measureYear({ year, source, drg, dipRules: null, progress })
  const loaded = await loadPaymentFolder(`${policyFolder}/payment`)
  assert.ok(loaded.ok)
  const plans = ['example-global-budget', 'example-capitation'].map((id) => {
    const found = loaded.value.plans.find(({ plan }) => plan.id === id)
    assert.ok(found !== undefined)
    const { plan, tables } = fittedPlan(found.plan, measured)
    return { name: { zh: id, en: id }, prepared: preparePlan(plan, tables), neutral: true }
  })
  const compare = () =>
    comparePlans({
      year,
      source,
      plans,
      groupers: { drg, dip: null },
      signups: { label: '', ...signedRegion(seed, measured.institutions) },
      progress,
    })
  const once = await compare()
  assert.deepEqual(once.leftOut, {})
  assert.deepEqual(
    once.values.map(({ yearEnd }) => yearEnd),
    [null, null],
  )
  const charged = sumFen(measured.charges.map(({ fund }) => fund))
  const { methods } = once.comparison.sums
  assert.deepEqual(
    methods.map(({ payable }) => payable),
    [charged, charged],
  )
  assert.ok(methods.every(({ yearEnd }) => Math.abs(yearEnd) < charged / 5))
  assert.ok(once.comparison.institutions.some((row) => row.methods[1]?.yearEnd !== 0))
  assert.deepEqual((await compare()).comparison, once.comparison)
  const without = await comparePlans({ year, source, plans, groupers: { drg, dip: null }, progress })
  assert.equal(without.values[1]?.yearEnd?.code, 'payment.no-people')
})

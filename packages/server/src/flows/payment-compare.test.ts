import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { compileScheme, groupCase } from '@yibao/core/drg'
import type { DischargedCase } from '@yibao/core/encounter'
import { divisionCode } from '@yibao/core/kernel'
import { drgCaseGroup, preparePlan } from '@yibao/core/payment'
import { pricedYear } from '../../sim/priced-year.ts'
import { caseMix } from '../../sim/priced-year-mix.ts'
import { readDipRules } from '../files/dip-rules.ts'
import { loadPaymentFolder } from '../files/payment-folder.ts'
import { readSchemeFolder } from '../files/scheme-folder.ts'
import { policyFolder, starterScheme } from '../files/shipped.ts'
import { type CaseSource, comparePlans } from './payment-compare.ts'
import { fittedPlan, measureYear } from './payment-fit.ts'

const { scheme } = await readSchemeFolder(starterScheme)
const grouper = compileScheme(scheme)
const drg = ({ record }: DischargedCase) => drgCaseGroup(groupCase(grouper, record))
const division = divisionCode('990301')
const mix = caseMix(scheme, 3, { draws: 5_000 })
const year = pricedYear({ seed: 3, year: 2025, cases: 1_200, institutions: 12, division, mix })
const source: CaseSource = { label: 'generated', count: year.cases, read: () => year.stream() }
const progress = () => undefined

async function plansNamed(...names: readonly string[]) {
  const loaded = await loadPaymentFolder(join(policyFolder, 'payment'))
  assert.ok(loaded.ok)
  return names.map((name) => {
    const found = loaded.value.plans.find(({ plan }) => plan.id === name)
    assert.ok(found !== undefined, name)
    return { ...found.plan, division }
  })
}

async function compared(from: CaseSource, ...names: readonly string[]) {
  const plans = await plansNamed(...names)
  const dipRules = await readDipRules(join(policyFolder, 'dip', 'example', 'rules.yaml'), null)
  const measured = await measureYear({ year: 2025, source: from, drg, dipRules, progress })
  const fitted = plans.map((plan) => fittedPlan(plan, measured))
  return comparePlans({
    year: 2025,
    source: from,
    plans: fitted.map(({ plan, tables }) => ({
      name: { zh: plan.label, en: plan.labelEn },
      prepared: preparePlan(plan, tables),
      neutral: true,
    })),
    groupers: { drg, dip: measured.dip?.group ?? null },
    progress,
  })
}

test('a year under DRG points and DRG rates: every case in each method once, what is left out is counted with its reason', async () => {
  const { comparison, leftOut, examples } = await compared(source, 'sandbox-drg-points', 'sandbox-drg-rate')
  const left = Object.values(leftOut).reduce((sum, count) => sum + count, 0)
  assert.equal(comparison.sums.cases + left, 1_200)
  assert.deepEqual(examples.map(({ code }) => code).sort(), Object.keys(leftOut))
  // Nursing homes without a level: the sandbox plan knows no coefficient for them.
  assert.ok(Object.keys(leftOut).includes('payment.institution-without-level'))
  for (const { kinds } of comparison.sums.methods) {
    assert.equal(
      Object.values(kinds).reduce((sum, count) => sum + count, 0),
      comparison.sums.cases,
    )
  }
})

test('weights measured on the cases have a mean of one, so the case-mix index of the region is near it', async () => {
  const { comparison } = await compared(source, 'sandbox-drg-rate')
  const cmi = (comparison.sums.cmiPpm ?? 0) / 1_000_000
  assert.ok(Math.abs(cmi - 1) < 0.05, String(cmi))
})

test('a rate is set so that what the cases cost is what they are paid, to a hundredth', async () => {
  const { comparison } = await compared(source, 'sandbox-drg-rate')
  const [rate] = comparison.sums.methods
  assert.ok(rate !== undefined)
  const cost = comparison.sums.total
  assert.ok(Math.abs(rate.standard - cost) < cost / 100, `${rate.standard} ${cost}`)
})

test('DIP beside DRG: a directory is built of the cases themselves', async () => {
  const { comparison } = await compared(source, 'example-dip', 'example-drg-points')
  assert.ok(comparison.sums.cases > 200)
  assert.ok((comparison.sums.methods[0]?.kinds.normal ?? 0) > 0)
})

test('cases that come in another order, and one by one from elsewhere, come to the same fen', async () => {
  const backwards: CaseSource = {
    label: 'backwards',
    count: null,
    async *read() {
      for (let index = year.cases - 1; index >= 0; index -= 1) yield year.caseAt(index)
    },
  }
  const [one, other] = [await compared(source, 'sandbox-drg-points'), await compared(backwards, 'sandbox-drg-points')]
  assert.deepEqual(other.comparison, one.comparison)
  assert.deepEqual(other.values, one.values)
})

test('plans of DIP cannot be fitted without rules of a directory', async () => {
  const [plan] = await plansNamed('example-dip')
  const measured = await measureYear({ year: 2025, source, drg, dipRules: null, progress })
  assert.ok(plan !== undefined)
  assert.throws(() => fittedPlan(plan, measured), /--dip-rules/)
})

test('a source without cases is refused with what to do, and an institution graded anew is one institution', async () => {
  const none: CaseSource = { label: '空 empty', count: 0, read: () => [] }
  await assert.rejects(compared(none, 'sandbox-drg-points'), /没有病例 no cases/)
  await assert.rejects(
    comparePlans({ year: 2025, source: none, plans: [], groupers: { drg, dip: null }, progress }),
    /没有病例 no cases/,
  )
  const [first] = year.places
  const regraded: CaseSource = {
    ...source,
    *read() {
      for (const one of year.stream())
        yield one.providerCode === first?.providerCode && one.dischargedOn < '2025-07-01'
          ? { ...one, providerLevel: 'secondary' as const }
          : one
    },
  }
  const { comparison } = await compared(regraded, 'sandbox-drg-points', 'sandbox-drg-rate')
  const row = comparison.institutions.find(({ providerCode }) => providerCode === first?.providerCode)
  assert.equal(row?.level, first?.level)
})

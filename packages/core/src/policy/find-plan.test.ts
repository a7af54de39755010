import assert from 'node:assert/strict'
import { test } from 'node:test'
import { division, planWith, regionWith } from '../../tests/support/plan.ts'
import { divisionCode, ok, refuse } from '../kernel/index.ts'
import { findPlan } from './find-plan.ts'

const employees = planWith([], [], { id: 'employees', scheme: '310', care: ['outpatient', 'pharmacy'] })
const residents = planWith([], [], { id: 'residents', scheme: '390', care: ['outpatient'] })
const pack = regionWith([employees, residents])

test('a person gets the plan of the own region, scheme and kind of care', () => {
  assert.deepEqual(findPlan(pack, division, '310', 'pharmacy'), ok({ pack, plan: employees }))
  assert.deepEqual(findPlan(pack, division, '390', 'outpatient'), ok({ pack, plan: residents }))
})

test('no other scheme, kind of care or region stands in for a plan that is missing', () => {
  const missing = (scheme: string, care: 'pharmacy' | 'inpatient', where = division) =>
    refuse({ code: 'policy.no-plan', division: where, scheme, care })
  assert.deepEqual(findPlan(pack, division, '390', 'pharmacy'), missing('390', 'pharmacy'))
  assert.deepEqual(findPlan(pack, division, '310', 'inpatient'), missing('310', 'inpatient'))
  const county = divisionCode('990001')
  assert.deepEqual(findPlan(undefined, county, '310', 'pharmacy'), missing('310', 'pharmacy', county))
})

test('a plan that is only asked for by its name is nobody’s by itself', () => {
  const unnamed = regionWith([planWith([], [], { scheme: null, care: [] })])
  assert.equal(findPlan(unnamed, division, '310', 'outpatient').ok, false)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { division, planWith, regionWith } from '../../tests/support/plan.ts'
import { divisionCode, ok, refuse } from '../kernel/index.ts'
import { findPlan } from './find-plan.ts'

const employees = planWith([], [], { id: 'employees', scheme: '310', care: ['outpatient', 'pharmacy'] })
const residents = planWith([], [], { id: 'residents', scheme: '390', care: ['outpatient'] })
const pack = regionWith([employees, residents])
const elsewhere = regionWith([planWith([], [], { id: 'elsewhere' })], { division: divisionCode('990100') })

test('a person gets the plan of the own region, scheme and kind of care', () => {
  assert.deepEqual(findPlan([elsewhere, pack], division, '310', 'pharmacy'), ok({ pack, plan: employees }))
  assert.deepEqual(findPlan([elsewhere, pack], division, '390', 'outpatient'), ok({ pack, plan: residents }))
})

test('no other scheme, kind of care or region stands in for a plan that is missing', () => {
  const missing = (scheme: string, care: 'pharmacy' | 'inpatient', where = division) =>
    refuse({ code: 'policy.no-plan', division: where, scheme, care })
  assert.deepEqual(findPlan([pack], division, '390', 'pharmacy'), missing('390', 'pharmacy'))
  assert.deepEqual(findPlan([pack], division, '310', 'inpatient'), missing('310', 'inpatient'))
  const county = divisionCode('990001')
  assert.deepEqual(findPlan([pack], county, '310', 'pharmacy'), missing('310', 'pharmacy', county))
})

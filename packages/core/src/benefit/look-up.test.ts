import assert from 'node:assert/strict'
import { test } from 'node:test'
import { place, planWith, rateBy } from '../../tests/support/plan.ts'
import { accepted, refusalOf } from '../../tests/support/world.ts'
import { InvariantError, isoDate, ppm } from '../kernel/index.ts'
import { type Classification, type Facts, resolveParameter } from '../policy/index.ts'
import { lookUpFor } from './look-up.ts'

const hospital: Classification = {
  name: 'hospital',
  place,
  rows: [
    { when: [{ fact: 'level', oneOf: ['tertiary'] }], is: 'large' },
    { when: [{ fact: 'level', oneOf: ['primary'] }], is: 'small' },
  ],
}
const parameters = [
  rateBy('byHospital', 'hospital', { large: ppm(1) }),
  rateBy('byStatus', 'personStatus', { retired: ppm(2) }),
]
const plan = planWith(parameters, [], { classes: [hospital] })
const resolved = new Map(
  parameters.map((each) => [each.name, resolveParameter('example', each, isoDate('2025-03-02'))]),
)

const ask = (parameter: string, facts: Facts) =>
  lookUpFor(plan, resolved, new Map([['hospital', hospital]]), facts)(parameter)

test('a class of the plan, or else a fact of the bill, chooses the row', () => {
  assert.equal(accepted(ask('byHospital', { level: 'tertiary' })).value, 1)
  assert.equal(accepted(ask('byStatus', { personStatus: 'retired' })).value, 2)
})

test('a class of the plan goes before a fact of the same name', () => {
  assert.equal(accepted(ask('byHospital', { level: 'tertiary', hospital: 'small' })).value, 1)
})

test('who has no class is refused, and so is a class without a value', () => {
  assert.equal(refusalOf(ask('byHospital', { level: 'secondary' })).code, 'policy.no-class')
  assert.equal(refusalOf(ask('byStatus', {})).code, 'policy.no-class')
  assert.equal(refusalOf(ask('byHospital', { level: 'primary' })).code, 'policy.no-value')
})

test('a parameter that the plan does not have is a mistake of the loader', () => {
  assert.throws(() => ask('unheardOf', {}), InvariantError)
})

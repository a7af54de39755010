import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Plan } from '@yibao/core/policy'
import { basicLayer, examplePlan, parameter, place } from '../../tests/support/example-plan.ts'
import { allFacts, askedFacts } from './asked-facts.ts'

const byPlace = { ...parameter('rate', '支付比例', 'rate', 0 as never), by: ['place'] }
const plan: Plan = {
  ...examplePlan,
  inputs: [{ name: 'diseases', label: '病种', kind: 'list', words: [], each: 'disease' }],
  classes: [
    {
      name: 'place',
      rows: [
        { when: [{ fact: 'level', oneOf: ['tertiary'] }], is: 'level3' },
        { when: [{ fact: 'size', oneOf: ['small'] }], is: 'small' },
      ],
      place,
    },
    { name: 'size', rows: [{ when: [{ fact: 'kind', oneOf: ['clinic'] }], is: 'small' }], place },
    { name: 'idle', rows: [{ when: [{ fact: 'referral', oneOf: ['up'] }], is: 'up' }], place },
  ],
  parameters: { ...examplePlan.parameters, rate: byPlace, limit: { ...byPlace, name: 'limit', by: ['disease'] } },
  layers: [{ ...basicLayer, when: [{ fact: 'personStatus', oneOf: ['retired'] }] }],
}

test('facts are found behind layers, parameters and classes, one word of a list by its list', () => {
  assert.deepEqual(askedFacts(plan), ['personStatus', 'level', 'kind', 'diseases'])
})

test('what no layer comes to is asked for all the same when everything counts', () => {
  assert.deepEqual(allFacts(plan), ['level', 'kind', 'referral', 'diseases', 'personStatus'])
})

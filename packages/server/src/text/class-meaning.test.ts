import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Condition, Rules } from '@yibao/core/policy'
import { examplePlan } from '../../tests/support/example-plan.ts'
import { classMeaning } from './class-meaning.ts'

const place = { file: 'plan.yaml', line: 1 }
const when = (...conditions: readonly Condition[]) => conditions
const rules: Rules = {
  ...examplePlan,
  classes: [
    {
      name: 'place',
      place,
      rows: [
        { when: when({ fact: 'level', oneOf: ['tertiary'] }), is: 'level3' },
        { when: when({ fact: 'kind', oneOf: ['community', 'township'] }), is: 'community' },
        { when: when(), is: 'other' },
      ],
    },
    {
      name: 'age-group',
      place,
      rows: [
        {
          when: when({ fact: 'place', oneOf: ['level3'] }, { fact: 'age', atLeast: 70, atMost: null }),
          is: 'old',
        },
        { when: when({ fact: 'personStatus', oneOf: ['retired'] }), is: 'old' },
      ],
    },
  ],
}

test('a class says what it stands for, what is left over says so', () => {
  assert.equal(classMeaning(rules, 'place', 'level3', 'zh'), '三级')
  assert.equal(classMeaning(rules, 'place', 'community', 'zh'), '社区卫生服务机构、乡镇卫生院')
  assert.equal(classMeaning(rules, 'place', 'community', 'en'), 'community health centre or township health centre')
  assert.equal(classMeaning(rules, 'place', 'other', 'zh'), '其他')
})

test('a class of classes, of ages and of several ways names all of them', () => {
  assert.equal(classMeaning(rules, 'age-group', 'old', 'zh'), '三级，年龄 ≥ 70 或 退休')
  assert.equal(classMeaning(rules, 'age-group', 'old', 'en'), 'tertiary, age ≥ 70 or retired')
})

test('a word of a fact is what the fact calls it, an unknown one stands for itself', () => {
  assert.equal(classMeaning(rules, 'personStatus', 'active', 'zh'), '在职')
  assert.equal(classMeaning(rules, 'place', 'level9', 'zh'), 'level9')
})

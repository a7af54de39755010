import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isoDate } from '../kernel/index.ts'
import { compileRules } from './compile-rules.ts'
import { holdKnownIn } from './hold-known.ts'
import type { Condition, Facts, Rules } from './types.ts'

const place = { file: 'example.yaml', line: 1 }
const rules: Rules = {
  id: 'example',
  label: '示例',
  labelEn: 'Example',
  inputs: [],
  classes: [{ name: 'group', rows: [{ when: [{ fact: 'age', atLeast: 70, atMost: null }], is: 'old' }], place }],
  parameters: {},
  formulas: {},
  place,
}
const retired: Condition = { fact: 'personStatus', oneOf: ['retired'] }
const old: Condition = { fact: 'age', atLeast: 70, atMost: null }

function asked(facts: Facts, conditions: readonly Condition[]) {
  const scope = compileRules(rules, isoDate('2025-01-01')).bind(facts, null)
  const holds = holdKnownIn(scope, conditions)
  return { holds, refusal: scope.refusal }
}

test('known facts decide', () => {
  assert.deepEqual(asked({ personStatus: 'retired', age: 71 }, [retired, old]), { holds: true, refusal: null })
  assert.deepEqual(asked({ personStatus: 'retired', age: 69 }, [retired, old]), { holds: false, refusal: null })
  assert.deepEqual(asked({}, []), { holds: true, refusal: null })
})

test('what an earlier condition settled needs no later fact', () => {
  assert.deepEqual(asked({ personStatus: 'active' }, [retired, old]), { holds: false, refusal: null })
})

test('a fact that is needed and missing is refused, not taken for a no', () => {
  const refusal = { code: 'policy.no-fact', plan: 'example', fact: 'age', place }
  assert.deepEqual(asked({ personStatus: 'retired' }, [retired, old]), { holds: false, refusal })
})

test('a class that no row gives is refused as such', () => {
  const { holds, refusal } = asked({ age: 30 }, [{ fact: 'group', oneOf: ['old'] }])
  assert.deepEqual([holds, refusal?.code], [false, 'policy.no-class'])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authorIsTold, lineOf, packOf, plan, problemsOf } from '../../tests/support/policy-folder.ts'

const head = '    label: 分段不含起付线\n'

test('a reading is a whole plan in which what it names is replaced', async (t) => {
  const own = `${head}    parameters:
      stays: { label: 次数, kind: number, values: [{ from: 2020-01-01, value: 3, source: 示例 }] }
    classes:
      place: [{ when: { level: tertiary }, is: high }, { when: { age: 60.. }, is: long }, { is: low }]
`
  const [whole] = (await packOf(t, { plan: plan.replace(head, own) })).plans
  const other = whole?.readings.outside
  assert.equal(other?.label, '分段不含起付线')
  assert.deepEqual(
    [whole, other].map((read) => read?.layers.map(({ steps }) => steps.map((step) => 'front' in step && step.front))),
    [
      [[false, 'inside', false], [false]],
      [[false, 'outside', false], [false]],
    ],
  )
  assert.deepEqual(
    [whole, other].map((read) => read?.parameters.stays?.rows[0]?.values[0]?.value),
    [2_500_000, 3_000_000],
  )
  assert.deepEqual(
    other?.classes.map(({ name }) => name),
    ['place', 'aided'],
    'what is replaced stays in its place',
  )
  assert.deepEqual(other?.classes[0]?.rows[1]?.when, [{ fact: 'age', atLeast: 60, atMost: null }])
  assert.deepEqual(other?.readings, {})
})

authorIsTold('readings', [
  [
    'a reading that replaces nothing',
    plan.slice(plan.indexOf(head)),
    head,
    'a reading that replaces nothing',
    '  outside:',
  ],
  [
    'a part that no reading replaces',
    head,
    `${head}    care: [outpatient]\n`,
    'unknown key `care`',
    '    care: [outpatient]',
  ],
  ['a mistake in what it replaces', 'front: outside', 'front: beside', '`front` has no such value'],
  ['a name that is none', '  outside:', '  Out-side:', '`Out-side` cannot name a reading'],
  [
    'a parameter of its own that it does not use',
    head,
    `${head}    parameters:\n      idle: { label: 闲, kind: rate, values: [{ from: 2020-01-01, value: 1%, source: 示例 }] }\n`,
    'nothing uses `idle`',
    '      idle:',
  ],
])

test('what only a reading uses is not idle', async (t) => {
  const idle = `  only: { label: 只在另一读法, kind: money, values: [{ from: 2020-01-01, value: 1 yuan, source: 示例 }] }\n`
  const text = plan.replace('  relief:\n', `${idle}  relief:\n`)
  const [problem] = await problemsOf(t, { plan: text })
  assert.deepEqual([problem?.what, problem?.line], ['nothing uses `only`', lineOf(text, '  only:')])
  const used = `${head}    formulas: { due: { label: 应付, is: only } }\n`
  assert.equal((await packOf(t, { plan: text.replace(head, used) })).plans.length, 1)
})

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
  [
    'layers that are no list',
    plan.slice(plan.indexOf(head)),
    `${head}    layers: foo\n`,
    '`layers` is not a list',
    '    layers: foo',
  ],
  [
    'layers of none',
    plan.slice(plan.indexOf(head)),
    `${head}    layers: []\n`,
    '`layers` of a reading is empty',
    '    layers: []',
  ],
  [
    'formulas that are no mapping',
    head,
    `${head}    formulas: foo\n`,
    '`formulas` is not a mapping',
    '    formulas: foo',
  ],
  [
    'what the plan reads as well',
    'front: outside',
    'startsAt: { used: elig }, front: inside',
    'the reading reads nothing else',
    '  outside:',
  ],
  [
    'a new formula that it does not use',
    head,
    `${head}    formulas: { yearCap: { label: 限额, is: deductible } }\n`,
    'nothing uses `yearCap`',
    'yearCap',
  ],
  [
    'a new total that it does not use',
    head,
    `${head}    totals: { more: { label: 累计, adds: basic.paid } }\n`,
    'nothing uses `more`',
    'totals: { more',
  ],
  [
    'a new layer that is not complete',
    '          - { step: payment-limit, limit: annualCap, total: paid }\n',
    '          - { step: payment-limit, limit: annualCap, total: paid }\n      - layer: more\n',
    '`payer` is missing',
    '- layer: more',
  ],
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

test('a reading whose layers are no list is told that alone', async (t) => {
  const problems = await problemsOf(t, { plan: `${plan.slice(0, plan.indexOf(head))}${head}    layers: foo\n` })
  assert.deepEqual(
    problems.map(({ what }) => what),
    ['`layers` is not a list'],
  )
})

test('a reading may add a whole layer at the end, and totals that its steps count over', async (t) => {
  const limit = '          - { step: payment-limit, limit: annualCap, total: paid }\n'
  const more = `${limit}      - layer: more
        label: 补充
        payer: other
        base: { difference: [eligible, paid] }
        steps:
          - { step: rate, rate: aidRate }
          - { step: payment-limit, limit: annualCap, total: extra }
    totals:
      extra: { label: 补充累计, adds: more.paid }
`
  const [whole] = (await packOf(t, { plan: plan.replace(limit, more) })).plans
  assert.deepEqual(
    whole?.readings.outside?.layers.map(({ name }) => name),
    ['basic', 'aid', 'more'],
  )
})

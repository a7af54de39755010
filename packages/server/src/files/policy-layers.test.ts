import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authorIsTold, packOf } from '../../tests/support/policy-folder.ts'

const rate = '      - { step: rate, rate: aidRate }\n'
const tiers = '      - { step: tiers, tiers: bands, startsAt: { used: elig }, front: inside }\n'

authorIsTold('layers', [
  ['a layer without a payer', '    payer: assistance\n', '', '`payer` is missing', '  - layer: aid'],
  ['a payer that nobody knows', 'payer: assistance', 'payer: charity', '`payer` has no such value'],
  [
    'two layers of one name',
    '- layer: aid',
    '- layer: basic\n    #',
    'two layers are called `basic`',
    '- layer: basic\n    #',
  ],
  ['a layer that is called like streams', '- layer: aid', '- layer: stream', '`stream` cannot name a layer'],
  [
    'a condition on a word that never occurs',
    '[first, second] }\n    base',
    '[third] }\n    base',
    '`aided` never has this',
  ],
  [
    'a list word in hand outside its list',
    '{ aided: [first, second] }',
    '{ disease: heart }',
    '`disease` is only known',
  ],
])

authorIsTold('steps', [
  ['a step that does not exist', 'step: rate, rate: aidRate', 'step: share, rate: aidRate', 'no such step'],
  ['a step without its name', '- { step: rate, rate: aidRate }', '- { rate: aidRate }', 'a step without its name'],
  ['no step that pays', rate, '      []\n', 'no step says what the payer pays', '    steps:\n      []\n'],
  [
    'two steps that pay',
    rate,
    `${rate}      - { step: pay, amount: income }\n`,
    'a second step that pays',
    '{ step: pay,',
  ],
  [
    'a deductible after the payment',
    rate,
    `${rate}      - { step: deductible, amount: income }\n`,
    'deductible after the payer has paid',
    '      - { step: deductible, amount: income }',
  ],
  [
    'a limit before the payment',
    rate,
    `      - { step: payment-limit, limit: income }\n${rate}`,
    'payment-limit before the payer has paid',
    '      - { step: payment-limit, limit: income }',
  ],
  [
    'a floor behind the limit',
    rate,
    `${rate}      - { step: payment-limit, limit: income }\n      - { step: at-least, amount: income }\n`,
    'at-least behind the payment-limit',
    '{ step: at-least, amount: income }',
  ],
  [
    'a limit on cost behind the deductible',
    rate,
    `      - { step: deductible, amount: income }\n      - { step: cost-limit, limit: income }\n${rate}`,
    'cost-limit behind the deductible',
    '{ step: cost-limit, limit: income }',
  ],
  [
    'a table without its front',
    ', startsAt: { used: elig }, front: inside',
    '',
    '`front` is missing',
    '{ step: tiers, tiers: bands }',
  ],
  ['a key of another step', tiers, tiers.replace('front: inside', 'front: inside, total: elig'), 'unknown key `total`'],
])

authorIsTold('amounts that no step makes', [
  [
    'the cost above a limit that is not there',
    'adds: basic.deductible',
    'adds: aid.costOverPaymentLimit',
    '`aid` has no step payment-limit',
  ],
  ['a deductible that nobody takes', 'adds: basic.deductible', 'adds: aid.deductible', '`aid` has no step deductible'],
  [
    'a prior share within a formula',
    '{ product: [deductible, relief] }',
    '{ sum: [{ product: [deductible, relief] }, basic.priorShare] }',
    '`basic` has no step prior-share',
  ],
])

const paidLimit = `${tiers}      - { step: payment-limit, limit: annualCap, total: paid }`

authorIsTold('running totals', [
  [
    'a total that is not defined',
    paidLimit,
    paidLimit.replace('total: paid', 'total: pade'),
    'no such running total: `pade`',
    'total: pade',
  ],
  [
    'a limit that counts something else',
    paidLimit,
    paidLimit.replace('total: paid', 'total: dedc'),
    'payment-limit counts over `dedc`',
    'limit: annualCap, total: dedc',
  ],
  [
    'a limit that counts what another payer pays',
    'steps:\n      - { step: rate, rate: aidRate }',
    'steps:\n      - { step: rate, rate: aidRate }\n      - { step: payment-limit, limit: income, total: paid }',
    'payment-limit counts over `paid`, which adds `basic.paid`',
    'limit: income, total: paid',
  ],
  [
    'a deductible that counts what another layer has taken',
    rate,
    `      - { step: deductible, amount: income, total: dedc }\n${rate}`,
    'deductible counts over `dedc`, which adds `basic.deductible`',
    'amount: income, total: dedc',
  ],
  ['a code that is too long', '  elig:', '  eligible_sum:', 'not a code of a running total'],
  ['a total of no amount', 'adds: ordinary', 'adds: ordinery', 'no such amount: `ordinery`'],
  ['a span that does not exist', 'over: stay', 'over: week', '`over` has no such value'],
])

test('a layer keeps its conditions, its steps in order and the rounding of the plan', async (t) => {
  const [basic, aid] = (await packOf(t)).plans[0]?.layers ?? []
  assert.deepEqual(
    basic?.steps.map(({ step }) => step),
    ['deductible', 'tiers', 'payment-limit'],
  )
  assert.deepEqual(basic?.steps[1], {
    step: 'tiers',
    tiers: 'bands',
    rate: { bandRate: true },
    startsAt: { used: 'elig' },
    front: 'inside',
  })
  assert.deepEqual(aid?.when, [{ fact: 'aided', oneOf: ['first', 'second'] }])
  assert.deepEqual(aid?.base, { difference: [{ amount: 'eligible' }, { amount: 'basic.paid' }] })
  assert.deepEqual(aid?.rounding, { mode: 'half-up', unit: 'fen' })
})

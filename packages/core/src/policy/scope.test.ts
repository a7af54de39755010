import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compiledFor, scopeFor } from '../../tests/support/ask.ts'
import { classification, money, moneyBy, place, rulesWith } from '../../tests/support/plan.ts'
import { fen, InvariantError, isoDate, ok, refuse } from '../kernel/index.ts'
import { findIn, holdIn, refuseIn, unlessRefused, wordIn } from './scope.ts'

const hospital = classification('hospital', [
  ['community', { fact: 'kind', oneOf: ['community', 'township'] }],
  ['large', { fact: 'level', oneOf: ['tertiary'] }, { fact: 'locality', oneOf: ['local'] }],
  ['other', { fact: 'level', oneOf: ['tertiary', 'secondary'] }],
])
const care = classification('care', [
  ['near', { fact: 'hospital', oneOf: ['community', 'other'] }],
  ['far', { fact: 'hospital', oneOf: ['large'] }],
])
const rules = rulesWith(
  [
    money('everybody', fen(1)),
    moneyBy('deductible', 'hospital', { community: fen(300_00), large: fen(1200_00) }),
    moneyBy('byGroup', 'group', { poor: fen(5) }),
    moneyBy('byAge', 'age', { 60: fen(6) }),
  ],
  { classes: [hospital, care] },
)

test('the first row that fits decides, even when a later one fits too', () => {
  const facts = { kind: 'community', level: 'tertiary', locality: 'local' }
  assert.equal(wordIn(scopeFor(rules, facts), 'hospital'), 'community')
  assert.equal(wordIn(scopeFor(rules, { ...facts, kind: 'hospital' }), 'hospital'), 'large')
  assert.equal(wordIn(scopeFor(rules, { ...facts, kind: 'hospital', locality: 'outside' }), 'hospital'), 'other')
})

test('a class may ask for an earlier class', () => {
  assert.equal(wordIn(scopeFor(rules, { kind: 'township' }), 'care'), 'near')
  assert.equal(wordIn(scopeFor(rules, { kind: 'hospital', level: 'tertiary', locality: 'local' }), 'care'), 'far')
})

test('a condition asks for a class as it asks for a fact', () => {
  const scope = scopeFor(rules, { kind: 'community', group: 'poor' })
  assert.ok(
    holdIn(scope, [
      { fact: 'hospital', oneOf: ['community'] },
      { fact: 'group', oneOf: ['poor'] },
    ]),
  )
  assert.ok(!holdIn(scope, [{ fact: 'hospital', oneOf: ['large'] }]))
})

test('who fits no row has no class, and the refusal says where the law should speak', () => {
  const scope = scopeFor(rules, { kind: 'hospital', level: 'primary' })
  assert.equal(wordIn(scope, 'hospital'), null)
  const noClass = { code: 'policy.no-class', plan: 'example', classification: 'hospital', place } as const
  assert.deepEqual(unlessRefused(scope, 1), refuse(noClass))
})

test('a class that builds on a class nobody has is refused in the name of the first', () => {
  const scope = scopeFor(rules, { kind: 'hospital', level: 'primary' })
  assert.equal(wordIn(scope, 'care'), null)
  assert.ok(scope.refusal?.code === 'policy.no-class' && scope.refusal.classification === 'hospital')
})

test('a row that hangs on a fact that nobody told gives its place to no other', () => {
  const scope = scopeFor(rules, { level: 'tertiary' })
  assert.equal(wordIn(scope, 'hospital'), null)
  assert.ok(scope.refusal?.code === 'policy.no-fact' && scope.refusal.fact === 'kind')
})

test('a class is decided once for one case, and anew for the next', () => {
  const { bind } = compiledFor(rules)
  const facts: Record<string, string> = { kind: 'community' }
  const scope = bind(facts, {})
  assert.equal(wordIn(scope, 'hospital'), 'community')
  facts.kind = 'hospital'
  facts.level = 'secondary'
  assert.equal(wordIn(scope, 'hospital'), 'community')
  assert.equal(wordIn(bind(facts, {}), 'hospital'), 'other')
})

test('a fact without a class of its name stands for itself, a number by its digits', () => {
  assert.equal(wordIn(scopeFor(rules, { group: 'poor' }), 'group'), 'poor')
  assert.equal(findIn(scopeFor(rules, { age: 60 }), 'byAge')?.value, 6)
})

test('a fact that a number is written by, and that nobody stated, is refused by its name', () => {
  for (const facts of [{}, { group: ['poor'] }]) {
    const scope = scopeFor(rules, facts)
    assert.equal(findIn(scope, 'byGroup'), null)
    assert.ok(scope.refusal !== null && JSON.stringify(scope.refusal).includes('"group"'))
  }
})

test('a value is found for the class of the case, with its source', () => {
  const found = findIn(scopeFor(rules, { kind: 'community' }), 'deductible')
  assert.deepEqual([found?.value, found?.key, found?.source], [300_00, ['community'], '示例规定 deductible'])
  assert.equal(findIn(scopeFor(rules), 'everybody')?.value, 1)
})

test('a class of which a number says nothing gets none of a neighbouring class', () => {
  const scope = scopeFor(rules, { kind: 'hospital', level: 'secondary' })
  assert.equal(findIn(scope, 'deductible'), null)
  assert.ok(scope.refusal?.code === 'policy.no-value' && scope.refusal.reason === 'no-such-class')
})

test('a day before the law is refused with that day', () => {
  const scope = compiledFor(rules, isoDate('2019-12-31')).bind({}, {})
  assert.equal(findIn(scope, 'everybody'), null)
  assert.ok(scope.refusal?.code === 'policy.no-value' && scope.refusal.on === '2019-12-31')
})

test('of several refusals the first is the one that is told', () => {
  const scope = scopeFor(rules, { kind: 'hospital', level: 'secondary' })
  findIn(scope, 'deductible')
  findIn(scope, 'byGroup')
  const later = { code: 'policy.no-fact', plan: 'example', fact: 'later', place } as const
  assert.equal(refuseIn(scope, later), 0)
  assert.ok(scope.refusal?.code === 'policy.no-value' && scope.refusal.parameter === 'deductible')
})

test('what met no refusal is good', () => {
  assert.deepEqual(unlessRefused(scopeFor(rules), 7), ok(7))
})

test('a parameter that the rules do not have is our own mistake', () => {
  assert.throws(() => findIn(scopeFor(rules), 'unknown'), InvariantError)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isoDate } from '../kernel/index.ts'
import { allHold } from './classify.ts'
import type { Condition, Facts } from './types.ts'

const judged = (facts: Facts, ...conditions: readonly Condition[]) => allHold(conditions, (name) => facts[name])
const holds = (facts: Facts, ...conditions: readonly Condition[]): boolean => judged(facts, ...conditions) === true

const level: Condition = { fact: 'level', oneOf: ['tertiary', 'secondary'] }
const years: Condition = { fact: 'consecutiveYear', atLeast: 3, atMost: 5 }
const born: Condition = { fact: 'bornOn', since: isoDate('1950-01-01'), before: isoDate('1956-01-01') }

test('a word holds when it is one of those named', () => {
  assert.ok(holds({ level: 'secondary' }, level))
  assert.ok(!holds({ level: 'primary' }, level))
})

test('all conditions must hold, and none at all always do', () => {
  assert.ok(holds({ level: 'tertiary', consecutiveYear: 3 }, level, years))
  assert.ok(!holds({ level: 'tertiary', consecutiveYear: 6 }, level, years))
  assert.ok(holds({}))
})

test('both ends of a range of numbers are inside it, an open end has none', () => {
  for (const consecutiveYear of [3, 5]) assert.ok(holds({ consecutiveYear }, years))
  for (const consecutiveYear of [2, 6]) assert.ok(!holds({ consecutiveYear }, years))
  assert.ok(holds({ consecutiveYear: 60 }, { fact: 'consecutiveYear', atLeast: 6, atMost: null }))
  assert.ok(holds({ consecutiveYear: 0 }, { fact: 'consecutiveYear', atLeast: null, atMost: 0 }))
})

test('the first day of a range of dates is inside it, its end is not', () => {
  assert.ok(holds({ bornOn: '1950-01-01' }, born))
  assert.ok(holds({ bornOn: '1955-12-31' }, born))
  assert.ok(!holds({ bornOn: '1956-01-01' }, born))
  assert.ok(!holds({ bornOn: '1949-12-31' }, born))
  assert.ok(holds({ bornOn: '2020-01-01' }, { fact: 'bornOn', since: isoDate('1956-01-01'), before: null }))
  assert.ok(holds({ bornOn: '1900-01-01' }, { fact: 'bornOn', since: null, before: isoDate('1956-01-01') }))
})

test('a list holds when one of its words is named, an empty list never', () => {
  const diseases: Condition = { fact: 'diseases', oneOf: ['diabetes', 'stroke'] }
  assert.ok(holds({ diseases: ['gout', 'stroke'] }, diseases))
  assert.ok(!holds({ diseases: ['gout'] }, diseases))
  assert.ok(!holds({ diseases: [] }, diseases))
})

test('a fact that nobody told leaves the matter open, unless another condition settles it', () => {
  for (const condition of [level, years, born]) assert.equal(judged({}, condition), condition.fact)
  assert.equal(judged({ level: 'tertiary' }, level, years), 'consecutiveYear')
  assert.equal(judged({ level: 'primary' }, years, level), false)
})

test('a trait that nobody noted is one that the person has not', () => {
  assert.equal(judged({}, { fact: 'trait.veteran', oneOf: ['yes'] }), false)
})

test('a fact of another kind than the condition asks for fits none', () => {
  assert.ok(!holds({ consecutiveYear: '4' }, years))
  assert.ok(!holds({ consecutiveYear: ['4'] }, years))
  assert.ok(!holds({ bornOn: 1955 }, born))
})

test('a number is compared with words by its digits', () => {
  assert.ok(holds({ age: 18 }, { fact: 'age', oneOf: ['18'] }))
  assert.ok(!holds({ age: 18 }, { fact: 'age', oneOf: ['018'] }))
})

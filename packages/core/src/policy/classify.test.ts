import assert from 'node:assert/strict'
import { test } from 'node:test'
import { place } from '../../tests/support/plan.ts'
import { ok, refuse } from '../kernel/index.ts'
import { classify } from './classify.ts'
import type { Classification } from './types.ts'

const hospitals: Classification = {
  name: 'hospital',
  place,
  rows: [
    { when: [{ fact: 'kind', oneOf: ['community', 'township'] }], is: 'community' },
    {
      when: [
        { fact: 'level', oneOf: ['tertiary'] },
        { fact: 'locality', oneOf: ['local'] },
      ],
      is: 'large',
    },
    { when: [{ fact: 'level', oneOf: ['tertiary', 'secondary'] }], is: 'other' },
  ],
}

const years: Classification = {
  name: 'years',
  place,
  rows: [
    { when: [{ fact: 'consecutiveYear', atLeast: 3, atMost: 5 }], is: 'three-to-five' },
    { when: [{ fact: 'consecutiveYear', atLeast: 6, atMost: null }], is: 'six-up' },
    { when: [{ fact: 'consecutiveYear', atLeast: null, atMost: 0 }], is: 'none' },
  ],
}

test('the first row that fits decides, even when a later one fits too', () => {
  assert.deepEqual(
    classify('p', hospitals, { kind: 'community', level: 'tertiary', locality: 'local' }),
    ok('community'),
  )
})

test('a row fits only when all of its conditions hold', () => {
  assert.deepEqual(classify('p', hospitals, { kind: 'hospital', level: 'tertiary', locality: 'local' }), ok('large'))
  assert.deepEqual(classify('p', hospitals, { kind: 'hospital', level: 'tertiary', locality: 'outside' }), ok('other'))
})

test('both ends of a range of years are inside it', () => {
  for (const consecutiveYear of [3, 5]) assert.deepEqual(classify('p', years, { consecutiveYear }), ok('three-to-five'))
  assert.deepEqual(classify('p', years, { consecutiveYear: 6 }), ok('six-up'))
  assert.deepEqual(classify('p', years, { consecutiveYear: 0 }), ok('none'))
})

test('who fits no row has no class, and the refusal says where the law should speak', () => {
  const refused = refuse({ code: 'policy.no-class', plan: 'p', classification: 'years', place })
  assert.deepEqual(classify('p', years, { consecutiveYear: 2 }), refused)
})

test('a fact that is missing, or a word where a number is asked for, fits no condition', () => {
  assert.equal(classify('p', years, {}).ok, false)
  assert.equal(classify('p', years, { consecutiveYear: '4' }).ok, false)
})

test('a number is compared with words by its digits', () => {
  const byAge: Classification = {
    name: 'age',
    place,
    rows: [{ when: [{ fact: 'age', oneOf: ['18'] }], is: 'eighteen' }],
  }
  assert.deepEqual(classify('p', byAge, { age: 18 }), ok('eighteen'))
})

test('a row without conditions takes everybody who is left', () => {
  const rest: Classification = { ...years, rows: [...years.rows, { when: [], is: 'rest' }] }
  assert.deepEqual(classify('p', rest, { consecutiveYear: 1 }), ok('rest'))
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { exampleDipRules as rules } from '../../tests/support/dip-example.ts'
import { type Band, checkRules, type DipRules } from './index.ts'

const codes = (changed: Partial<DipRules>): readonly string[] =>
  checkRules({ ...rules, ...changed }).map(({ code, where }) => `${code} ${where}`)

function bands(list: readonly (readonly [number, number | null])[]): Partial<DipRules> {
  const made = list.map(([from, to], index): Band => ({ name: String(index), from, to, coefficient: 1_000_000 }))
  const table = {
    kind: 'bands',
    name: 'age',
    measure: 'age-years',
    scope: 'all',
    effect: 'price',
    bands: made,
  } as const
  return { auxiliary: { ...rules.auxiliary, tables: [table] } }
}

describe('rules that are fit', () => {
  it('the example has no finding', () => assert.deepEqual(checkRules(rules), []))
  it('bands that cover everything once have none', () =>
    assert.deepEqual(
      codes(
        bands([
          [0, 5],
          [6, 64],
          [65, null],
        ]),
      ),
      [],
    ))
})

describe('rules that are not', () => {
  const wrong: readonly (readonly [string, Partial<DipRules>, readonly string[]])[] = [
    ['a threshold of zero', { threshold: 0 }, ['not-positive threshold']],
    [
      'a primary-care group twice, its operations in another order',
      {
        primaryGroups: [
          { diagnosis: 'K35.1', operations: ['47.0100', '54.2100'], coefficient: 900_000 },
          { diagnosis: 'K35.1', operations: ['54.2100', '47.0100'], coefficient: 800_000 },
        ],
      },
      ['duplicate primaryGroups'],
    ],
    [
      'a comprehensive threshold of zero',
      { comprehensive: { ...rules.comprehensive, threshold: 0 } },
      ['not-positive comprehensive.threshold'],
    ],
    ['weights that are not one together', { yearWeights: [{ back: 1, weight: 700_000 }] }, ['weights-sum yearWeights']],
    ['no year at all', { yearWeights: [] }, ['missing yearWeights']],
    [
      'a year twice',
      {
        yearWeights: [
          { back: 1, weight: 500_000 },
          { back: 1, weight: 500_000 },
        ],
      },
      ['duplicate yearWeights'],
    ],
    [
      'bands with a gap',
      bands([
        [0, 5],
        [7, null],
      ]),
      ['bands-gap auxiliary.age'],
    ],
    [
      'bands that overlap',
      bands([
        [0, 5],
        [5, null],
      ]),
      ['bands-overlap auxiliary.age'],
    ],
    ['bands that begin late', bands([[1, null]]), ['bands-start auxiliary.age']],
    ['bands that end', bands([[0, 5]]), ['bands-end auxiliary.age']],
    [
      'trimming everything',
      { trimming: { lowPpm: 500_000, highPpm: 500_000, per: 'group' } },
      ['bounds-order trimming'],
    ],
    ['a scale of zero', { scale: 0 }, ['not-positive scale']],
    [
      'an operation with two kinds',
      { operations: [...rules.operations, ...rules.operations.slice(0, 1)] },
      ['duplicate operations'],
    ],
    [
      'limits in the wrong order',
      { deviation: { ...rules.deviation, high: { times: 400_000, at: 'high' } } },
      ['bounds-order deviation'],
    ],
    [
      'ranges that overlap',
      {
        comprehensive: {
          ...rules.comprehensive,
          by: 'range',
          ranges: [
            { from: 'K20', to: 'K40' },
            { from: 'K35', to: 'K38' },
          ],
        },
      },
      ['bands-overlap comprehensive.ranges'],
    ],
    [
      'a range that ends before it begins',
      { range: { from: rules.range.from, until: rules.range.from } },
      ['bounds-order range'],
    ],
  ]
  for (const [name, changed, expected] of wrong) {
    it(`refuses ${name}`, () => assert.deepEqual(codes(changed), expected))
  }

  it('refuses a row of severity that asks for a list that is not there, and one that nobody reaches', () => {
    const rows = [
      { name: 'all', coefficient: 1_100_000 },
      { name: 'grave', coefficient: 1_200_000, secondaryIn: 'mcc' },
    ]
    const table = { kind: 'severity', name: 'severity', scope: 'all', effect: 'price', rows } as const
    assert.deepEqual(codes({ auxiliary: { ...rules.auxiliary, tables: [table] } }), [
      'never-reached auxiliary.severity',
      'unknown-name auxiliary.severity',
    ])
  })
})

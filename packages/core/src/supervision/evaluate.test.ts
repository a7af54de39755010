import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parameters, stay } from '../../tests/support/pattern-stays.ts'
import { addDays, fen, isoDate, zeroFen } from '../kernel/index.ts'
import { measurePattern, measureRanking, type TruthRow } from './evaluate.ts'
import { evaluatePatterns } from './evaluate-all.ts'
import { plantPatterns, usualPlanting } from './evaluate-plant.ts'
import { drawsFrom } from './evaluate-random.ts'
import type { PatternFinding } from './pattern-types.ts'
import type { StayFact } from './types.ts'

const finding = (group: string, ...ids: readonly string[]): PatternFinding => ({
  pattern: 'split-stay',
  group,
  providerCode: 'H',
  doctor: null,
  personId: null,
  score: 1,
  stake: zeroFen,
  members: ids.map((id) => ({ id, personId: 'P', inQuestion: !id.startsWith('beside') })),
  reasons: [],
})
const row = (id: string, group: string, natural = false): TruthRow => ({ id, pattern: 'split-stay', group, natural })

describe('measurePattern', () => {
  it('counts right, wrong and natural rows; those beside are not asked about', () => {
    const truth = [row('a', '1'), row('b', '1'), row('c', '2'), row('n', '', true)]
    const measure = measurePattern('split-stay', [finding('x', 'a', 'b', 'beside'), finding('y', 'n', 'w')], truth)
    const { planted, found, natural, wrong, recall, precision, precisionNaturalRight, missed } = measure
    assert.deepEqual(
      { planted, found, natural, wrong, missed },
      { planted: 3, found: 2, natural: 1, wrong: 1, missed: ['c'] },
    )
    assert.equal(recall, 2 / 3)
    assert.equal(precision, 2 / 3)
    assert.equal(precisionNaturalRight, 3 / 4)
  })
  it('says nothing of recall where nothing was planted', () => {
    const { recall, precision, spread } = measurePattern('split-stay', [], [])
    assert.deepEqual(
      { recall, precision, spread },
      { recall: null, precision: null, spread: { recall: null, precision: null } },
    )
  })
  it('gives the exact bound where nothing went wrong: three of three groups prove little', () => {
    const truth = ['a', 'b', 'c'].map((id) => row(id, id))
    const [low, high] = measurePattern('split-stay', [finding('x', 'a', 'b', 'c')], truth).spread.recall ?? []
    assert.equal(high, 1)
    assert.ok(Math.abs((low ?? 1) - 0.2924) < 0.001)
  })
  it('gives the same spread for the same seed', () => {
    const truth = Array.from({ length: 30 }, (_, index) => row(`r${index}`, `g${index % 10}`))
    const found = [finding('x', 'r1', 'r11', 'r21', 'r2', 'w1'), finding('y', 'r3', 'r4', 'w2')]
    assert.deepEqual(
      measurePattern('split-stay', found, truth, { seed: 5 }).spread,
      measurePattern('split-stay', found, truth, { seed: 5 }).spread,
    )
  })
})

describe('measureRanking', () => {
  it('counts the planted within the first so many, and names those that are not ranked', () => {
    assert.deepEqual(measureRanking(['a', 'x', 'b'], new Set(['a', 'x']), new Set(['a', 'b', 'c'])), {
      planted: 3,
      inFirst: 2,
      lastPlace: null,
      unranked: ['c'],
      reported: 2,
      right: 1,
      places: [
        ['a', 1],
        ['b', 3],
      ],
    })
  })
})

/** A small archive of our own making: 60 hospitals with two doctors each over two years. */
function archive(seed: number): StayFact[] {
  const draws = drawsFrom(seed)
  const diagnoses = ['J18.9', 'I63.9', 'I50.9', 'K35.8', 'S72.0', 'E11.9', 'N18.5', 'C34.9']
  return Array.from({ length: 6_000 }, (_, index) => {
    const hospital = draws.below(60)
    const grave = draws.chance(0.08)
    const from = addDays(isoDate('2024-01-01'), draws.below(730))
    const money = fen(draws.between(30, 90) * 10_000 * (grave ? 2 : 1))
    const secondary = [...(grave ? [`X${draws.below(9)}`] : []), `Y${draws.below(40)}`, `Z${draws.below(40)}`]
    return stay(`s${index}`, {
      personId: `P${draws.below(4_500)}`,
      providerCode: `H${hospital}`,
      place: `99${String(hospital % 6)}000`,
      doctor: `D${hospital}-${draws.below(2)}`,
      from,
      until: addDays(from, draws.between(1, 14)),
      diagnoses: [draws.some(diagnoses, 1)[0] ?? '', ...new Set(secondary)],
      amount: money,
      paid: money,
      diedOn: index % 40 === 0 ? isoDate('2026-06-15') : null,
    })
  })
}

describe('plantPatterns', () => {
  const spec = { ...usualPlanting, duplicates: 20, splits: 20, overlaps: 20, afterDeath: 10, rings: 4, upcoders: 3 }

  it('plants what the detectors find again, with each of several seeds', () => {
    for (const seed of [1, 2, 3]) {
      const planted = plantPatterns(archive(seed), spec, seed)
      const { measures, ranking } = evaluatePatterns({ ...planted }, parameters, seed)
      for (const { pattern, recall } of measures ?? []) {
        if (pattern === 'up-coding') continue
        assert.ok((recall ?? 0) >= 0.98, `${pattern} with seed ${seed}: ${recall}`)
      }
      assert.ok((ranking?.inFirst ?? 0) >= 2, `up-coding with seed ${seed}: ${ranking?.inFirst}`)
    }
  })
  it('plants the same for the same seed and something else for another', () => {
    const base = archive(9)
    const ids = (seed: number) => plantPatterns(base, spec, seed).truth.map(({ id, group }) => `${group} ${id}`)
    assert.deepEqual(ids(4), ids(4))
    assert.notDeepEqual(ids(4), ids(5))
  })
})

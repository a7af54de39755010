import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parameters, stay } from '../../tests/support/pattern-stays.ts'
import { fen, isoDate } from '../kernel/index.ts'
import { staysAfterDeath } from './pattern-death.ts'
import { duplicateStays } from './pattern-duplicate.ts'
import { overlappingStays } from './pattern-overlap.ts'
import { splitStays } from './pattern-split.ts'
import type { PatternFinding, PatternOutcome, ReasonName } from './pattern-types.ts'

const day = isoDate

const only = ({ findings }: PatternOutcome): PatternFinding => {
  assert.equal(findings.length, 1)
  return findings[0] as PatternFinding
}
const reason = (finding: PatternFinding, name: ReasonName) => finding.reasons.find((one) => one.name === name)?.value
const inQuestion = ({ members }: PatternFinding) => members.filter((one) => one.inQuestion).map(({ id }) => id)

describe('duplicateStays', () => {
  it('finds the same days billed twice and asks for what went beyond the dearer bill', () => {
    const finding = only(duplicateStays([stay('a'), stay('b', { paid: fen(390_000) }), stay('c', { personId: 'P2' })]))
    assert.deepEqual(inQuestion(finding), ['a', 'b'])
    assert.equal(finding.stake, 390_000)
    assert.equal(finding.score, 0.95)
  })
  it('is surest when amount and diagnosis are the same', () => {
    assert.equal(only(duplicateStays([stay('a'), stay('b')])).score, 1)
    assert.equal(only(duplicateStays([stay('a'), stay('b', { diagnoses: ['I10'] })])).score, 0.9)
  })
  it('leaves stays of other days or other institutions alone', () => {
    const other = [stay('a'), stay('b', { providerCode: 'H2' }), stay('c', { from: day('2025-03-04') })]
    assert.deepEqual(duplicateStays(other).findings, [])
  })
})

describe('splitStays', () => {
  const first = stay('a', { from: day('2025-03-01'), until: day('2025-03-05') })
  const back = (from: string, given = {}) => stay('b', { from: day(from), until: day('2025-03-20'), ...given })

  it('finds a return within three days with the same class of diagnosis', () => {
    const finding = only(splitStays([back('2025-03-08', { diagnoses: ['J18.0'] }), first], parameters.split))
    assert.deepEqual(inQuestion(finding), ['a', 'b'])
    assert.equal(reason(finding, 'gap-days'), 3)
    assert.equal(finding.stake, 400_000)
    assert.ok(finding.score >= 0.8)
  })
  it('leaves a later return, another diagnosis and another institution alone', () => {
    for (const later of [
      back('2025-03-09'),
      back('2025-03-06', { diagnoses: ['J20.9'] }),
      back('2025-03-06', { providerCode: 'H2' }),
    ])
      assert.deepEqual(splitStays([first, later], parameters.split).findings, [])
  })
  it('makes one finding of three parts', () => {
    const third = stay('c', { from: day('2025-03-11'), until: day('2025-03-15') })
    const second = back('2025-03-06', { until: day('2025-03-10') })
    assert.deepEqual(inQuestion(only(splitStays([third, first, second], parameters.split))), ['a', 'b', 'c'])
  })
  it('counts planned returns and stays without a diagnosis as not looked at', () => {
    const chemo = [stay('a', { diagnoses: ['Z51.102'] }), stay('b', { diagnoses: [] })]
    assert.deepEqual(splitStays(chemo, parameters.split).notLooked, { 'no-diagnosis': 1, planned: 1 })
  })
  it('does not take the same day billed twice for two parts', () => {
    const short = { from: day('2025-03-01'), until: day('2025-03-01') }
    assert.deepEqual(splitStays([stay('a', short), stay('b', short)], parameters.split).findings, [])
  })
})

describe('overlappingStays', () => {
  const outer = stay('outer', { from: day('2025-03-01'), until: day('2025-03-15') })
  const inner = (from: string, until: string, place: string | null = '990200') =>
    stay('inner', { providerCode: 'H2', place, from: day(from), until: day(until) })

  it('asks about the stay inside another one at another place', () => {
    const finding = only(overlappingStays([outer, inner('2025-03-05', '2025-03-07')], parameters.overlap))
    assert.deepEqual(inQuestion(finding), ['inner'])
    assert.equal(finding.providerCode, 'H2')
    assert.equal(finding.score, 1)
  })
  it('is less sure in the same place, and of stays that only cross', () => {
    const scores = [
      inner('2025-03-05', '2025-03-07', '990100'),
      inner('2025-03-05', '2025-03-07', null),
      inner('2025-03-10', '2025-03-20'),
    ].map((one) => only(overlappingStays([one, outer], parameters.overlap)).score)
    assert.deepEqual(scores, [0.8, 0.8, 0.6])
  })
  it('lets the day of a transfer belong to both', () => {
    assert.deepEqual(overlappingStays([outer, inner('2025-03-15', '2025-03-20')], parameters.overlap).findings, [])
  })
})

describe('staysAfterDeath', () => {
  it('finds a stay that begins after the death, and is less sure when only the month is known', () => {
    const dead = (diedOn: string) => only(staysAfterDeath([stay('a', { diedOn: day(diedOn) })])).score
    assert.equal(dead('2025-02-17'), 1)
    assert.equal(dead('2025-03-01'), 0.9)
  })
  it('lets a person die in hospital', () => {
    assert.deepEqual(staysAfterDeath([stay('a', { diedOn: day('2025-03-03') })]).findings, [])
  })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen, isoDate } from '../kernel/index.ts'
import { exampleLaw } from './example-matters.ts'
import { checkMeasures, heavierThan, type MeasureSubject, owed, subjectsOf } from './measures.ts'
import type { Measure } from './types.ts'

const check = (
  measures: readonly Measure[],
  on = '2026-03-02',
  subjects: readonly MeasureSubject[] = ['institution'],
  procedure: 'review' | 'case' = 'case',
) => {
  const terms = { loss: fen(100_00), procedure, subjects, on: isoDate(on), bases: exampleLaw.bases }
  const checked = checkMeasures(measures, terms)
  return checked.ok ? checked.value : checked.error
}
const fine = (amount: number): Measure => ({ kind: 'fine', basis: 'fraud', amount: fen(amount) })
const beyond = (measure: string, basis: string, allowed: string) => ({
  code: 'casework.beyond-basis',
  measure,
  basis,
  allowed,
})

test('a fine lies between the multiples of the loss, and is no money of the fund', () => {
  assert.equal(check([fine(200_00)]), 0)
  assert.equal(check([fine(500_00)]), 0)
  assert.deepEqual(check([fine(199_99)]), beyond('fine', 'fraud', '20000..50000'))
  assert.deepEqual(check([fine(500_01)]), beyond('fine', 'fraud', '20000..50000'))
})

test('a suspension lasts as long as its clause allows', () => {
  const months = (count?: number) =>
    check([{ kind: 'suspend-service', basis: 'fraud', ...(count ? { months: count } : {}) }])
  assert.equal(months(6), 0)
  assert.deepEqual(months(13), beyond('suspend-service', 'fraud', '6..12 months'))
  assert.deepEqual(months(), beyond('suspend-service', 'fraud', '6..12 months'))
})

test('a clause holds in its days, for its measures and against whom it names', () => {
  const back: Measure = { kind: 'order-return', basis: 'fraud', amount: fen(1) }
  assert.equal(check([back], '2021-05-01'), 1)
  assert.deepEqual(check([back], '2021-04-30'), { code: 'casework.no-basis', measure: 'order-return', basis: 'fraud' })
  assert.deepEqual(
    check([{ kind: 'fine', basis: 'agreement', amount: fen(1) }]),
    beyond('fine', 'agreement', 'interview correct refuse-payment recover suspend-agreement'),
  )
  const settlement: Measure = { kind: 'suspend-person-settlement', basis: 'person', months: 3 }
  assert.deepEqual(check([settlement]), beyond('suspend-person-settlement', 'person', 'person'))
  assert.equal(check([settlement], '2026-03-02', subjectsOf({ doctor: null, insuredId: 'P-1' })), 0)
})

test('no more comes back than was lost, and an amount is named', () => {
  const recover = (amount: number): Measure => ({ kind: 'recover', basis: 'agreement', amount: fen(amount) })
  assert.equal(check([recover(60_00), { ...recover(40_00), kind: 'refuse-payment' }]), 100_00)
  assert.deepEqual(check([recover(60_00), recover(40_01)]), { code: 'casework.amount', amount: 100_01, most: 100_00 })
  assert.deepEqual(check([recover(0)]), beyond('recover', 'agreement', 'amount > 0'))
  assert.deepEqual(check([{ kind: 'recover', basis: 'agreement' }]), beyond('recover', 'agreement', 'amount > 0'))
  assert.equal(owed([fine(500_00), recover(1)]), 1)
})

test('two fines are not taken where one is allowed', () => {
  assert.deepEqual(check([fine(500_00), fine(500_00)]), beyond('fine', 'fraud', 'once'))
})

test('heavier is another kind, more money or more months', () => {
  const before: readonly Measure[] = [fine(300_00), { kind: 'suspend-service', basis: 'fraud', months: 6 }]
  assert.equal(heavierThan([fine(200_00)], before), null)
  assert.equal(heavierThan([fine(200_00), fine(101_00)], before)?.code, 'casework.heavier')
  assert.equal(heavierThan([{ kind: 'suspend-service', basis: 'fraud', months: 7 }], before)?.code, 'casework.heavier')
  assert.equal(heavierThan([{ kind: 'end-agreement', basis: 'agreement' }], before)?.code, 'casework.heavier')
})

test('what only the administration may do is not done in a review, whatever the clause allows besides', () => {
  const inReview = (measure: Measure) => check([measure], '2026-03-02', ['institution'], 'review')
  assert.deepEqual(inReview(fine(200_00)), beyond('fine', 'fraud', 'file-case'))
  assert.deepEqual(
    inReview({ kind: 'suspend-service', basis: 'fraud', months: 6 }),
    beyond('suspend-service', 'fraud', 'file-case'),
  )
  assert.equal(inReview({ kind: 'recover', basis: 'agreement', amount: fen(1_00) }), 1_00)
})

test('a measure says nothing that it has no use for, and is to be done on a day to come', () => {
  const interview = { kind: 'interview', basis: 'agreement' } as const
  assert.deepEqual(check([{ ...interview, amount: fen(1) }]), beyond('interview', 'agreement', 'no amount'))
  assert.deepEqual(check([{ ...interview, months: 3 }]), beyond('interview', 'agreement', 'no months'))
  assert.deepEqual(check([{ ...interview, until: isoDate('2026-05-01') }]), beyond('interview', 'agreement', 'no day'))
  const correct = (until: string): Measure => ({ kind: 'correct', basis: 'agreement', until: isoDate(until) })
  assert.equal(check([correct('2026-03-03')]), 0)
  assert.deepEqual(check([correct('2026-03-02')]), {
    code: 'casework.deadline-past',
    deadline: '2026-03-02',
    today: '2026-03-02',
  })
})

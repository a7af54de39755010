import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findingsOf, opening, planByStatus, retired, visitsOn } from '../../tests/support/correction-day.ts'
import { freshStore, settleVisit } from '../../tests/support/hospital-day.ts'
import {
  amountOf,
  layeredPlan,
  layerWith,
  money,
  moneyBy,
  p,
  rate,
  rateBy,
  regionWith,
} from '../../tests/support/plan.ts'
import { bookWith, enrolment, hospital, lineWith } from '../../tests/support/world.ts'
import { planBook } from '../benefit/index.ts'
import { divisionCode, fen, ppm } from '../kernel/index.ts'
import type { Plan } from '../policy/index.ts'
import { findCorrections } from './correction.ts'

const oneVisit = [['2025-03-02', '600']] as const

const elsewhere = divisionCode('990100')

/** Two regions: in both the fund pays 60 % of care at home and 30 % of care elsewhere, to the fen. */
const byPlace: Plan = layeredPlan(
  [rateBy('rate', 'locality', { local: ppm(600_000), outside: ppm(300_000) })],
  [layerWith('basic', amountOf('eligible'), [{ step: 'rate', rate: p('rate') }])],
)
const twoRegions = planBook([regionWith([byPlace]), regionWith([byPlace], { division: elsewhere, hash: 'other-hash' })])

test('who was insured elsewhere was treated far from home: one fund gets back what it paid, the other pays', () => {
  const store = visitsOn(oneVisit, twoRegions)
  store.enrol([{ ...enrolment, division: elsewhere }])
  const [found] = findingsOf(store, twoRegions).found
  assert.equal(found?.basis?.facts.locality, 'outside')
  assert.deepEqual(found?.difference.postings, [
    { account: 'fund:990100:310:pool', amount: -180_00 },
    { account: 'fund:990000:310:pool', amount: 360_00 },
    { account: 'person:P1:correction', amount: -180_00 },
  ])
})

test('without the institution on file nobody can say how far from home the care was', () => {
  const store = visitsOn(oneVisit, twoRegions)
  store.enrol([{ ...enrolment, division: elsewhere }])
  const law = { book: twoRegions, providerOf: () => null }
  assert.deepEqual(
    findCorrections(store.correctionFile(), law).notComputed.map(({ problem }) => problem),
    [{ code: 'correction.place-unknown', providerCode: hospital.providerCode }],
  )
})

test('a correction does not move what the hospital waives: it is told instead', () => {
  const waiving = layeredPlan(
    [rate('rate', ppm(500_000)), moneyBy('waived', 'personStatus', { active: fen(10_00), retired: fen(20_00) })],
    [
      layerWith('basic', amountOf('eligible'), [{ step: 'rate', rate: p('rate') }]),
      layerWith('waiver', amountOf('left'), [{ step: 'pay', amount: p('waived') }], { payer: 'hospital' }),
    ],
  )
  const store = visitsOn(oneVisit, bookWith(waiving))
  store.enrol([retired])
  const { found, notComputed } = findingsOf(store, bookWith(waiving))
  assert.deepEqual(found, [])
  assert.deepEqual(
    notComputed.map(({ problem }) => problem),
    [{ code: 'correction.hospital-share', recorded: 10_00, computed: 20_00 }],
  )
})

test('a trait that was noted too late counts, and one that was noted wrongly does not', () => {
  const plan = planByStatus({
    inputs: [{ name: 'cadre', label: '离休', kind: 'text', words: ['yes', 'no'], each: null }],
    classes: [
      {
        name: 'group',
        rows: [
          { when: [{ fact: 'trait.cadre', oneOf: ['yes'] }], is: 'cadre' },
          { when: [], is: 'other' },
        ],
        place: { file: 'example.yaml', line: 1 },
      },
    ],
    parameters: {
      ...planByStatus().parameters,
      deductible: money('deductible', fen(0)),
      poolRate: rateBy('poolRate', 'group', { cadre: ppm(1_000_000), other: ppm(500_000) }),
    },
  })
  const book = bookWith(plan)
  const store = visitsOn(oneVisit, book)
  store.enrol([{ ...enrolment, traits: { cadre: 'yes' } }])
  const [found] = findingsOf(store, book).found
  assert.equal(found?.difference.amounts.pool, 300_00)
  assert.deepEqual([found?.basis?.facts.cadre, found?.basis?.facts['trait.cadre']], ['yes', 'yes'])

  const wrongly = freshStore(opening)
  wrongly.enrol([{ ...enrolment, traits: { cadre: 'yes' } }])
  settleVisit(wrongly, [lineWith('1', 'A', '600')], { book })
  assert.deepEqual(findingsOf(wrongly, book).found, [])
  wrongly.enrol([enrolment])
  const [back] = findingsOf(wrongly, book).found
  assert.equal(back?.difference.amounts.pool, -300_00)
  assert.deepEqual([back?.basis?.facts.cadre, back?.basis?.facts['trait.cadre']], [undefined, undefined])
})

test('who pays by account keeps that payment, though the fund now pays all of it', () => {
  const whole = layeredPlan(
    [rateBy('rate', 'personStatus', { active: ppm(500_000), retired: ppm(1_000_000) })],
    [layerWith('basic', amountOf('eligible'), [{ step: 'rate', rate: p('rate') }])],
    { accountPays: ['copay'] },
  )
  const book = bookWith(whole)
  const store = visitsOn(oneVisit, book)
  store.enrol([retired])
  const [found] = findingsOf(store, book).found
  const { pool, account, cash, person } = found?.after ?? {}
  // 300 yuan came from the account; they are owed to the person as money.
  assert.deepEqual([pool, account, cash, person], [600_00, 300_00, -300_00, 0])
  assert.deepEqual(found?.difference.postings.at(-1), { account: 'person:P1:correction', amount: 300_00 })
})

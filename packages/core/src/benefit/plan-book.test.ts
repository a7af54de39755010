import assert from 'node:assert/strict'
import { test } from 'node:test'
import { division, planWith, regionWith } from '../../tests/support/plan.ts'
import { accepted, refusalOf } from '../../tests/support/world.ts'
import { addDays, divisionCode, isoDate } from '../kernel/index.ts'
import { planBook } from './plan-book.ts'

const on = isoDate('2025-03-02')
const pack = regionWith([planWith([], [])])

test('a plan is compiled once per date', () => {
  const book = planBook([pack])
  const open = (day = on) => accepted(book.open(division, '310', 'outpatient', day)).compiled
  assert.equal(open(), open())
  assert.notEqual(open(), open(addDays(on, 1)))
  assert.equal(open(addDays(on, 1)).on, '2025-03-03')
})

test('the kinds of care that one plan serves share it', () => {
  const book = planBook([pack])
  assert.equal(
    accepted(book.open(division, '310', 'outpatient', on)).compiled,
    accepted(book.open(division, '310', 'pharmacy', on)).compiled,
  )
})

test('a book that was asked for very many dates still opens each at its own', () => {
  const book = planBook([pack])
  for (let day = 0; day < 600; day += 1) {
    const date = addDays(on, day)
    assert.equal(accepted(book.open(division, '310', 'outpatient', date)).compiled.on, date)
  }
  assert.equal(accepted(book.open(division, '310', 'outpatient', on)).compiled.on, on)
})

test('a plan that nobody wrote is refused', () => {
  assert.deepEqual(refusalOf(planBook([pack]).open(division, '390', 'outpatient', on)), {
    code: 'policy.no-plan',
    division,
    scheme: '390',
    care: 'outpatient',
  })
})

test('what a region says about lines is compiled once per date, and nothing is known of a region that nobody wrote', () => {
  const book = planBook([pack])
  assert.ok(book.coverage(division, on) !== null)
  assert.equal(book.coverage(division, on), book.coverage(division, on))
  assert.notEqual(book.coverage(division, on), book.coverage(division, addDays(on, 1)))
  assert.equal(book.coverage(divisionCode('990001'), on), null)
})

test('two regions with plans of the same name keep them apart', () => {
  const there = divisionCode('990001')
  const other = regionWith([planWith([], [], { label: 'elsewhere' })], { division: there, hash: pack.hash })
  const book = planBook([pack, other])
  const labelOf = (where: typeof there) => accepted(book.open(where, '310', 'outpatient', on)).compiled.plan.label
  assert.deepEqual([labelOf(division), labelOf(there)], ['示例', 'elsewhere'])
  assert.notEqual(book.coverage(division, on), book.coverage(there, on))
})

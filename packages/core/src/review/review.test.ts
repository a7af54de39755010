import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { itemWith } from '../../tests/support/world.ts'
import { buildCatalog } from '../catalog/index.ts'
import { fen, isoDate, quantity, unitPriceFromFen } from '../kernel/index.ts'
import { identityOf, reviewOrders } from './review.ts'
import type { ReviewOrder, ReviewPatient, ReviewRequest } from './types.ts'

const catalog = buildCatalog([
  itemWith('GOOD'),
  itemWith('OWN', { class: 'C', source: '目录外' }),
  itemWith('OLD', { range: { from: isoDate('2020-01-01'), until: isoDate('2023-06-30') } }),
  itemWith('NEW', { range: { from: isoDate('2024-01-01'), until: null } }),
  itemWith('DEAR', { ceilings: { tertiary: unitPriceFromFen(fen(30_00)) } }),
  itemWith('LIMITED', { restricted: true, restriction: '限二线用药' }),
  itemWith('CHILD', { restricted: true, restriction: '限儿童检查、操作前的镇静' }),
  itemWith('WOMAN', { restricted: true, restriction: '限绝经后女性骨质疏松症' }),
])

const order = (itemCode: string, more: Partial<ReviewOrder> = {}): ReviewOrder => ({
  orderId: 'R1',
  itemCode,
  itemName: `药品${itemCode}`,
  on: isoDate('2023-11-13'),
  price: unitPriceFromFen(fen(35_00)),
  quantity: quantity(2_0000),
  amount: fen(70_00),
  current: false,
  ...more,
})

const man: Omit<ReviewPatient, 'encounters'> = { patientId: 'P1', gender: 'male', birth: isoDate('1980-01-01') }

function request(orders: readonly ReviewOrder[], patient: Partial<ReviewPatient> = {}): ReviewRequest {
  const patients = [{ ...man, encounters: [{ encounterId: 'V1', orders }], ...patient }]
  return { patients, catalog, level: 'tertiary', today: isoDate('2023-11-13'), rules: null }
}

const found = (orders: readonly ReviewOrder[], patient: Partial<ReviewPatient> = {}): readonly string[] =>
  reviewOrders(request(orders, patient)).map(({ rule, severity, evidence }) => `${severity} ${rule} ${evidence}`)

describe('rules', () => {
  test('nothing is said against a covered item', () => {
    assert.deepEqual(found([order('GOOD')]), [])
  })

  test('an item is unknown, no longer valid, not yet valid, or not covered', () => {
    assert.deepEqual(found([order('NONE')]), ['4 unknown-item NONE'])
    assert.deepEqual(found([order('OLD')]), ['1 not-valid 至 2023-06-30 止'])
    assert.deepEqual(found([order('NEW')]), ['1 not-valid 自 2024-01-01 起'])
    assert.deepEqual(found([order('OWN')]), ['4 not-covered 目录外'])
  })

  test('the day of the order counts, and today where none is told', () => {
    assert.deepEqual(found([order('OLD', { on: isoDate('2023-06-29') })]), [])
    assert.deepEqual(found([order('OLD', { on: null })]), ['1 not-valid 至 2023-06-30 止'])
  })

  test('what exceeds the ceiling of the level is the money in question', () => {
    const [over] = reviewOrders(request([order('DEAR')]))
    assert.partialDeepStrictEqual(over, { rule: 'over-ceiling', amount: 10_00, evidence: '30' })
    assert.deepEqual(found([order('DEAR', { price: unitPriceFromFen(fen(30_00)) })]), [])
    assert.deepEqual(reviewOrders({ ...request([order('DEAR')]), level: 'primary' }), [])
  })

  test('the text of a restriction is the evidence', () => {
    assert.deepEqual(found([order('LIMITED')]), ['3 restricted 限二线用药'])
  })

  test('an item for women is not for a man, one for children not for the grown-up', () => {
    assert.deepEqual(found([order('WOMAN')]), [
      '1 other-sex 限绝经后女性骨质疏松症',
      '3 restricted 限绝经后女性骨质疏松症',
    ])
    assert.deepEqual(found([order('WOMAN')], { gender: 'female' }), ['3 restricted 限绝经后女性骨质疏松症'])
    assert.deepEqual(found([order('WOMAN')], { gender: 'unknown' }), ['3 restricted 限绝经后女性骨质疏松症'])
    const age = (birth: string) => found([order('CHILD')], { birth: isoDate(birth) })[0]
    assert.match(age('2005-11-13') ?? '', /^2 other-age/)
    assert.match(age('2005-11-14') ?? '', /^3 restricted/)
  })

  test('the same item on the same day is told of the second order, with the number of the first', () => {
    assert.deepEqual(found([order('GOOD'), order('GOOD', { orderId: 'R2' })]), ['3 duplicate R1'])
    assert.deepEqual(found([order('GOOD'), order('GOOD', { on: isoDate('2023-11-12') })]), [])
  })
})

test('with orders marked as current only these are looked at, beside the others', () => {
  const earlier = order('LIMITED')
  const current = order('LIMITED', { orderId: 'R2', current: true })
  assert.deepEqual(found([earlier, current]), ['3 restricted 限二线用药', '3 duplicate R1'])
})

test('only the rules that are asked for are looked at', () => {
  const asked = { ...request([order('WOMAN')]), rules: ['restricted', 'no-such-rule'] }
  assert.deepEqual(
    reviewOrders(asked).map(({ rule }) => rule),
    ['restricted'],
  )
})

test('a finding keeps its identity when other orders come and go around it', () => {
  const identities = (orders: readonly ReviewOrder[]) =>
    reviewOrders(request(orders)).map((finding) => identityOf('ordering', finding))
  const [alone] = identities([order('LIMITED')])
  assert.ok(alone !== undefined)
  assert.ok(identities([order('GOOD'), order('NONE'), order('LIMITED')]).includes(alone))
  const twice = identities([order('LIMITED'), order('LIMITED')])
  assert.equal(new Set(twice).size, twice.length)
  const [finding] = reviewOrders(request([order('LIMITED')]))
  assert.ok(finding !== undefined)
  assert.notEqual(identityOf('settling', finding), alone)
})

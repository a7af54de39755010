import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { itemWith } from '../../tests/support/world.ts'
import { buildCatalog } from '../catalog/index.ts'
import { fen, isoDate, quantity, unitPriceFromFen } from '../kernel/index.ts'
import { identityOf, reviewOrders } from './review.ts'
import { rules } from './rules.ts'
import type { ReviewOrder, ReviewRequest } from './types.ts'

const catalog = buildCatalog([
  itemWith('GOOD'),
  itemWith('OWN', { class: 'C' }),
  itemWith('OLD', { range: { from: isoDate('2020-01-01'), until: isoDate('2023-06-30') } }),
  itemWith('DEAR', { ceilings: { tertiary: unitPriceFromFen(fen(30_00)) } }),
  itemWith('CHILD', { restricted: true, restriction: '限儿童' }),
  itemWith('WOMAN', { restricted: true, restriction: '限女性' }),
])

const order: fc.Arbitrary<ReviewOrder> = fc.record({
  orderId: fc.constantFrom('R1', 'R2', 'R3'),
  itemCode: fc.constantFrom('GOOD', 'OWN', 'OLD', 'DEAR', 'CHILD', 'WOMAN', 'NONE'),
  itemName: fc.constant('药品'),
  on: fc.constantFrom(isoDate('2023-11-13'), isoDate('2023-11-12'), null),
  price: fc.constantFrom(unitPriceFromFen(fen(35_00)), unitPriceFromFen(fen(1)), null),
  quantity: fc.constantFrom(quantity(2_0000), null),
  amount: fc.constantFrom(fen(70_00), null),
  current: fc.boolean(),
})

const requests: fc.Arbitrary<ReviewRequest> = fc
  .record({
    orders: fc.array(order, { maxLength: 12 }),
    gender: fc.constantFrom('male', 'female', 'unknown'),
    birth: fc.constantFrom(isoDate('1980-01-01'), isoDate('2015-01-01'), null),
  })
  .map(({ orders, gender, birth }) => ({
    patients: [{ patientId: 'P1', gender, birth, encounters: [{ encounterId: 'V1', orders }] }],
    catalog,
    level: 'tertiary',
    today: isoDate('2023-11-13'),
    rules: null,
  }))

test('asking rule by rule finds together what asking for all finds', () => {
  fc.assert(
    fc.property(requests, (request) => {
      const all = reviewOrders(request).map((finding) => identityOf('ordering', finding))
      const single = Object.keys(rules).flatMap((rule) =>
        reviewOrders({ ...request, rules: [rule] }).map((finding) => identityOf('ordering', finding)),
      )
      assert.deepEqual(single.toSorted(), all.toSorted())
    }),
  )
})

test('no two findings of one message have the same identity', () => {
  fc.assert(
    fc.property(requests, (request) => {
      const identities = reviewOrders(request).map((finding) => identityOf('settling', finding))
      assert.equal(new Set(identities).size, identities.length)
    }),
  )
})

test('where orders are marked as current, nothing is said of the others', () => {
  fc.assert(
    fc.property(requests, (request) => {
      const [patient] = request.patients
      const orders = patient?.encounters[0]?.orders ?? []
      const current = orders.filter((one) => one.current)
      const reviewed = current.length > 0 ? current : orders
      for (const { orderId, itemCode } of reviewOrders(request)) {
        assert.ok(reviewed.some((one) => one.orderId === orderId && one.itemCode === itemCode))
      }
    }),
  )
})

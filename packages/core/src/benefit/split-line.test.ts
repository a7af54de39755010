import assert from 'node:assert/strict'
import { test } from 'node:test'
import { itemWith, lineWith } from '../../tests/support/world.ts'
import { parseQuantity, parseUnitPrice, ppm, quantity, type UnitPrice, wholePpm, zeroPpm } from '../kernel/index.ts'
import { splitLine } from './split-line.ts'
import type { ItemTerms } from './types.ts'

function priceOf(text: string): UnitPrice {
  const parsed = parseUnitPrice(text)
  assert.ok(parsed.ok)
  return parsed.value
}

const terms: ItemTerms = {
  item: itemWith('A'),
  preCoinsuranceRate: zeroPpm,
  ceiling: null,
  stream: 'ordinary',
  source: '示例目录',
  assumed: false,
}
const classB: ItemTerms = { ...terms, preCoinsuranceRate: ppm(50_000) }

function amountsOf(price: string, itemTerms: ItemTerms, rest: Parameters<typeof lineWith>[3] = {}) {
  const { total, nonCovered, overPriceLimit, preCoinsurance, eligible } = splitLine(
    lineWith('1', 'A', price, rest),
    itemTerms,
  )
  return [total, nonCovered, overPriceLimit, preCoinsurance, eligible]
}

test('a line of class A counts in full', () => {
  assert.deepEqual(amountsOf('20.58', terms), [20_58, 0, 0, 0, 20_58])
})

test('of 4.52 yuan at a share of 5 % the person bears 0.23 first and 4.29 counts', () => {
  assert.deepEqual(amountsOf('4.52', classB), [4_52, 0, 0, 23, 4_29])
})

test('a line of class C is borne whole, whatever its ceiling', () => {
  const classC = { ...terms, item: itemWith('C', { class: 'C' }), ceiling: priceOf('1'), preCoinsuranceRate: wholePpm }
  assert.deepEqual(amountsOf('1.50', classC), [1_50, 1_50, 0, 0, 0])
  assert.equal(splitLine(lineWith('1', 'C', '1.50'), classC).reason, 'class-c')
})

test('what exceeds the price ceiling is taken off before the share borne first', () => {
  const capped = { ...classB, ceiling: priceOf('10') }
  const two = parseQuantity('2')
  assert.ok(two.ok)
  assert.deepEqual(amountsOf('12', capped, { quantity: two.value }), [24_00, 0, 4_00, 1_00, 19_00])
})

test('a price at its ceiling, or under it, exceeds nothing', () => {
  const capped = { ...terms, ceiling: priceOf('10') }
  assert.deepEqual(amountsOf('10', capped), [10_00, 0, 0, 0, 10_00])
  assert.deepEqual(amountsOf('9.999', capped), [10_00, 0, 0, 0, 10_00])
})

test('a restricted item is paid only when the hospital approved its use', () => {
  const restricted = { ...terms, item: itemWith('R', { restricted: true }) }
  const reason = (approval: 'not-needed' | 'approved' | 'rejected') =>
    splitLine(lineWith('1', 'R', '8', { approval }), restricted).reason
  assert.equal(reason('approved'), 'covered')
  assert.equal(reason('not-needed'), 'restricted')
  assert.equal(reason('rejected'), 'rejected-by-hospital')
})

test('an unrestricted item is borne whole only when the hospital rejected its use', () => {
  assert.deepEqual(amountsOf('8', terms, { approval: 'rejected' }), [8_00, 8_00, 0, 0, 0])
  assert.deepEqual(amountsOf('8', terms, { approval: 'not-needed' }), [8_00, 0, 0, 0, 8_00])
})

test('the share that is answered for an item not covered is the whole', () => {
  assert.equal(splitLine(lineWith('1', 'B', '8', { approval: 'rejected' }), classB).preCoinsuranceRate, wholePpm)
  assert.equal(splitLine(lineWith('1', 'B', '8'), classB).preCoinsuranceRate, 50_000)
})

test('a line that takes back mirrors the line it takes back', () => {
  const capped = { ...classB, ceiling: priceOf('4') }
  const back = amountsOf('4.52', capped, { quantity: quantity(-10_000) })
  assert.deepEqual(
    back,
    amountsOf('4.52', capped).map((amount) => 0 - amount),
  )
})

test('a line too small to cost a fen has no excess, taken or taken back', () => {
  const capped = { ...terms, ceiling: priceOf('50') }
  for (const pieces of [1, -1])
    assert.deepEqual(amountsOf('0', capped, { quantity: quantity(pieces) }), [0, 0, 0, 0, 0])
})

test('every part that is not the whole line is explained with its source', () => {
  const capped = { ...classB, ceiling: priceOf('4'), assumed: true }
  const { trace } = splitLine(lineWith('1', 'B', '4.52'), capped)
  assert.deepEqual(
    trace.map(({ step, result, source, assumed }) => [step, result, source, assumed]),
    [
      ['line-total', 4_52, '示例目录', true],
      ['over-price-limit', 52, '示例目录', true],
      ['pre-coinsurance', 20, '示例目录', true],
    ],
  )
  assert.deepEqual(
    trace.map(({ inputs }) => inputs),
    [
      [
        { name: 'price', value: '4.52' },
        { name: 'quantity', value: '1' },
      ],
      [
        { name: 'ceiling', value: '4' },
        { name: 'quantity', value: '1' },
      ],
      [
        { name: 'base', value: '4.00' },
        { name: 'preCoinsuranceRate', value: '5%' },
      ],
    ],
  )
})

test('a line that is not covered is explained by its reason, and every step names the item', () => {
  const { trace } = splitLine(lineWith('1', 'B', '8', { approval: 'rejected' }), classB)
  assert.deepEqual(
    trace.map(({ step, subject, result }) => [step, subject, result]),
    [
      ['line-total', classB.item.name, 8_00],
      ['rejected-by-hospital', classB.item.name, 8_00],
    ],
  )
})

test('a line goes into the stream of its item, whether it is explained or not', () => {
  const implant = { ...terms, stream: 'implant' }
  const explained = splitLine(lineWith('1', 'A', '8'), implant)
  assert.equal(explained.stream, 'implant')
  assert.deepEqual(splitLine(lineWith('1', 'A', '8'), implant, false), { ...explained, trace: [] })
})

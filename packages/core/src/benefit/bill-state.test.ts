import assert from 'node:assert/strict'
import { test } from 'node:test'
import { billWith } from '../../tests/support/bill.ts'
import { amountOf, layerWith } from '../../tests/support/plan.ts'
import { fen } from '../kernel/index.ts'
import { beginBill, billReader, noParts, sumOfParts } from './bill-state.ts'

const layers = [layerWith('basic', amountOf('eligible'), []), layerWith('later', amountOf('left'), [])]
const { amounts, used } = billReader(layers)
const input = billWith(
  { nonCovered: 1, overPriceLimit: 2, preCoinsurance: 3, eligible: 100 },
  { streams: { implant: fen(30), drug: fen(20) }, used: { dedc: fen(7) } },
)
const bill = beginBill(input, layers.length)
const read = (name: string) => amounts(name)?.(bill)

test('the parts of the bill are read by their names', () => {
  const names = ['total', 'nonCovered', 'overPriceLimit', 'preCoinsurance', 'eligible'] as const
  assert.deepEqual(names.map(read), [106, 1, 2, 3, 100])
})

test('what lies in no stream is ordinary, a stream without lines is nothing', () => {
  assert.deepEqual(['ordinary', 'stream.implant', 'stream.drug', 'stream.other'].map(read), [50, 30, 20, 0])
})

test('before any layer nothing is paid, and everything eligible is left', () => {
  assert.deepEqual(
    ['paid', 'left', 'basic.paid', 'later.base', 'later.costOverPaymentLimit'].map(read),
    [0, 100, 0, 0, 0],
  )
})

test('what is left never falls below zero, though layers may pay what is not eligible', () => {
  const paidAll = { ...beginBill(input, layers.length), paid: fen(106) }
  assert.equal(amounts('left')?.(paidAll), 0)
})

test('a running total that nobody fed is nothing', () => {
  assert.deepEqual([used('dedc')(bill), used('other')(bill)], [7, 0])
})

test('there is no amount of another name', () => {
  for (const name of [
    '',
    'unknown',
    'unknown.paid',
    'basic',
    'basic.',
    'basic.toString',
    'stream',
    'basic.paid.more',
  ]) {
    assert.equal(amounts(name), null, name)
  }
})

test('all parts count in their sum', () => {
  const one = fen(1)
  const ones = Object.fromEntries(Object.keys(noParts).map((part) => [part, one])) as Record<
    keyof typeof noParts,
    typeof one
  >
  assert.equal(sumOfParts(ones), 7)
})

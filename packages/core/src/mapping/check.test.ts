import assert from 'node:assert/strict'
import { test } from 'node:test'
import { itemWith } from '../../tests/support/world.ts'
import { buildCatalog } from '../catalog/index.ts'
import { isoDate } from '../kernel/index.ts'
import { type FiledMapping, listTypeOf, mappingFaults, type SentMapping } from './index.ts'

const from = isoDate('2023-01-01')
const range = { from, until: null }
const catalog = buildCatalog([
  itemWith('DRUG', { kind: 'drug', chargeType: '09', range }),
  itemWith('HERB', { kind: 'drug', chargeType: '10', range }),
  itemWith('SERVICE', { kind: 'service', chargeType: '02', range }),
  itemWith('CONSUMABLE', { kind: 'consumable', chargeType: '08', range }),
  itemWith('GONE', { kind: 'drug', range: { from, until: isoDate('2023-06-30') } }),
  itemWith('COMING', { kind: 'drug', range: { from: isoDate('2030-01-01'), until: null } }),
])

const row = (itemCode: string, listType = '101', rest: Partial<SentMapping> = {}): SentMapping => ({
  localCode: 'L1',
  localName: '院内项目',
  listType,
  itemCode,
  from: isoDate('2023-11-13'),
  last: null,
  ...rest,
})

const faultsOf = (rows: readonly SentMapping[], onFile: readonly FiledMapping[] = []) =>
  mappingFaults({ rows, onFile, catalog })
const faultIn = (sent: SentMapping, onFile: readonly FiledMapping[] = []) => faultsOf([sent], onFile)[0]?.fault

test('each list takes the items of its kind and no others', () => {
  const lists = ['101', '102', '103', '104', '105', '106', '201', '301', '501']
  const taken = (itemCode: string) => lists.filter((list) => faultIn(row(itemCode, list)) === undefined)
  assert.deepEqual(taken('DRUG'), ['101', '103', '104', '105'])
  assert.deepEqual(taken('HERB'), ['102', '103', '104', '105', '106'])
  assert.deepEqual(taken('SERVICE'), ['201'])
  assert.deepEqual(taken('CONSUMABLE'), ['301'])
  assert.equal(faultIn(row('DRUG', '501')), 'wrong-list')
})

test('the list on which the catalogue shows an item takes it', () => {
  assert.deepEqual(
    [
      listTypeOf({ kind: 'drug', chargeType: '11' }),
      listTypeOf({ kind: 'drug', chargeType: '10' }),
      listTypeOf({ kind: 'service', chargeType: '10' }),
      listTypeOf({ kind: 'consumable', chargeType: '08' }),
    ],
    ['101', '102', '201', '301'],
  )
})

test('an item that nobody knows, that ended or that is to come cannot be mapped on that day', () => {
  const why = (itemCode: string) => {
    const [fault] = faultsOf([row(itemCode)])
    return fault?.fault === 'not-in-catalogue' ? fault.why.code : fault?.fault
  }
  assert.deepEqual(
    [why('NOBODY'), why('GONE'), why('COMING')],
    ['catalog.unknown-item', 'catalog.expired-item', 'catalog.not-yet-valid'],
  )
  assert.equal(faultIn(row('GONE', '101', { from: isoDate('2023-06-29') })), undefined)
})

test('the last day is a day of the mapping', () => {
  const day = isoDate('2023-11-13')
  assert.equal(faultIn(row('DRUG', '101', { last: day })), undefined)
  assert.equal(faultIn(row('DRUG', '101', { last: isoDate('2023-11-12') })), 'ends-before-it-begins')
})

test('a local code stands for one item on any day', () => {
  const filed: FiledMapping = {
    mappingId: 'M1',
    localCode: 'L1',
    localName: '旧',
    listType: '101',
    itemCode: 'DRUG',
    range: { from, until: isoDate('2023-11-14') },
  }
  assert.equal(faultIn(row('HERB', '102'), [filed]), 'overlaps')
  assert.equal(faultIn(row('HERB', '102', { from: isoDate('2023-11-14') }), [filed]), undefined)
  assert.equal(faultIn(row('HERB', '102', { localCode: 'L2' }), [filed]), undefined)
})

test('two rows of one message are held against each other, and a bad row takes nobody else a place', () => {
  const twice = faultsOf([row('DRUG'), row('HERB', '102')])
  assert.deepEqual(
    twice.map(({ fault, row: number }) => [fault, number]),
    [['twice-in-message', 2]],
  )
  assert.deepEqual(
    faultsOf([row('NOBODY'), row('DRUG')]).map(({ row: number }) => number),
    [1],
  )
})

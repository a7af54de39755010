import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accepted, itemWith, refusalOf } from '../../tests/support/world.ts'
import { buildCatalog } from '../catalog/index.ts'
import { isoDate } from '../kernel/index.ts'
import { type FiledMapping, mappingRowLimit, type SentMapping, uploadedMappings, withdrawnMappings } from './index.ts'

const from = isoDate('2023-11-13')
const catalog = buildCatalog([itemWith('DRUG', { kind: 'drug', range: { from: isoDate('2023-01-01'), until: null } })])
const rowsOf = (count: number): SentMapping[] =>
  Array.from({ length: count }, (_, index) => ({
    localCode: `L${index}`,
    localName: '院内项目',
    listType: '101',
    itemCode: 'DRUG',
    from,
    last: null,
  }))
const upload = (rows: readonly SentMapping[]) => uploadedMappings({ rows, onFile: [], catalog })

test('an upload of a hundred rows is taken, one of a hundred and one is not', () => {
  assert.equal(accepted(upload(rowsOf(mappingRowLimit))).length, 100)
  assert.deepEqual(refusalOf(upload(rowsOf(101))), { code: 'mapping.too-many-rows', count: 101, limit: 100 })
})

test('one bad row fails the upload, and every bad row is named', () => {
  const rows = rowsOf(4).map((row, index) => (index % 2 === 0 ? row : { ...row, itemCode: 'NOBODY' }))
  const refusal = refusalOf(upload(rows))
  assert.ok(refusal.code === 'mapping.bad-rows')
  assert.deepEqual([refusal.rows, refusal.faults.map(({ row }) => row)], [4, [2, 4]])
})

test('a row that ends is kept up to the day after its last', () => {
  const [mapping] = accepted(upload(rowsOf(1).map((row) => ({ ...row, last: isoDate('2023-12-31') }))))
  assert.deepEqual(mapping?.range, { from, until: isoDate('2024-01-01') })
})

const filed = (mappingId: string, rest: Partial<FiledMapping> = {}): FiledMapping => ({
  mappingId,
  localCode: 'L1',
  localName: '院内项目',
  listType: '101',
  itemCode: 'DRUG',
  range: { from, until: null },
  ...rest,
})
const named = { providerCode: 'H1', localCode: 'L1', listType: '101', itemCode: 'DRUG' }
const withdraw = (references: readonly (typeof named)[], onFile = [filed('M1')]) =>
  withdrawnMappings(references, onFile, 'H1')

test('a withdrawal finds its mapping by local code, list and item together', () => {
  const others = [filed('M2', { localCode: 'L2' }), filed('M3', { listType: '105' }), filed('M4', { itemCode: 'X' })]
  assert.deepEqual(
    accepted(withdraw([named], [filed('M1'), ...others])).map(({ mappingId }) => mappingId),
    ['M1'],
  )
})

test('mappings of the same item at different times are withdrawn together', () => {
  const earlier = filed('M0', { range: { from: isoDate('2022-01-01'), until: isoDate('2022-07-01') } })
  assert.equal(accepted(withdraw([named], [earlier, filed('M1')])).length, 2)
})

test('a withdrawal of what is not on file, is named twice or belongs to another institution is refused whole', () => {
  const faultOf = (references: readonly (typeof named)[]) => {
    const refusal = refusalOf(withdraw(references))
    return refusal.code === 'mapping.bad-rows' ? refusal.faults.map(({ fault, row }) => `${row} ${fault}`) : []
  }
  assert.deepEqual(faultOf([named, { ...named, localCode: 'L9' }]), ['2 not-on-file'])
  assert.deepEqual(faultOf([named, named]), ['2 twice-in-message'])
  assert.deepEqual(faultOf([{ ...named, providerCode: 'H2' }]), ['1 other-institution'])
  const many = Array.from({ length: 101 }, () => named)
  assert.equal(refusalOf(withdraw(many)).code, 'mapping.too-many-rows')
})

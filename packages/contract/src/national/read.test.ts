import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fen, localDateTime, quantity } from '@yibao/core/kernel'
import { message1101 } from './1101.ts'
import { message2001 } from './2001.ts'
import { message2102 } from './2102.ts'
import { message2204 } from './2204.ts'
import { integer } from './field.ts'
import { message } from './message.ts'
import { readInput, rowLimit } from './read.ts'
import { samples } from './samples/index.ts'
import { one, optional, required } from './table.ts'

type Fields = Record<string, unknown>
const line = (samples['2204'].input as { feedetail: [Fields] }).feedetail[0]
const purchase = samples['2102'].input as { druginfo: Fields; drugdetail: [Fields & { drug_trac_info: Fields[] }] }

function linesOf(input: unknown) {
  const read = readInput(message2204, input)
  assert.ok(read.ok, JSON.stringify(read))
  return read.value.feedetail
}

describe('the input of a message', () => {
  it('is read into fen, quantities and Beijing times, and every field that is empty is null', () => {
    const [read] = linesOf({ feedetail: [line] })
    assert.equal(read?.det_item_fee_sumamt, fen(4_52))
    assert.equal(read?.cnt, quantity(1_0000))
    assert.equal(read?.fee_ocur_time, localDateTime('2025-03-03 09:15:00'))
    assert.equal(read?.prd_days, '3')
    assert.equal(read?.rxno, null)
  })

  it('may send one object where an array of rows is meant', () => {
    assert.deepEqual(linesOf({ feedetail: line }), linesOf({ feedetail: [line] }))
  })

  it('may send the text null, or nothing, for an optional field', () => {
    const [read] = linesOf({ feedetail: [{ ...line, rxno: 'null', memo: '', comb_no: null }] })
    assert.deepEqual([read?.rxno, read?.memo, read?.comb_no], [null, null, null])
  })

  it('may carry fields that the table does not name', () => {
    const [read] = linesOf({ feedetail: [{ ...line, local_field: 'x' }], other: {} })
    assert.equal(read !== undefined && 'local_field' in read, false)
  })

  it('may leave out an optional object or an optional array', () => {
    const person = readInput(message1101, samples['1101'].input)
    assert.ok(person.ok)
    assert.equal(person.value.regSninfo, null)

    const { drug_trac_info: _, ...untraced } = purchase.drugdetail[0]
    const bought = readInput(message2102, { ...purchase, drugdetail: [untraced] })
    assert.ok(bought.ok)
    assert.deepEqual(bought.value.drugdetail[0]?.drug_trac_info, [])
  })

  it('may hold fields directly, without a node around them', () => {
    const direct = message({
      infno: '0000',
      name: '示例',
      english: 'Example',
      direction: 'query',
      input: { psn_no: required, page: optional(integer('页码', 4)), data: optional(one({ memo: required })) },
      output: {},
    })
    const read = readInput(direct, { psn_no: 'P1', page: '2' })
    assert.deepEqual(read, { ok: true, value: { psn_no: 'P1', page: 2, data: null } })
    assert.deepEqual(readInput(direct, {}), {
      ok: false,
      error: { code: 'message.missing-field', node: 'input', rows: [], field: 'psn_no', label: '人员编号' },
    })
  })
})

describe('a refusal of an input', () => {
  it('names the row of the array', () => {
    const read = readInput(message2204, { feedetail: [line, { ...line, cnt: 'many' }] })
    assert.deepEqual(read, {
      ok: false,
      error: {
        code: 'message.bad-number',
        node: 'feedetail',
        rows: [2],
        field: 'cnt',
        label: '数量',
        value: 'many',
        reason: 'not-a-number',
        total: 16,
        decimals: 4,
      },
    })
  })

  it('names both rows when a row holds rows', () => {
    const [sold] = purchase.drugdetail
    const [first] = sold.drug_trac_info
    const untold = { ...sold, drug_trac_info: [first, { ...first, trdn_flag: '' }] }
    const read = readInput(message2102, { ...purchase, drugdetail: [sold, sold, untold] })
    assert.deepEqual(read, {
      ok: false,
      error: {
        code: 'message.missing-field',
        node: 'drugdetail.drug_trac_info',
        rows: [3, 2],
        field: 'trdn_flag',
        label: '拆零标志',
      },
    })
  })

  it('tells the first fault in the order of the table, whatever order the sender used', () => {
    const read = readInput(message2204, { feedetail: [{ ...line, cnt: 'x', mdtrt_id: '' }] })
    assert.equal(!read.ok && 'field' in read.error && read.error.field, 'mdtrt_id')
  })

  it('tells a missing node, an empty array and something that is no object apart', () => {
    const missing = { ok: false, error: { code: 'message.missing-node', node: 'feedetail', rows: [] } }
    for (const absent of [{}, { feedetail: null }, { feedetail: '' }, { feedetail: [] }]) {
      assert.deepEqual(readInput(message2204, absent), missing)
    }
    const odd = { ok: false, error: { code: 'message.not-an-object', node: 'feedetail', rows: [1] } }
    assert.deepEqual(readInput(message2204, { feedetail: ['x'] }), odd)
    for (const input of [null, 'x', 1, []]) {
      const error = { code: 'message.not-an-object', node: 'input', rows: [] }
      assert.deepEqual(readInput(message2001, input), { ok: false, error })
    }
    const list = readInput(message2001, { data: [{ psn_no: 'P1' }] })
    assert.deepEqual(list, { ok: false, error: { code: 'message.not-an-object', node: 'data', rows: [] } })
  })

  it('comes before any row is read when there are too many', () => {
    assert.equal(linesOf({ feedetail: Array(rowLimit).fill(line) }).length, rowLimit)
    assert.deepEqual(readInput(message2204, { feedetail: Array(rowLimit + 1).fill('x') }), {
      ok: false,
      error: { code: 'message.too-many-rows', node: 'feedetail', rows: [], count: rowLimit + 1, limit: rowLimit },
    })
  })
})

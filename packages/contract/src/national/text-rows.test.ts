import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { detailsSent } from './3202-files.ts'
import { readTextRows, writeTextRows } from './text-rows.ts'

const good = 'S1\tV1\tP1\t100.00\t70.00\t0.00\t0\tnull'
const rowOf = (text: string) => readTextRows(detailsSent, text)

describe('a text file of the interface', () => {
  it('is read with its mark, CRLF, empty lines, a line of names and missing cells at the end', () => {
    const names = 'setl_id\tmdtrt_id\tpsn_no\tmedfee_sumamt\tfund_pay_sumamt\tacct_pay\trefd_setl_flag\texp_content'
    const { rows, faults } = rowOf(`\uFEFF${names}\r\n${good}\r\n\r\nS2\tV2\tP2\t-1.5\t0\tnull\t1`)
    assert.deepEqual(faults, [{ row: 4, column: 'acct_pay', value: '' }])
    assert.deepEqual(
      rows.map(({ row, value }) => [row, value.setl_id, value.medfee_sumamt, value.exp_content]),
      [[2, 'S1', 100_00, null]],
    )
  })

  it('names every bad row by its line and column', () => {
    const bad = [
      good.replace('100.00', '一百'),
      good.replace('S1', 'null'),
      good.replace('\t0\t', '\t7\t'),
      `${good}\tmore`,
      good,
    ]
    const { rows, faults } = rowOf(bad.join('\n'))
    assert.equal(rows.length, 1)
    assert.deepEqual(
      faults.map(({ row, column }) => [row, column]),
      [
        [1, 'medfee_sumamt'],
        [2, 'setl_id'],
        [3, 'refd_setl_flag'],
        [4, ''],
      ],
    )
  })

  it('is written as it is read, and a separator inside a cell cannot move the others', () => {
    const { rows } = rowOf(`${good}\n${good.replace('null', 'a b')}`)
    const written = writeTextRows(
      detailsSent,
      rows.map(({ value }) => value),
    )
    assert.equal(written, `${good}\n${good.replace('null', 'a b')}\n`)
    const split = writeTextRows(
      detailsSent,
      rows.slice(0, 1).map(({ value }) => ({ ...value, exp_content: 'a\tb\nc' })),
    )
    assert.equal(split, `${good.replace('null', 'a b c')}\n`)
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fen } from '@yibao/core/kernel'
import { message2102 } from './2102.ts'
import { message2204 } from './2204.ts'
import { message2206 } from './2206.ts'
import { message2207 } from './2207.ts'
import { samples } from './samples/index.ts'
import { writeOutput } from './write.ts'

describe('an answer', () => {
  it('carries amounts, prices, quantities and shares as JSON numbers', () => {
    const written = JSON.stringify(writeOutput(message2204, samples['2204'].output))
    assert.match(
      written,
      /"det_item_fee_sumamt":4\.52,"cnt":1,"pric":4\.52,"pric_uplmt_amt":999999,"selfpay_prop":0\.05/,
    )
    assert.match(written, /"preselfpay_amt":0\.23,"inscp_scp_amt":4\.29/)
  })

  it('writes amounts that no float holds as the cashier would', () => {
    const { output } = samples['2207']
    for (const [amount, text] of [
      [fen(29), '0.29'],
      [fen(-3379_26), '-3379.26'],
      [fen(23442_46), '23442.46'],
      [fen(9_999_999_999_99), '9999999999.99'],
    ] as const) {
      const written = writeOutput(message2207, { ...output, setlinfo: { ...output.setlinfo, balc: amount } })
      assert.ok(JSON.stringify(written).includes(`"balc":${text},`), text)
    }
  })

  it('writes an empty number as 0 and any other empty value as an empty text', () => {
    const { setlinfo } = writeOutput(message2102, samples['2102'].output) as { setlinfo: Record<string, unknown> }
    assert.equal(setlinfo.hosp_part_amt, 0)
    assert.equal(setlinfo.exp_content, '')
  })

  it('of a quote writes JSON null for what only a settlement has, as real centres do', () => {
    const { setlinfo } = writeOutput(message2206, samples['2206'].output) as { setlinfo: Record<string, unknown> }
    assert.deepEqual([setlinfo.setl_time, setlinfo.clr_way, setlinfo.clr_optins], [null, null, null])
  })
})

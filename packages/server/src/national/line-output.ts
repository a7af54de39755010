import type { messages, OutputOf } from '@yibao/contract/national'
import { unitPrice } from '@yibao/core/kernel'
import type { FiledLine } from '@yibao/core/settlement'
import { yesNo } from './person-output.ts'

const itemLevels = { A: '01', B: '02', C: '03' } as const

/** What centres send as price ceiling when there is none. */
const noCeiling = unitPrice(999_999_000_000)

type LineAnswer = OutputOf<(typeof messages)['2102']>['detlcutinfo'][number]

/** One line as the centre splits it. */
export function lineOutput(line: FiledLine): LineAnswer {
  const { split, item } = line
  return {
    feedetl_sn: line.lineNumber,
    det_item_fee_sumamt: split.total,
    cnt: line.quantity,
    pric: line.price,
    pric_uplmt_amt: split.ceiling ?? noCeiling,
    selfpay_prop: split.preCoinsuranceRate,
    fulamt_ownpay_amt: split.nonCovered,
    overlmt_amt: split.overPriceLimit,
    preselfpay_amt: split.preCoinsurance,
    inscp_scp_amt: split.eligible,
    chrgitm_lv: itemLevels[item.class],
    med_chrgitm_type: item.chargeType,
    bas_medn_flag: null,
    hi_nego_drug_flag: null,
    chld_medc_flag: null,
    list_sp_item_flag: null,
    drt_reim_flag: null,
    memo: null,
  }
}

export function uploadedLineOutput(line: FiledLine): OutputOf<(typeof messages)['2204']>['result'][number] {
  return { ...lineOutput(line), lmt_used_flag: yesNo(line.item.restricted), exp_content: null }
}

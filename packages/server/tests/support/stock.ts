import { purchaseInput } from './visit.ts'
import type { TestPerson } from './world.ts'
import { type Envelope, items, today } from './world.ts'

/** The names of the goods that every report of a test is about; `more` replaces single fields. */
const goods = {
  med_list_codg: items.whole.code,
  fixmedins_hilist_id: `local-${items.whole.code}`,
  fixmedins_hilist_name: '测试药品',
  rx_flag: '1',
}

export const countInput = (batch: string, count: number, more: Envelope = {}) => ({
  invinfo: { ...goods, fixmedins_bchno: batch, invdate: today, inv_cnt: count, ...more },
})

export const changeInput = (batch: string, type: string, count: number) => ({
  invinfo: {
    ...goods,
    fixmedins_bchno: batch,
    inv_chg_type: type,
    cnt: count,
    inv_chg_time: `${today} 08:00:00`,
    inv_chg_opter_name: '库管员',
  },
})

/** 3503 and 3504. */
export const boughtInput = (batch: string, count: number, more: Envelope = {}) => ({
  purcinfo: {
    ...goods,
    fixmedins_bchno: batch,
    purc_retn_cnt: count,
    purc_retn_stoin_time: `${today} 08:00:00`,
    purc_retn_opter_name: '库管员',
    spler_name: '测试供应商',
    ...more,
  },
})

/** 3505 and 3506. */
export const soldInput = (batch: string, count: number, more: Envelope = {}) => ({
  selinfo: {
    ...goods,
    fixmedins_bchno: batch,
    trdn_flag: '0',
    sel_retn_cnt: count,
    sel_retn_time: `${today} 08:30:00`,
    sel_retn_opter_name: '收费员',
    ...more,
  },
})

let last = 0

/** A drug traceability code that nobody used yet: 20 digits. */
export function newCode(): string {
  last += 1
  return `8${String(last).padStart(19, '0')}`
}

interface Sold {
  readonly codes: readonly string[]
  readonly quantity?: number
  readonly split?: boolean
  readonly unit?: '1' | '2'
}

/** A purchase of one line whose packages carry these codes. */
export function codedPurchase(who: TestPerson, { codes, quantity = 1, split = false, unit = '2' }: Sold) {
  const bill = purchaseInput(who, [{ code: items.whole.code, price: 1, quantity }])
  const drugdetail = bill.drugdetail.map((line) => ({
    ...line,
    drug_trac_info: codes.map((code) => ({
      feedetl_sn: line.feedetl_sn,
      drug_trac_codg: code,
      trdn_flag: split ? '1' : '0',
      min_prcunt_type: unit,
    })),
  }))
  return { ...bill, drugdetail }
}

import type { InputOf, Messages } from '@yibao/contract/national'
import { type Fen, type LocalDateTime, localDateTime, parseQuantity, type Quantity, quantity } from '@yibao/core/kernel'
import type { StockKind, StockReport } from '@yibao/core/stock'
import { reportStock, type StockOrder } from '../../flows/stock.ts'
import { type Context, type Present, recording } from '../handler.ts'

/** What an answer says inside the output: booked. A refusal has infcode -1 and no output. */
const booked = { retRslt: '1', msgRslt: null }

type Row = Readonly<Record<string, string | number | null>>

interface Goods {
  readonly med_list_codg: string | null
  readonly fixmedins_hilist_id: string | null
  readonly fixmedins_bchno: string | null
}

/** The fields that core and columns know by other names; what else is sent is kept as it came. */
const known = new Set([
  'med_list_codg',
  'fixmedins_hilist_id',
  'fixmedins_bchno',
  'drug_trac_codg',
  'setl_id',
  'mdtrt_sn',
])

const detailsOf = (row: object): Row =>
  Object.fromEntries(Object.entries(row as Row).filter(([name, value]) => !known.has(name) && value !== null))

interface Moved {
  readonly kind: StockKind
  readonly quantity: Quantity
  readonly at: LocalDateTime
  readonly operator: string
  readonly changeType?: string
  readonly packageHolds?: Quantity | null
}

function orderOf(goods: Goods, { operator, changeType = '', packageHolds = null, ...moved }: Moved): StockOrder {
  const report: StockReport = {
    ...moved,
    itemCode: goods.med_list_codg,
    localItemCode: goods.fixmedins_hilist_id,
    batch: goods.fixmedins_bchno ?? '',
    changeType: changeType === '' ? null : changeType,
    settlementId: null,
    packageHolds,
  }
  const notes = { operator, visitNumber: null, traceCode: null, details: detailsOf(goods) }
  return { report, notes, insuredId: null, code: null }
}

async function reportOn(context: Context, order: StockOrder, present: Present<typeof booked>) {
  const outcome = await reportStock(context.ports, context.message, order, () => present(booked))
  return { insuredId: '', outcome }
}

/** A count has two decimals on the wire where everything else has four. */
const counted = (amount: Fen): Quantity => quantity(amount * 100)

/** A count is said for a day: it is what was there when the day ended, or now on the same day. */
function countedAt(day: string, now: LocalDateTime): LocalDateTime {
  const evening = localDateTime(`${day} 23:59:59`)
  return evening > now && now.startsWith(day) ? now : evening
}

export const handle3501 = recording('3501', (context, { invinfo }, present) => {
  const at = countedAt(invinfo.invdate, context.ports.clock.now())
  const { opter, opter_name } = context.envelope
  const operator = opter_name ?? opter ?? ''
  const moved = { kind: 'count', quantity: counted(invinfo.inv_cnt), at, operator } as const
  return reportOn(context, orderOf(invinfo, moved), present)
})

export const handle3502 = recording('3502', (context, { invinfo }, present) => {
  const { cnt, inv_chg_time: at, inv_chg_opter_name: operator, inv_chg_type: changeType } = invinfo
  return reportOn(context, orderOf(invinfo, { kind: 'change', quantity: cnt, at, operator, changeType }), present)
})

type Bought = InputOf<Messages['3504']>['purcinfo']

const purchased = (kind: 'purchase' | 'purchase-return', row: Bought | InputOf<Messages['3503']>['purcinfo']) => ({
  kind,
  quantity: row.purc_retn_cnt,
  at: row.purc_retn_stoin_time,
  operator: row.purc_retn_opter_name,
})

/** `pac_cnt` is free text; only a number above zero says how many parts a package holds. */
function packageHolds(text: string | null): Quantity | null {
  const parsed = text === null || !/^\d{1,6}(?:\.\d{1,4})?$/.test(text) ? null : parseQuantity(text)
  return parsed?.ok && parsed.value > 0 ? parsed.value : null
}

export const handle3503 = recording('3503', (context, { purcinfo }, present) => {
  const holds = packageHolds(purcinfo.pac_cnt)
  return reportOn(context, orderOf(purcinfo, { ...purchased('purchase', purcinfo), packageHolds: holds }), present)
})

export const handle3504 = recording('3504', (context, { purcinfo }, present) =>
  reportOn(context, orderOf(purcinfo, purchased('purchase-return', purcinfo)), present),
)

type Sold = InputOf<Messages['3506']>['selinfo']

function soldOrder(kind: 'sale' | 'sale-return', row: Sold, visitNumber: string | null): StockOrder {
  const { sel_retn_cnt, sel_retn_time: at, sel_retn_opter_name: operator, drug_trac_codg, setl_id, psn_no } = row
  const order = orderOf(row, { kind, quantity: sel_retn_cnt, at, operator })
  const code =
    drug_trac_codg === null ? null : { code: drug_trac_codg, split: row.trdn_flag === '1', unit: 'part' as const }
  return {
    report: { ...order.report, settlementId: setl_id },
    notes: { ...order.notes, visitNumber, traceCode: drug_trac_codg },
    insuredId: psn_no,
    code,
  }
}

export const handle3505 = recording('3505', (context, { selinfo }, present) =>
  reportOn(context, soldOrder('sale', selinfo, selinfo.mdtrt_sn), present),
)

export const handle3506 = recording('3506', (context, { selinfo }, present) =>
  reportOn(context, soldOrder('sale-return', selinfo, null), present),
)

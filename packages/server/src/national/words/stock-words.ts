import type { StockRefusal, TraceRefusal } from '@yibao/core/stock'
import { none, quote, type WordsOf } from './words.ts'

/** The words about traceability codes, which a settlement says too. */
export const traceWords: WordsOf<TraceRefusal> = {
  'stock.trace-code-malformed': {
    meaning: '追溯码格式错误',
    facts: ({ traceCode, line }) => `${quote(traceCode)}，明细 ${quote(line)}`,
    cure: '请重新扫码：8 至 100 位字母、数字或符号，不含空格和汉字',
  },
  'stock.trace-code-of-another-line': {
    meaning: '追溯码所填的明细流水号与所在明细不符',
    facts: ({ traceCode, line }) => `${quote(traceCode)}，明细 ${quote(line)}`,
    cure: '请更正 drug_trac_info 的 feedetl_sn',
  },
  'stock.trace-code-twice': {
    meaning: '同一追溯码在一张单据中出现两次',
    facts: ({ traceCode, line }) => `${quote(traceCode)}，明细 ${quote(line)}`,
    cure: '请核对实物后逐盒扫码',
  },
  'stock.more-codes-than-sold': {
    meaning: '整盒追溯码多于销售数量',
    facts: ({ line, codes, sold }) => `明细 ${quote(line)} 有 ${codes} 个码，数量 ${quote(sold)}`,
    cure: '请核对 cnt 与实物，一盒一码；拆零销售请填 trdn_flag 1',
  },
  'stock.trace-code-sold': {
    meaning: '该追溯码的药品已售出',
    facts: ({ traceCode, at, institution }) => `${quote(traceCode)}，${at}，机构 ${institution}`,
    cure: '请核对实物；如系退货，须先撤销原结算或上报销售退货',
  },
  'stock.trace-code-split': {
    meaning: '同一追溯码不能既整盒又拆零销售',
    facts: ({ traceCode, at, institution, before }) =>
      `${quote(traceCode)}，${at} 已${before === 'whole' ? '整盒' : '拆零'}售出，机构 ${institution}`,
    cure: '请核对实物和拆零标志',
  },
  'stock.trace-code-used-up': {
    meaning: '拆零数量超过包装数量',
    facts: ({ traceCode, holds, sold, asked }) =>
      `${quote(traceCode)}，每盒 ${quote(holds ?? '1 盒')}，已售 ${quote(sold)}，本次 ${quote(asked)}`,
    cure: '请核对数量，或更换另一盒的追溯码',
  },
  'stock.trace-code-busy': {
    meaning: '该追溯码正在另一笔交易中销售',
    facts: ({ traceCode }) => quote(traceCode),
    cure: '请核对实物，一分钟后用原 msgid 重发',
  },
}

const kindNames: Readonly<Record<string, string>> = {
  count: '盘存',
  change: '库存变更',
  purchase: '采购',
  'purchase-return': '采购退货',
  sale: '销售',
  'sale-return': '销售退货',
}

export const stockWords: WordsOf<StockRefusal> = {
  ...traceWords,
  'stock.no-item': {
    meaning: '未说明是哪种商品',
    facts: none,
    cure: '请填 med_list_codg 或 fixmedins_hilist_id',
  },
  'stock.bad-quantity': {
    meaning: '数量无效',
    facts: ({ quantity, kind }) => `${kindNames[kind] ?? quote(kind)} ${quote(quantity)}`,
    cure: '盘存数量不得为负，变更数量不得为 0，其他数量须大于 0，且小于一亿',
  },
  'stock.date-in-future': {
    meaning: '发生时间晚于中心当前日期',
    facts: ({ at, today }) => `${at}，当前 ${today}`,
    cure: '请更正时间',
  },
  'stock.return-exceeds-stock': {
    meaning: '采购退货数量超过库存',
    facts: ({ item, batch, stock, returned }) =>
      `商品 ${quote(item)}，批次 ${quote(batch)}，库存 ${quote(stock)}，退货 ${quote(returned)}`,
    cure: '请核对数量，或先上报采购或盘存',
  },
  'stock.return-exceeds-sale': {
    meaning: '销售退货数量超过该笔销售',
    facts: ({ item, batch, sold, returned }) =>
      `商品 ${quote(item)}，批次 ${quote(batch)}，可退 ${quote(sold)}，退货 ${quote(returned)}`,
    cure: '请核对商品、批次、结算 ID 和数量',
  },
  'stock.settlement-without-person': {
    meaning: '填了结算 ID 而未填人员编号',
    facts: ({ settlementId }) => `setl_id ${quote(settlementId)}`,
    cure: '请补填 psn_no',
  },
  'stock.unknown-settlement': {
    meaning: '该人员在本机构没有此结算',
    facts: ({ settlementId }) => `setl_id ${quote(settlementId)}`,
    cure: '请核对 setl_id 和 psn_no；自费销售不填 setl_id',
  },
  'stock.code-not-sold-here': {
    meaning: '本机构没有该追溯码的自费销售，不能退货',
    facts: ({ traceCode }) => quote(traceCode),
    cure: '请核对追溯码、商品和批次；医保结算的销售请填 setl_id 和 psn_no',
  },
}

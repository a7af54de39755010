import type { Filing, FilingRefusal } from '@yibao/core/filing'
import type { FilingQueryRefusal } from '../../flows/filing-refusals.ts'
import { quote, type WordsOf } from './words.ts'

const kinds: Readonly<Record<Filing['kind'], string>> = { transfer: '转院', chronic: '慢特病', designated: '定点' }

export const filingWords: WordsOf<FilingRefusal | FilingQueryRefusal> = {
  'filing.not-insured': {
    meaning: '备案开始日未参保',
    facts: ({ scheme, on }) => (scheme === null ? on : `险种 ${scheme}，${on}`),
    cure: '请核对险种和开始日期',
  },
  'filing.division-differs': {
    meaning: '医保区划不符',
    facts: ({ field, stated, filed }) => `${field} 报文${quote(stated)}，中心 ${filed}`,
    cure: '请核对区划代码',
  },
  'filing.bad-division': {
    meaning: '区划代码无效',
    facts: ({ field, stated }) => `${field} ${quote(stated)}`,
    cure: '请填写六位区划代码',
  },
  'filing.ends-before-it-begins': {
    meaning: '备案结束日期早于开始日期',
    facts: ({ from, through }) => `${from} 至 ${through}`,
    cure: '请更正起止日期',
  },
  'filing.date-in-future': {
    meaning: '日期晚于中心当前日期',
    facts: ({ field, date, today }) => `${field} ${date}，当前 ${today}`,
    cure: '请更正日期',
  },
  'filing.transfer-outside-range': {
    meaning: '转院日期不在备案起止日期内',
    facts: ({ date, from }) => `转院 ${date}，备案自 ${from}`,
    cure: '请更正 refl_date 或起止日期',
  },
  'filing.unknown-disease': {
    meaning: '病种不在门诊慢特病目录中',
    facts: ({ diseaseCode }) => `opsp_dise_code ${quote(diseaseCode)}`,
    cure: '请按 1309 下载的目录填写病种编码',
  },
  'filing.unknown-institution': {
    meaning: '机构未在中心登记',
    facts: ({ field, providerCode }) => `${field} ${quote(providerCode)}`,
    cure: '请核对机构编号；本地机构须先登记',
  },
  'filing.pharmacy': {
    meaning: '药店不能鉴定、转出或接收患者',
    facts: ({ field, providerCode }) => `${field} ${quote(providerCode)}`,
    cure: '请填写医疗机构编号，由医疗机构备案',
  },
  'filing.not-designated': {
    meaning: '机构该日不在定点协议期内',
    facts: ({ field, providerCode, on }) => `${field} ${quote(providerCode)}，${on}`,
    cure: '请换用协议期内的机构，或联系医保经办机构',
  },
  'filing.to-itself': {
    meaning: '转往机构就是本机构',
    facts: ({ providerCode }) => providerCode,
    cure: '请核对 reflin_medins_no',
  },
  'filing.bad-order': {
    meaning: '定点排序号无效',
    facts: ({ order }) => quote(order),
    cure: '请填写 1 至 999 的整数',
  },
  'filing.order-taken': {
    meaning: '该业务的定点排序号在同一时段已被使用',
    facts: ({ order, filingId }) => `排序号 ${order}，备案 ${filingId}`,
    cure: '请换用其他排序号，或先撤销原备案（2506）',
  },
  'filing.overlap': {
    meaning: '同一事项的备案时段重叠',
    facts: ({ kind, about, filingId, from, until }) =>
      `${kinds[kind]}${quote(about)}，备案 ${filingId}，自 ${from}${until === null ? '' : ` 至 ${until} 前`}`,
    cure: '请错开起止日期，或先撤销原备案',
  },
  'filing.unknown': {
    meaning: '备案不存在',
    facts: ({ filingId }) => `trt_dcla_detl_sn ${quote(filingId)}`,
    cure: '请核对 trt_dcla_detl_sn 和 psn_no',
  },
  'filing.of-another-kind': {
    meaning: '备案类别与交易不符',
    facts: ({ filingId, kind }) => `${quote(filingId)}是${kinds[kind]}备案`,
    cure: '转院用 2502，慢特病用 2504，定点用 2506',
  },
  'filing.other-institution': {
    meaning: '备案由其他机构办理',
    facts: ({ filingId, filedBy }) => `${quote(filingId)}由 ${filedBy} 办理`,
    cure: '只有办理备案的机构可以撤销',
  },
  'filing.withdrawn-before': {
    meaning: '备案已撤销',
    facts: ({ filingId }) => quote(filingId),
    cure: '无需再次撤销',
  },
  'filing.settled-on': {
    meaning: '已有结算依据该备案，不能撤销',
    facts: ({ filingId, settlementId }) => `${quote(filingId)}，setl_id ${settlementId}`,
    cure: '请先撤销该结算',
  },
  'filing.period-turned': {
    meaning: '查询结束时间早于开始时间',
    facts: ({ from, through }) => `${from} 至 ${through}`,
    cure: '请更正 begntime 和 endtime',
  },
  'filing.too-many': {
    meaning: '转院备案过多，一次答复容不下',
    facts: ({ limit }) => `上限 ${limit} 条`,
    cure: '请缩短查询时段，或填写 psn_no',
  },
}

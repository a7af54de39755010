import type { FilingGroundRefusal } from '@yibao/core/settlement'
import { quote, type WordsOf } from './words.ts'

const needed = {
  chronic: ['慢特病', '2503'],
  'special-drug': ['特药病种', '2503'],
  transfer: ['转往本机构的转院', '2501'],
  designated: ['定点', '2505'],
} as const

/** Why a bill that needs a filing is refused. */
export const filingGroundWords: WordsOf<FilingGroundRefusal> = {
  'settlement.no-filing': {
    meaning: '没有有效备案',
    facts: ({ kind, about, on }) => `${needed[kind][0]}备案${about === null ? '' : quote(about)}，${on}`,
    cure: '请先办理备案（慢特病、特药 2503，转院 2501，定点 2505），或按自费处理',
  },
  'settlement.designated-elsewhere': {
    meaning: '参保人定点在其他机构',
    facts: ({ business, providerCode, on }) => `业务 ${quote(business)}，定点 ${providerCode}，${on}`,
    cure: '请到定点机构就诊，或变更定点备案（2506、2505）',
  },
  'settlement.no-doctor': {
    meaning: '双通道药品缺少责任医师',
    facts: ({ line }) => `明细${quote(line)} bilg_dr_codg`,
    cure: '请填写处方医师编码',
  },
  'settlement.no-prescription': {
    meaning: '双通道药品缺少处方',
    facts: ({ line }) => `明细${quote(line)} rxno`,
    cure: '请填写处方号',
  },
  'settlement.certifiers-differ': {
    meaning: '所购药品的备案由不同医院鉴定，支付标准不同',
    facts: ({ providerCodes }) => quote(providerCodes.join('、')),
    cure: '请按备案病种分开结算',
  },
  'settlement.certifier-unknown': {
    meaning: '备案的鉴定医院未在中心登记',
    facts: ({ providerCode }) => providerCode,
    cure: '请联系医保经办机构',
  },
  'settlement.filing-withdrawn': {
    meaning: '原结算所依据的备案已撤销，不能恢复',
    facts: ({ filingId }) => filingId,
    cure: '请重新备案并结算',
  },
}

import { fen, yuan } from '@yibao/core/kernel'
import type { ReconciliationRefusal } from '@yibao/core/reconciliation'
import { quote, type WordsOf } from './words.ts'

const figureNames: Readonly<Record<string, string>> = {
  count: '笔数',
  personTimes: '人次',
  total: '医疗费总额',
  recognised: '认可费用（inscp_scp_amt 合计）',
  fund: '基金',
  cash: '现金',
  account: '个人账户',
}

const counted = ['count', 'personTimes']

interface Differing {
  readonly figure: string
  readonly stated: number
  readonly filed: number
}

function differencesText(differences: readonly Differing[], other: string): string {
  const text = (figure: string, value: number): string => (counted.includes(figure) ? String(value) : yuan(fen(value)))
  return differences
    .map(
      ({ figure, stated, filed }) =>
        `${figureNames[figure]} 报文 ${text(figure, stated)}、${other} ${text(figure, filed)}`,
    )
    .join('；')
}

export const reconciliationWords: WordsOf<ReconciliationRefusal> = {
  'reconciliation.bad-period': {
    meaning: '对账结束日期早于开始日期',
    facts: ({ begin, end }) => `${begin} 至 ${end}`,
    cure: '请更正日期',
  },
  'reconciliation.bad-division': {
    meaning: '结算经办机构不是医保区划',
    facts: ({ stated }) => `setl_optins ${quote(stated)}`,
    cure: '请填结算返回的 clr_optins，或其上级区划',
  },
  'reconciliation.not-one-text': {
    meaning: '压缩包内应恰有一个明细文本',
    facts: ({ filename, entries }) => `${quote(filename)}内有 ${entries} 个文件`,
    cure: '请只压缩一个 TXT 后重传',
  },
  'reconciliation.bad-encoding': {
    meaning: '明细文本不是 UTF-8 编码',
    facts: ({ filename }) => quote(filename),
    cure: '请另存为 UTF-8 后重新压缩上传',
  },
  'reconciliation.bad-rows': {
    meaning: '明细文本有错误行',
    facts: ({ count, faults }) =>
      `共 ${count} 行，${faults
        .slice(0, 5)
        .map(({ row, column, value }) => `第${row}行 ${column === '' ? '列数不符' : `${column}${quote(value)}`}`)
        .join('；')}`,
    cure: '请更正后重新上传',
  },
  'reconciliation.sums-differ': {
    meaning: '报文合计与明细文件不符',
    facts: ({ differences }) => differencesText(differences, '文件'),
    cure: '请核对后重发',
  },
  'reconciliation.too-many-rows': {
    meaning: '对账期内笔数过多',
    facts: ({ count, limit }) => `${count} 笔，上限 ${limit} 笔`,
    cure: '请缩短对账日期',
  },
  'reconciliation.bad-month': {
    meaning: '结算年月无效',
    facts: ({ month }) => `setlym ${quote(month)}`,
    cure: '格式应为 yyyyMM',
  },
  'reconciliation.month-not-over': {
    meaning: '结算月份尚未结束，不能申请清算',
    facts: ({ month, today }) => `${month}，当前 ${today}`,
    cure: '请在次月申请',
  },
  'reconciliation.not-the-month': {
    meaning: '清算日期应为结算年月的整月',
    facts: ({ month, begin, end }) => `${month} 为 ${begin} 至 ${end}`,
    cure: '请更正 begndate 和 enddate',
  },
  'reconciliation.claim-differs': {
    meaning: '清算申请与中心不符',
    facts: ({ differences }) => differencesText(differences, '中心'),
    cure: '请先用 3201、3202 对账',
  },
  'reconciliation.already-applied': {
    meaning: '该月该类别已申请清算',
    facts: ({ month, applicationId }) => `${month}，申请 ${applicationId}`,
    cure: '如需更改请先用 3204 撤销',
  },
  'reconciliation.unknown-application': {
    meaning: '清算申请不存在或不属于本机构',
    facts: ({ applicationId }) => quote(applicationId),
    cure: '请核对 clr_appy_evt_id',
  },
  'reconciliation.not-open': {
    meaning: '清算申请已撤销或已审定，不能撤销',
    facts: ({ applicationId, state }) => `${quote(applicationId)}${state === 'withdrawn' ? '已撤销' : '已审定'}`,
    cure: '已审定的请联系医保经办机构',
  },
}

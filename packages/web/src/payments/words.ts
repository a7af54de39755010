import type { Answer } from '@yibao/contract/rest'
import { caseKindWords } from '@yibao/core/payment'
import { named, type Pair, type Say } from '../kit/index.ts'

type Run = Answer<'payments.runs'>['rows'][number]
type CaseRow = Answer<'payments.cases'>['rows'][number]
type Review = Answer<'payments.reviews'>['rows'][number]
type List = Answer<'lists.find'>['rows'][number]

export const runKindWords: Readonly<Record<Run['kind'], Pair>> = {
  month: ['月结算', 'Month-end'],
  advance: ['预付', 'Advance'],
  year: ['年终清算', 'Year-end clearing'],
}

export const runStateWords: Readonly<Record<Run['state'], Pair>> = {
  running: ['未办完', 'unfinished'],
  closed: ['已办结', 'closed'],
  reopened: ['已重开', 'reopened'],
}

export const roleWords: Readonly<Record<CaseRow['role'], Pair>> = {
  case: ['本月', 'this month'],
  adjustment: ['调整', 'adjustment'],
  held: ['暂不支付', 'held'],
}

export const listStateWords: Readonly<Record<List['state'], Pair>> = {
  missing: ['缺', 'missing'],
  saved: ['未提交', 'not submitted'],
  withdrawn: ['已撤回', 'taken back'],
  submitted: ['已提交', 'submitted'],
}

export const reviewStateWords: Readonly<Record<Review['state'], Pair>> = {
  applied: ['待指定评审人', 'waiting for reviewers'],
  assigned: ['评审中', 'under review'],
  disputed: ['意见不一', 'reviewers differ'],
  decided: ['已决定', 'decided'],
}

const kindWords: Readonly<Record<string, Pair>> = {
  ...caseKindWords,
  'payment.no-list': ['缺清单', 'no list'],
  'payment.two-insurances': ['跨险种', 'two insurances'],
}

/** How a plan took a case, or the code of what is missing; a code newer than the table stands for itself. */
export function kindText(kind: string, say: Say): string {
  return say(...named(kindWords, kind))
}

/** Points from millionths. */
export const pointsText = (millionths: number): string =>
  (millionths / 1_000_000).toLocaleString('en-US', { minimumFractionDigits: 4, maximumFractionDigits: 4 })

export const percentText = (ppm: number): string => `${(ppm / 10_000).toFixed(2)}%`

export const monthPattern = /^\d{4}-(0[1-9]|1[0-2])$/

import type { Answer } from '@yibao/contract/rest'
import { medTypeWordsOf } from '@yibao/core/encounter'
import { settlementKindWords } from '@yibao/core/settlement'
import { type Pair, titled } from '../kit/index.ts'

export const kindWords = titled(settlementKindWords)

export const stateWords: Readonly<Record<'standing' | 'undone', Pair>> = {
  standing: ['现仍有效', 'Standing'],
  undone: ['已撤销或冲正', 'Undone'],
}

export const payerWords: Readonly<Record<keyof Answer<'settlements.timeline'>['steps'][number]['payers'], Pair>> = {
  pool: ['统筹基金', 'Pooled fund'],
  largeAmount: ['大额补助', 'Large-amount supplement'],
  criticalIllness: ['大病保险', 'Critical illness insurance'],
  civilServant: ['公务员补助', 'Civil-servant supplement'],
  enterprise: ['企业补充', 'Enterprise supplement'],
  assistance: ['医疗救助', 'Medical assistance'],
  other: ['其他', 'Others'],
  hospital: ['医院负担', 'Borne by the hospital'],
  account: ['个人账户', 'Personal account'],
  family: ['家庭共济账户', 'Accounts of relatives'],
  cash: ['现金', 'Cash'],
}

export const amountWords: Readonly<
  Record<'total' | 'nonCovered' | 'overPriceLimit' | 'preCoinsurance' | 'eligible' | 'deductible', Pair>
> = {
  total: ['医疗总费用', 'Total charge'],
  nonCovered: ['全自费', 'Non-covered'],
  overPriceLimit: ['超限价', 'Over the price ceiling'],
  preCoinsurance: ['先行自付', 'Preliminary co-insurance'],
  eligible: ['符合政策范围', 'Eligible'],
  deductible: ['实付起付标准', 'Deductible paid'],
}

const commonCare = ['11', '12', '13', '14', '21', '24', '41']

/** The common kinds of care, to choose from. */
export const careWords = titled(Object.fromEntries(commonCare.map((code) => [code, medTypeWordsOf(code)])))

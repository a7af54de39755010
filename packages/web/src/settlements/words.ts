import type { Answer } from '@yibao/contract/rest'
import type { Pair } from '../kit/index.ts'

type Settlement = Answer<'settlements.get'>['settlement']

export const kindWords: Readonly<Record<Settlement['kind'], Pair>> = {
  settle: ['结算', 'Settled'],
  cancel: ['撤销', 'Cancelled'],
  reverse: ['冲正', 'Reversed'],
  restore: ['恢复', 'Restored'],
}

export const schemeWords: Readonly<Record<Settlement['scheme'], Pair>> = {
  '310': ['职工医保', 'Employees'],
  '390': ['居民医保', 'Residents'],
}

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
  deductible: ['起付标准', 'Deductible'],
}

/** The common kinds of care; others show by their code. */
export const careWords: Readonly<Record<string, Pair>> = {
  '11': ['普通门诊', 'Outpatient'],
  '12': ['门诊挂号', 'Registration'],
  '13': ['急诊', 'Emergency'],
  '14': ['门诊慢特病', 'Chronic and special disease'],
  '21': ['普通住院', 'Inpatient'],
  '24': ['急诊转住院', 'Emergency to inpatient'],
  '41': ['定点药店购药', 'Pharmacy'],
}

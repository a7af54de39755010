import type { AccountCode } from './types.ts'

/** The chart of accounts: funds per pool and scheme, a person's own money, and what a provider is owed or took in. */
export const accounts = {
  /** 统筹基金 (`pool`), 大病保险 (`criticalIllness`) … of one pooling region and scheme. */
  fund: (division: string, scheme: string, fund: string): AccountCode => `fund:${division}:${scheme}:${fund}`,
  /** Where the personal accounts of one pool and scheme are fed from. */
  accountFunding: (division: string, scheme: string): AccountCode => `fund:${division}:${scheme}:account-funding`,
  /** 个人账户 of one person. */
  personalAccount: (insuredId: string): AccountCode => `person:${insuredId}:account`,
  /** Between an owner and the relatives whose bills the account pays (家庭共济): over all people it comes to nothing. */
  sharedAccount: (ownerId: string): AccountCode => `person:${ownerId}:shared`,
  /** What one person paid at the till. */
  cash: (insuredId: string): AccountCode => `person:${insuredId}:cash`,
  /** What the funds owe one person after a correction (补差); below zero, what the person owes them. */
  correctionClaim: (insuredId: string): AccountCode => `person:${insuredId}:correction`,
  /** What the fund and the accounts owe a provider. */
  receivable: (providerCode: string): AccountCode => `provider:${providerCode}:receivable`,
  /** 预付 that the provider had ahead: below zero until statements offset it. */
  advance: (providerCode: string): AccountCode => `provider:${providerCode}:advance`,
  /** What was transferred to a provider (已拨付). */
  disbursed: (providerCode: string): AccountCode => `provider:${providerCode}:disbursed`,
  /** 质量保证金: what statements withheld of a provider until the year is cleared. */
  deposit: (providerCode: string): AccountCode => `provider:${providerCode}:deposit`,
  /** 违规退回: below zero, what a provider owes the funds under decisions of casework. */
  recovery: (providerCode: string): AccountCode => `provider:${providerCode}:recovery`,
  /** What a provider took at its till. */
  till: (providerCode: string): AccountCode => `provider:${providerCode}:till`,
} as const

/** The account with what `tell` says in place of its person's number; one that is no person's stays as it is. */
export function accountTold(account: AccountCode, tell: (insuredId: string) => string): AccountCode {
  const [kind, owner = '', purse] = account.split(':')
  return kind === 'person' ? `person:${tell(owner)}:${purse}` : account
}

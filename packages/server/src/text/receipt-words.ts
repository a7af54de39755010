import type { CareKind } from '@yibao/core/encounter'
import type { Payer } from '@yibao/core/policy'
import { payerWord } from './plan-words.ts'
import type { Words, WordTable } from './words.ts'

/** What the statement is called, by care. */
export const receiptTitles: WordTable<CareKind> = {
  outpatient: ['医疗保障基金门诊结算单', 'Settlement statement, outpatient care'],
  pharmacy: ['医疗保障基金购药结算单', 'Settlement statement, purchase of drugs'],
  inpatient: ['医疗保障基金住院结算单', 'Settlement statement, inpatient care'],
}

export const payerWordsOf = (payer: Payer): Words => [payerWord(payer, 'zh'), payerWord(payer, 'en')]

/** `原件`, or of a later print `重印 第1次`. */
export const printWords = (number: number): Words =>
  number === 1 ? ['原件', 'original'] : [`重印 第${number - 1}次`, `reprint no. ${number - 1}`]

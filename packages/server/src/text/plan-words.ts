import type { CareName, Payer, Plan, TotalSpan } from '@yibao/core/policy'
import { aside, type Language, labelOf, say, type WordTable } from './words.ts'

const careWords: WordTable<CareName> = {
  outpatient: ['门诊', 'outpatient'],
  'special-drug': ['特药', 'special drugs'],
  chronic: ['门诊慢特病', 'chronic and special outpatient diseases'],
  pharmacy: ['药店', 'pharmacy'],
  inpatient: ['住院', 'inpatient'],
  maternity: ['生育', 'maternity'],
}

const schemeWords: WordTable<NonNullable<Plan['scheme']>> = {
  '310': ['职工基本医疗保险', 'employees'],
  '390': ['城乡居民基本医疗保险', 'residents'],
}

export const payerWords: WordTable<Payer> = {
  pool: ['统筹基金', 'pooled fund'],
  largeAmount: ['大额医疗补助', 'large-amount supplement'],
  criticalIllness: ['大病保险', 'critical illness insurance'],
  civilServant: ['公务员医疗补助', 'civil-servant supplement'],
  enterprise: ['企业补充医疗保险', 'enterprise supplement'],
  assistance: ['医疗救助', 'medical assistance'],
  other: ['其他基金', 'other fund'],
  hospital: ['医院减免', 'waived by the hospital'],
}

const spanWords: WordTable<TotalSpan> = {
  year: ['年度', 'year'],
  month: ['自然月', 'calendar month'],
  stay: ['本次住院', 'stay'],
  episode: ['含转院的连续住院', 'stays linked by transfer'],
}

export const careWord = (care: CareName, language: Language): string => say(careWords[care], language)
export const schemeWord = (scheme: '310' | '390', language: Language): string => say(schemeWords[scheme], language)
export const payerWord = (payer: Payer, language: Language): string => say(payerWords[payer], language)
export const spanWord = (span: TotalSpan, language: Language): string => say(spanWords[span], language)

/** A layer with who pays it; a label that says so itself is enough. */
export function layerWord(
  layer: { readonly name: string; readonly label: string; readonly payer: Payer },
  language: Language,
): string {
  const [label, payer] = [labelOf(layer, language), payerWord(layer.payer, language)]
  return label.includes(payer) ? label : `${label}${aside(payer, language)}`
}

/** What a region's rules for single items are called, which have no label of their own. */
export const coverageLabel = { zh: '项目支付规定', en: 'Rules for single items' } as const

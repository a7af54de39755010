import type { DeductionBearer, Partition, RuleScope, Subject, Within } from '@yibao/core/audit'
import { careKindWords, providerKindWords, providerLevelWords, schemeWords } from '@yibao/core/encounter'
import { expressionText } from './audit-expression.ts'
import { type Language, say, type Words, type WordTable } from './words.ts'

export const bearerWords: WordTable<DeductionBearer> = {
  institution: ['由医药机构承担，不得向参保人收取', 'borne by the institution, which may not charge the person'],
  person: ['由参保人自付', 'borne by the person'],
}

/** What a scope narrows, and the words of its values; a code stands for itself. */
export const scopeWords: Readonly<
  Record<keyof RuleScope, { readonly title: Words; readonly values: Readonly<Record<string, Words>> }>
> = {
  care: {
    title: ['就医方式', 'care'],
    values: careKindWords,
  },
  schemes: { title: ['险种', 'schemes'], values: schemeWords },
  levels: { title: ['机构级别', 'levels'], values: providerLevelWords },
  kinds: { title: ['机构类型', 'institutions'], values: providerKindWords },
  medTypes: { title: ['医疗类别', 'types of care'], values: {} },
}

export const partitionWords: WordTable<Partition> = {
  person: ['参保人', 'person'],
  provider: ['医药机构', 'provider'],
  doctor: ['医师', 'doctor'],
  terminal: ['结算终端', 'terminal'],
  device: ['设备', 'device'],
  side: ['外部数据', 'imported facts'],
}

const subjectWords: WordTable<Subject['of']> = {
  line: ['费用明细', 'line'],
  visit: ['就诊', 'visit'],
  diagnosis: ['诊断', 'diagnosis'],
  operation: ['手术操作', 'operation'],
  side: ['外部数据', 'imported facts'],
}

export function subjectText(subject: Subject, language: Language): string {
  const word = say(subjectWords[subject.of], language)
  return subject.of === 'side' ? `${word} side.${subject.table}` : word
}

const unitWords: WordTable<Within['unit']> = {
  visit: ['一次就诊之内', 'within one visit'],
  'visit-day': ['一次就诊的同一日', 'within one day of a visit'],
  day: ['同一日', 'within one day'],
  month: ['同一月', 'within one month'],
  year: ['同一年', 'within one year'],
  all: ['全部历史', 'within all that is known'],
  days: ['天之内', 'days'],
  hours: ['小时之内', 'hours'],
  minutes: ['分钟之内', 'minutes'],
}

export function withinText(within: Within, language: Language): string {
  const word: Words = unitWords[within.unit]
  if (!('length' in within)) return say(word, language)
  const length = expressionText(within.length)
  return language === 'zh' ? `${length} ${word[0]}` : `within ${length} ${word[1]}`
}

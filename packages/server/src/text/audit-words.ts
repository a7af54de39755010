import type {
  AuditAction,
  AuditMoment,
  AuditSeverity,
  DeductionBearer,
  Partition,
  RuleClass,
  RuleKind,
  RuleScope,
  Subject,
  Within,
} from '@yibao/core/audit'
import { expressionText } from './audit-expression.ts'
import { insuranceWords, levelWords } from './paper-words.ts'
import { type Language, say, type Words, type WordTable } from './words.ts'

export const classWords: WordTable<RuleClass> = {
  policy: ['政策类', 'policy'],
  management: ['管理类', 'management'],
  clinical: ['医疗类', 'clinical'],
  behaviour: ['行为类', 'behaviour'],
  'drg-dip': ['DRG/DIP 类', 'DRG and DIP'],
  agency: ['经办类', 'agency'],
}

export const momentWords: WordTable<AuditMoment> = {
  pre: ['事前', 'before care'],
  in: ['事中', 'at settlement'],
  post: ['事后', 'after settlement'],
}

export const severityWords: WordTable<AuditSeverity> = {
  violation: ['违规', 'violation'],
  suspect: ['疑点', 'suspect'],
  remind: ['提醒', 'reminder'],
}

export const actionWords: WordTable<AuditAction> = {
  refuse: ['不予结算', 'refuse'],
  deduct: ['扣减', 'deduct'],
  mark: ['标记', 'mark'],
}

/** How a finding of an earlier release differs under a later one. */
export const changeWords: WordTable<'gone' | 'come' | 'changed'> = {
  gone: ['减少', 'gone'],
  come: ['新增', 'come'],
  changed: ['金额变', 'changed'],
}

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
    values: { outpatient: ['门诊', 'outpatient'], pharmacy: ['药店', 'pharmacy'], inpatient: ['住院', 'inpatient'] },
  },
  schemes: { title: ['险种', 'schemes'], values: insuranceWords },
  levels: { title: ['机构级别', 'levels'], values: levelWords },
  kinds: {
    title: ['机构类型', 'institutions'],
    values: {
      hospital: ['医院', 'hospital'],
      community: ['社区卫生服务机构', 'community'],
      township: ['乡镇卫生院', 'township'],
      clinic: ['诊所', 'clinic'],
      pharmacy: ['药店', 'pharmacy'],
    },
  },
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

export const kindWords: WordTable<RuleKind['kind']> = {
  match: ['逐条比对', 'each row against a condition'],
  count: ['累计比对', 'a sum against a limit'],
  pair: ['两项互斥', 'two rows that must not stand together'],
  partner: ['缺少关联', 'a row without the one that it needs'],
  compare: ['两数比对', 'two sums against each other'],
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

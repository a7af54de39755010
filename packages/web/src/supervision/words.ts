import type { Answer } from '@yibao/contract/rest'
import type { Pair } from '../kit/index.ts'

type Finding = Answer<'findings.list'>['rows'][number]
type Rule = Answer<'rules.list'>['rows'][number]
type Card = Answer<'indicators.card'>
type Judged = Card['judged'][number]

export const severityWords: Readonly<Record<Finding['severity'], Pair>> = {
  violation: ['违规', 'Violation'],
  suspect: ['疑点', 'Suspicion'],
  remind: ['提醒', 'Advice'],
}

export const severityColours: Readonly<Record<Finding['severity'], string>> = {
  violation: 'red',
  suspect: 'default',
  remind: 'default',
}

export const actionWords: Readonly<Record<Finding['action'], Pair>> = {
  refuse: ['不予结算', 'Bill refused'],
  deduct: ['扣减', 'Deducted'],
  mark: ['标记', 'Marked'],
}

export const momentWords: Readonly<Record<Rule['moments'][number], Pair>> = {
  pre: ['事前', 'Before care'],
  in: ['事中', 'At settlement'],
  post: ['事后', 'After settlement'],
}

export const stateWords: Readonly<Record<'new' | 'open' | 'closed', Pair>> = {
  new: ['未受理', 'Not taken up'],
  open: ['办理中', 'In hand'],
  closed: ['已办结', 'Closed'],
}

export const classWords: Readonly<Record<Rule['class'], Pair>> = {
  policy: ['政策类', 'Policy'],
  management: ['管理类', 'Management'],
  clinical: ['医疗类', 'Clinical'],
  behaviour: ['行为类', 'Behaviour'],
  'drg-dip': ['DRG/DIP 类', 'DRG and DIP'],
  agency: ['经办类', 'Agency'],
}

export const kindWords: Readonly<Record<Rule['kind'], Pair>> = {
  match: ['逐条比对', 'Each row'],
  count: ['累计比对', 'Sum and limit'],
  pair: ['两项互斥', 'Two rows'],
  partner: ['缺少关联', 'Missing partner'],
  compare: ['两数比对', 'Two sums'],
}

const grainWords: Readonly<Record<Card['grain'], Pair>> = {
  region: ['统筹区', 'Region'],
  scheme: ['险种', 'Scheme'],
  provider: ['机构', 'Institution'],
  department: ['科室', 'Department'],
  doctor: ['医师', 'Doctor'],
  'disease-group': ['病组', 'Disease group'],
  'age-band': ['年龄段', 'Age band'],
  rule: ['规则', 'Rule'],
  terminal: ['终端', 'Terminal'],
  unit: ['经办单位', 'Unit'],
  'risk-class': ['风险等级', 'Risk class'],
}

const otherGrains: Readonly<Record<string, Pair>> = {
  person: ['参保人', 'Person'],
  ingredient: ['成分', 'Ingredient'],
}

export const grainPair = (grain: string): Pair =>
  Object.hasOwn(grainWords, grain) ? grainWords[grain as Card['grain']] : (otherGrains[grain] ?? [grain, grain])

export const isAskedGrain = (grain: string): grain is Card['grain'] => Object.hasOwn(grainWords, grain)

const meansNames: Readonly<Record<string, Pair>> = {
  target: ['标值', 'Set value'],
  outlier: ['离群', 'Peers'],
  trend: ['趋势', 'Trend'],
  risk: ['风险', 'Risk'],
}

export const meansPair = (means: string): Pair => meansNames[means] ?? [means, means]

export const verdictWords: Readonly<Record<Judged['verdict'], Pair>> = {
  bad: ['异常', 'Beyond'],
  fine: ['正常', 'Within'],
  refused: ['不判定', 'Not judged'],
}

export const verdictColours: Readonly<Record<Judged['verdict'], string>> = {
  bad: 'red',
  fine: 'default',
  refused: 'default',
}

export const badWhenWords: Readonly<Record<Card['indicator']['badWhen'], Pair>> = {
  high: ['偏高为异常', 'High is bad'],
  low: ['偏低为异常', 'Low is bad'],
  'two-sided': ['偏高偏低都为异常', 'High and low are bad'],
}

const refusalNames: Readonly<Record<string, Pair>> = {
  'supervision.no-value': ['没有数值：分母为零或缺数据', 'no value: nothing to divide by, or data are lacking'],
  'supervision.archive-gap': ['档案缺月', 'months are missing from the archive'],
  'supervision.series-gap': ['该对象缺月，不内插', 'months without a value; nothing is filled in'],
  'supervision.short-series': ['月份太少', 'too few months'],
  'supervision.too-few-rows': ['例数太少，可能出于偶然', 'too few cases: it may be chance'],
  'supervision.too-few-peers': ['同类太少', 'too few peers'],
  'supervision.no-peers': ['没有可比的同类', 'nothing to compare it with'],
  'supervision.not-positive': ['数值不为正，无法取对数', 'not above zero: it has no logarithm'],
  'supervision.not-applicable': ['标值不适用于此对象', 'the set value was set for others'],
  'supervision.no-target': ['未设标值', 'no value was set'],
  'supervision.too-little-judged': ['可判定的权重不足', 'too little of it could be judged'],
}

/** Why a number is not judged, with its figures. */
export function refusedPair({ code, have, needed, months }: Judged['refused'][number]): Pair {
  const [zh, en] = refusalNames[code] ?? [code, code]
  const list = months.length > 6 ? [...months.slice(0, 5), '…'] : months
  const figures = [
    ...(have === null ? [] : needed === null ? [String(have)] : [`${have} / ${needed}`]),
    ...(list.length === 0 ? [] : [list.join(', ')]),
  ].join(' · ')
  return figures === '' ? [zh, en] : [`${zh}（${figures}）`, `${en} (${figures})`]
}

const levelNames: Readonly<Record<string, Pair>> = {
  tertiary: ['三级', 'Tertiary'],
  secondary: ['二级', 'Secondary'],
  primary: ['一级', 'Primary'],
  ungraded: ['未定级', 'Ungraded'],
}

const kindNames: Readonly<Record<string, Pair>> = {
  hospital: ['医院', 'Hospital'],
  community: ['社区卫生服务机构', 'Community health centre'],
  township: ['乡镇卫生院', 'Township health centre'],
  clinic: ['诊所', 'Clinic'],
  pharmacy: ['零售药店', 'Pharmacy'],
}

const alikeNames: Readonly<Record<string, Pair>> = {
  level: ['等级', 'level'],
  kind: ['类型', 'kind'],
  region: ['统筹区', 'region'],
  department: ['科室', 'department'],
  'disease-group': ['病组', 'disease group'],
}

export const levelPair = (level: string): Pair => levelNames[level] ?? [level, level]
export const placeKindPair = (kind: string): Pair => kindNames[kind] ?? [kind, kind]
export const alikePair = (by: string): Pair => alikeNames[by] ?? [by, by]

/** A number as people read it: two digits, large ones with commas. */
export function numberText(value: number | null, digits = 2): string {
  if (value === null) return '–'
  return value.toLocaleString('en-US', {
    maximumFractionDigits: digits,
    minimumFractionDigits: Number.isInteger(value) ? 0 : digits,
  })
}

export const partText = (part: number | null): string =>
  part === null ? '–' : `${part > 0 ? '+' : ''}${(part * 100).toFixed(1)} %`

const factNames: Readonly<Record<string, Pair>> = {
  'line.qty': ['数量', 'quantity'],
  'line.name': ['项目', 'item'],
  'line.item': ['项目编码', 'code of the item'],
  'line.amount': ['金额', 'amount'],
  'line.at': ['时间', 'when'],
  'line.day': ['日期', 'day'],
  'line.doctor': ['医师', 'doctor'],
  'visit.begin': ['就诊开始', 'visit begun'],
  'visit.end': ['就诊结束', 'visit ended'],
  'visit.total': ['就诊总费用', 'total of the visit'],
  'visit.stayDays': ['住院天数', 'days of the stay'],
  'visit.mainDiagnosis': ['主诊断', 'main diagnosis'],
  'person.sex': ['性别', 'sex'],
  'person.years': ['年龄', 'age'],
  'provider.providerCode': ['机构', 'institution'],
  'point.limit': ['知识点限度', 'limit of the point'],
  sum: ['累计', 'sum'],
  limit: ['限度', 'limit'],
  excess: ['超出', 'beyond it'],
  left: ['左数', 'left'],
  right: ['右数', 'right'],
}

/** A fact of a finding; one without a word of its own keeps the name that rules use. */
export const factPair = (name: string): Pair => factNames[name] ?? [name, name]

const unitParts: Readonly<Record<string, string>> = {
  yuan: '元',
  percent: '%',
  ratio: '比值',
  days: '天',
  day: '天',
  visits: '人次',
  visit: '人次',
  persons: '人',
  person: '人',
  stays: '例',
  stay: '例',
  cases: '例',
  case: '例',
  bills: '单',
  lines: '行',
  prescription: '处方',
  items: '项',
  item: '项',
  times: '次',
  points: '分',
  findings: '条',
  months: '月',
  month: '月',
  beds: '床',
  bed: '床',
}

/** A unit of the definitions, part by part: `yuan/visit` is 元/人次. */
export const unitPair = (unit: string): Pair => [
  unit
    .split('/')
    .map((part) => unitParts[part] ?? part)
    .join('/'),
  unit,
]

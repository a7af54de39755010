import type { WordPair, WordTable } from '../kernel/index.ts'
import type { Judgement, SupervisionRefusal } from './judge-types.ts'
import type { BadWhen, Grain, Means } from './types.ts'

export const meansWords: WordTable<Means> = {
  target: ['标值', 'target'],
  outlier: ['离群', 'outlier'],
  trend: ['趋势', 'trend'],
  risk: ['风险', 'risk'],
}

export const verdictWords: WordTable<Judgement['verdict']> = {
  bad: ['异常', 'beyond'],
  fine: ['正常', 'within'],
  refused: ['不判定', 'not judged'],
}

export const grainWords: WordTable<Grain> = {
  region: ['统筹区', 'region'],
  scheme: ['险种', 'scheme'],
  provider: ['机构', 'institution'],
  department: ['科室', 'department'],
  doctor: ['医师', 'doctor'],
  'disease-group': ['病组', 'disease group'],
  person: ['参保人', 'person'],
  'age-band': ['年龄段', 'age band'],
  rule: ['规则', 'rule'],
  terminal: ['终端', 'terminal'],
  ingredient: ['成分', 'ingredient'],
  unit: ['经办单位', 'unit'],
  'risk-class': ['风险等级', 'risk class'],
}

export const badWhenWords: WordTable<BadWhen> = {
  high: ['偏高', 'high'],
  low: ['偏低', 'low'],
  'two-sided': ['偏高或偏低', 'high or low'],
}

/** Why nothing is said, in few words. */
export const refusalWords: WordTable<SupervisionRefusal['code']> = {
  'supervision.no-value': ['没有数值', 'no value'],
  'supervision.archive-gap': ['档案缺月', 'months missing from the archive'],
  'supervision.series-gap': ['对象缺月', 'months without a value'],
  'supervision.short-series': ['月份太少', 'too few months'],
  'supervision.too-few-rows': ['例数太少', 'too few cases'],
  'supervision.too-few-peers': ['同类太少', 'too few peers'],
  'supervision.no-peers': ['没有可比的同类', 'no peers'],
  'supervision.not-positive': ['数值不为正', 'not above zero'],
  'supervision.not-applicable': ['标值不适用', 'the set value was set for others'],
  'supervision.no-target': ['未设标值', 'no value was set'],
  'supervision.too-little-judged': ['可判定的权重不足', 'too little could be judged'],
}

/** What the peers of a group have in common. */
export const alikeWords: WordTable<'level' | 'kind' | 'region' | 'department' | 'disease-group' | 'ingredient'> = {
  level: ['等级', 'level'],
  kind: ['类型', 'kind'],
  region: ['统筹区', 'region'],
  department: ['科室', 'department'],
  'disease-group': ['病组', 'disease group'],
  ingredient: ['成分', 'ingredient'],
}

const unitParts: WordTable<string> = {
  yuan: ['元', 'yuan'],
  percent: ['%', '%'],
  ratio: ['比值', 'ratio'],
  index: ['指数', 'index'],
  weight: ['权重', 'weight'],
  hours: ['小时', 'hours'],
  days: ['天', 'days'],
  day: ['天', 'day'],
  visits: ['人次', 'visits'],
  visit: ['人次', 'visit'],
  person: ['人', 'person'],
  stays: ['例', 'stays'],
  stay: ['例', 'stay'],
  prescription: ['处方', 'prescription'],
  points: ['分', 'points'],
  'percentage-points': ['个百分点', 'percentage points'],
  months: ['个月', 'months'],
}

/** A unit of the definitions, part by part: `yuan/visit` is 元/人次; a part that only an author knows stands for itself. */
export function unitPair(unit: string): WordPair {
  const parts = unit.split('/').map((part): WordPair => unitParts[part] ?? [part, part])
  return [parts.map(([zh]) => zh).join('/'), parts.map(([, en]) => en).join('/')]
}

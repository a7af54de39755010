import type { JudgedIndicator, Judgement, Means, Subject, SupervisionRefusal } from '@yibao/core/supervision'

export const meansNames: Readonly<Record<Means, string>> = {
  target: '标值 target',
  outlier: '离群 outlier',
  trend: '趋势 trend',
  risk: '风险 risk',
}

export const verdictNames: Readonly<Record<Judgement['verdict'], string>> = {
  bad: '异常 beyond',
  fine: '正常 within',
  refused: '不判定 not judged',
}

const grainNames: Readonly<Record<Subject['grain'], string>> = {
  region: '统筹区 region',
  scheme: '险种 scheme',
  provider: '机构 institution',
  department: '科室 department',
  doctor: '医师 doctor',
  'disease-group': '病组 disease group',
  person: '参保人 person',
  'age-band': '年龄段 age band',
  rule: '规则 rule',
  terminal: '终端 terminal',
  ingredient: '成分 ingredient',
  unit: '经办单位 unit',
  'risk-class': '风险等级 risk class',
}

type Kind = NonNullable<Subject['kind']>
type Level = NonNullable<Subject['level']>

const kindNames: Readonly<Record<Kind, string>> = {
  hospital: '医院 hospital',
  community: '社区卫生服务机构 community health centre',
  township: '乡镇卫生院 township health centre',
  clinic: '诊所 clinic',
  pharmacy: '零售药店 pharmacy',
}

const levelNames: Readonly<Record<Level, string>> = {
  tertiary: '三级 tertiary',
  secondary: '二级 secondary',
  primary: '一级 primary',
  ungraded: '未定级 ungraded',
}

export const kindText = (kind: Kind): string => kindNames[kind]
export const levelText = (level: Level): string => levelNames[level]

const refusalNames: Readonly<Record<SupervisionRefusal['code'], string>> = {
  'supervision.no-value': '没有数值 no value',
  'supervision.archive-gap': '档案缺月 months missing from the archive',
  'supervision.series-gap': '对象缺月 months without a value',
  'supervision.short-series': '月份太少 too few months',
  'supervision.too-few-rows': '例数太少 too few cases',
  'supervision.too-few-peers': '同类太少 too few peers',
  'supervision.no-peers': '没有可比的同类 no peers',
  'supervision.not-positive': '数值不为正 not above zero',
  'supervision.not-applicable': '标值不适用 the set value was set for others',
  'supervision.no-target': '未设标值 no value was set',
  'supervision.too-little-judged': '可判定的权重不足 too little could be judged',
}

/** A reason why nothing is said, in few words; the code itself where a run knew another. */
export function refusalName(code: string): string {
  const names: Readonly<Record<string, string>> = refusalNames
  return names[code] ?? code
}

const alike: Readonly<Record<string, string>> = {
  level: '等级 level',
  kind: '类型 kind',
  region: '统筹区 region',
  department: '科室 department',
  'disease-group': '病组 disease group',
  ingredient: '成分 ingredient',
}

/** `机构 institution H330200000001`. */
export const subjectText = ({ grain, key }: Pick<Subject, 'grain' | 'key'>): string =>
  `${grainNames[grain]} ${key.join(' / ')}`

/** What the members of a group have in common. */
export const alikeText = (by: readonly string[]): string => by.map((one) => alike[one] ?? one).join(' × ') || '全部 all'

/** A number as people read it: money with two digits, shares with two, large ones with commas. */
export function numberText(value: number | null, digits = 2): string {
  if (value === null) return '–'
  return value.toLocaleString('en-US', {
    maximumFractionDigits: digits,
    minimumFractionDigits: Number.isInteger(value) ? 0 : digits,
  })
}

export const partText = (part: number): string => `${part > 0 ? '+' : ''}${(part * 100).toFixed(1)} %`

const monthsText = (months: readonly string[]): string =>
  months.length <= 6 ? months.join(', ') : `${months.slice(0, 5).join(', ')} … (${months.length})`

/** Why nothing is said, and what to do about it. */
export function refusalText(refusal: SupervisionRefusal): string {
  switch (refusal.code) {
    case 'supervision.no-value':
      return '没有数值：分母为零或缺数据 no value: nothing to divide by, or data are lacking'
    case 'supervision.archive-gap':
      return `档案缺月 the archive lacks ${monthsText(refusal.months)}：请补导后重新导出数据湖 import them, then export the lake again`
    case 'supervision.series-gap':
      return `该对象缺月 the subject has no value in ${monthsText(refusal.months)}：不内插 nothing is filled in`
    case 'supervision.short-series':
      return `只有 only ${refusal.months} 个月，至少需要 months of ${refusal.needed} needed`
    case 'supervision.too-few-rows':
      return `只有 only ${refusal.rows} 例（行），至少需要 cases of ${refusal.needed} needed：少数病例可能出于偶然 few cases may be chance`
    case 'supervision.too-few-peers':
      return `同类只有 only ${refusal.peers} 家，放宽后仍不足 peers in the widest group of ${refusal.needed} needed`
    case 'supervision.no-peers':
      return `${grainNames[refusal.grain]} 没有可比的同类 has no peers`
    case 'supervision.not-positive':
      return `数值 ${refusal.value} 不为正，无法取对数 is not above zero, and has no logarithm`
    case 'supervision.not-applicable':
      return `标值不适用于此对象 the set value was not set for ${refusal.kind === null ? '' : `${kindText(refusal.kind)} · `}${grainNames[refusal.grain]}`
    case 'supervision.no-target':
      return '未设标值 no value was set: policy/supervision/indicators'
    case 'supervision.too-little-judged':
      return `只有 only ${(refusal.judged * 100).toFixed(0)} % 的权重可判定，至少需要 of the weight was judged, ${(refusal.needed * 100).toFixed(0)} % needed`
  }
}

const badNames: Readonly<Record<JudgedIndicator['badWhen'], string>> = {
  high: '偏高 high',
  low: '偏低 low',
  'two-sided': '偏高或偏低 high or low',
}

export const badText = (badWhen: JudgedIndicator['badWhen']): string => badNames[badWhen]

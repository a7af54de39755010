import { providerKindWords } from '@yibao/core/encounter'
import { alikeWords, grainWords, type Subject, type SupervisionRefusal } from '@yibao/core/supervision'
import { both, bothOf } from './words.ts'

/** `机构 institution H330200000001`. */
export const subjectText = ({ grain, key }: Pick<Subject, 'grain' | 'key'>): string =>
  `${both(grainWords[grain])} ${key.join(' / ')}`

/** What the members of a group have in common. */
export const alikeText = (by: readonly string[]): string =>
  by.map((one) => bothOf(alikeWords, one)).join(' × ') || '全部 all'

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
      return `${both(grainWords[refusal.grain])} 没有可比的同类 has no peers`
    case 'supervision.not-positive':
      return `数值 ${refusal.value} 不为正，无法取对数 is not above zero, and has no logarithm`
    case 'supervision.not-applicable':
      return `标值不适用于此对象 the set value was not set for ${refusal.kind === null ? '' : `${both(providerKindWords[refusal.kind])} · `}${both(grainWords[refusal.grain])}`
    case 'supervision.no-target':
      return '未设标值 no value was set: policy/supervision/indicators'
    case 'supervision.too-little-judged':
      return `只有 only ${(refusal.judged * 100).toFixed(0)} % 的权重可判定，至少需要 of the weight was judged, ${(refusal.needed * 100).toFixed(0)} % needed`
  }
}

import type { Answer } from '@yibao/contract/rest'
import { type Comparison, isYuan, type Judgement, type SupervisionRefusal } from '@yibao/core/supervision'

type WireJudged = Answer<'indicators.card'>['judged'][number]

export const meansOf = (means: Judgement['means']): WireJudged['means'] => (means === 'risk' ? 'target' : means)

function refusedView(refusal: SupervisionRefusal): WireJudged['refused'][number] {
  const plain = { code: refusal.code, have: null, needed: null, months: [] as readonly string[] }
  switch (refusal.code) {
    case 'supervision.archive-gap':
    case 'supervision.series-gap':
      return { ...plain, months: refusal.months }
    case 'supervision.short-series':
      return { ...plain, have: refusal.months, needed: refusal.needed }
    case 'supervision.too-few-rows':
      return { ...plain, have: refusal.rows, needed: refusal.needed }
    case 'supervision.too-few-peers':
      return { ...plain, have: refusal.peers, needed: refusal.needed }
    case 'supervision.not-positive':
      return { ...plain, have: refusal.value }
    case 'supervision.too-little-judged':
      return { ...plain, have: refusal.judged, needed: refusal.needed }
    default:
      return plain
  }
}

const comparisonView = ({ value, median, mad, z, part, rank }: Comparison) => ({ value, median, mad, z, part, rank })

/** @param unit of the indicator: what its stays cost is kept in fen */
export function judgedView({ means, verdict, why, refused }: Judgement, unit: string): WireJudged {
  const plain = { means: meansOf(means), verdict, refused: refused.map(refusedView) }
  const none = { ...plain, target: null, outlier: null, trend: null }
  if (why === null) return none
  if (why.means === 'target') return { ...none, target: { low: why.low, high: why.high, beyond: why.beyond } }
  if (why.means === 'outlier') {
    const { threshold, by, peers, plain: compared, adjusted } = why
    const scale = isYuan(unit) ? 100 : 1
    const mixed =
      adjusted === null
        ? null
        : {
            ...comparisonView(adjusted),
            expected: adjusted.expected / scale,
            observed: adjusted.observed / scale,
            groups: adjusted.groups,
            stays: adjusted.stays,
            ungrouped: adjusted.ungrouped,
          }
    const logarithmic = why.scale === 'log'
    return { ...none, outlier: { threshold, logarithmic, by, peers, plain: comparisonView(compared), adjusted: mixed } }
  }
  const { months, season, monthOnMonth, yearOnYear, drift, ewma, changes } = why
  return {
    ...none,
    trend: { months, season, monthOnMonth, yearOnYear, drift, low: ewma.low, high: ewma.high, changes },
  }
}

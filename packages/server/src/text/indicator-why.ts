import {
  type Comparison,
  type Judgement,
  meansWords,
  numberText,
  type OutlierWhy,
  partText,
  type RiskReason,
  refusalWords,
  type TargetWhy,
  type TrendWhy,
  valueText,
} from '@yibao/core/supervision'
import { alikeText, refusalText } from './indicator-words.ts'
import { both } from './words.ts'

function targetLines({ low, high, beyond }: TargetWhy, unit: string): readonly string[] {
  const limits = [
    ...(low === null ? [] : [`不低于 at least ${valueText(low, unit)}`]),
    ...(high === null ? [] : [`不高于 at most ${valueText(high, unit)}`]),
  ]
  return [`标值 set: ${limits.join('，')}${beyond > 0 ? `；超出 beyond by ${partText(beyond)}` : ''}`]
}

function comparisonText({ value, median, mad, z, part, rank, spreadBy, chance }: Comparison, unit: string): string {
  const scale = spreadBy === 'mean-deviation' ? '平均离差代替 mean deviation (MAD 0)' : `MAD ${numberText(mad, 4)}`
  const luck = chance > 0 ? `，偶然误差 chance ${numberText(chance, 4)}` : ''
  return `${valueText(value, unit, 3)}；同类中位数 median ${valueText(median, unit, 3)} (${partText(part)})，${scale}${luck}，z ${z.toFixed(2)}，位次 rank ${(rank * 100).toFixed(0)} %`
}

function outlierLines(why: OutlierWhy, unit: string): readonly string[] {
  const { adjusted, plain, peers, by, scale, threshold } = why
  const on = scale === 'log' ? '（对数 on logarithms）' : ''
  return [
    `同类 peers ${peers} 家，按 by ${alikeText(by)}；阈值 threshold |z| ≥ ${threshold}${on}`,
    `原值 as it is ${comparisonText(plain, unit)}`,
    ...(adjusted === null
      ? []
      : [
          `病组校正 adjusted ${comparisonText(adjusted, 'ratio')}`,
          `  实际 observed ÷ 期望 expected，${adjusted.groups} 个病组 groups，${adjusted.stays} 例 stays，未入组 ungrouped ${adjusted.ungrouped}；以校正后为准 this one decides`,
        ]),
  ]
}

function trendLines(why: TrendWhy, unit: string): readonly string[] {
  const { months, season, monthOnMonth, yearOnYear, drift, ewma, changes, isDrift, seed } = why
  const growth = (name: string, part: number | null) => (part === null ? [] : [`${name} ${partText(part)}`])
  const steps = changes.map(
    ({ month, before, after, shift, p }) =>
      `  ${month} 起 from ${valueText(before, unit)} → ${valueText(after, unit)} (${partText(shift)})，p ${p.toFixed(3)}`,
  )
  return [
    `${months} 个月 months，${season ? '已去季节 season taken out' : '不足两年，未去季节 no season taken out'}；种子 seed ${seed}`,
    [
      ...growth('环比 month on month', monthOnMonth),
      ...growth('同比 year on year', yearOnYear),
      `年漂移 drift a year ${partText(drift)}`,
    ].join('，'),
    `EWMA ${valueText(ewma.value, unit)}，界限 limits ${valueText(ewma.low, unit)} .. ${valueText(ewma.high, unit)}`,
    ...(changes.length === 0 ? ['无变点 no change of level'] : ['变点 changes of level:', ...steps]),
    ...(isDrift ? ['直线更好地解释该序列，不作突变 a straight line explains it better: a drift, no step'] : []),
  ]
}

/** Every number that a judgement rests on; or every reason why there is none. */
export function whyLines({ why, refused }: Judgement, unit: string): readonly string[] {
  if (why === null) return refused.map(refusalText)
  if (why.means === 'target') return targetLines(why, unit)
  return why.means === 'outlier' ? outlierLines(why, unit) : trendLines(why, unit)
}

/** One line for a table. */
export function whyBrief({ why, refused }: Judgement): string {
  if (why === null) return refused.map(({ code }) => both(refusalWords[code])).join('，')
  if (why.means === 'target') return partText(why.beyond)
  if (why.means === 'outlier') {
    const { z } = why.adjusted ?? why.plain
    return `z ${z.toFixed(1)}（${why.peers} 家 peers${why.adjusted === null ? '' : '，病组校正 adjusted'}）`
  }
  const last = why.changes.at(-1)
  return last === undefined ? '–' : `${last.month} ${partText(last.shift)}`
}

export const reasonText = ({ indicator, means, points }: RiskReason, nameOf: (code: string) => string): string =>
  `${indicator} ${nameOf(indicator)}（${both(meansWords[means])}）${points.toFixed(1)}`

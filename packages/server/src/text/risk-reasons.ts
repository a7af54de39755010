import { type ProviderScore, type ScorePart, scoreUnits } from '@yibao/core/supervision'
import { featureText } from './risk-words.ts'
import { type Language, marks } from './words.ts'

/** Log-odds with four decimals, all that a score has. */
export function scoreText(score: number): string {
  return (score / scoreUnits).toFixed(4)
}

function partText(part: number): string {
  return part >= 0 ? `+${scoreText(part)}` : scoreText(part)
}

function valueText(value: number): string {
  return String(Math.round(value * 100) / 100)
}

function placeText({ aboveOf100, belowOf100, median }: ScorePart, language: Language): string {
  const middle = language === 'zh' ? `中位数 ${valueText(median)}` : `median ${valueText(median)}`
  const share = Math.max(aboveOf100, belowOf100)
  if (share < 50) return middle
  const isAbove = aboveOf100 >= belowOf100
  const place =
    language === 'zh'
      ? `${isAbove ? '高于' : '低于'} ${share}% 的机构`
      : `${isAbove ? 'above' : 'below'} ${share}% of providers`
  return `${place}${marks[language].comma}${middle}`
}

/**
 * Why a provider scores as it does: what moved the score most, each with its value against all others, then the rest
 * and the start. The figures add up to the score to the last digit.
 */
export function reasonsText({ start, parts }: ProviderScore, told: number, language: Language): string {
  const { semicolon, comma } = marks[language]
  const byWeight = parts.toSorted((a, b) => Math.abs(b.part) - Math.abs(a.part))
  const reasons = byWeight
    .slice(0, told)
    .map((part) =>
      [
        `${featureText(part.feature, language)} ${valueText(part.value)}`,
        placeText(part, language),
        partText(part.part),
      ].join(comma),
    )
  const rest = byWeight.slice(told)
  const others = partText(rest.reduce((sum, { part }) => sum + part, 0))
  const last = language === 'zh' ? `其余 ${rest.length} 项 ${others}` : `${rest.length} others ${others}`
  const begin = language === 'zh' ? `起点 ${scoreText(start)}` : `start ${scoreText(start)}`
  return [...reasons, ...(rest.length === 0 ? [] : [last]), begin].join(semicolon)
}

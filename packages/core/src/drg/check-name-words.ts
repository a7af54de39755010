import type { Bounds, Condition, NumericField } from './types.ts'

/** What names and conditions speak about. */
export type NameTopic = 'severity' | 'age' | 'weight' | 'stay' | 'intensive-care' | 'leaving'

/** What a name says of its cases. Without a condition it speaks of the topic, but not so that it could be held against a record. */
export interface NameClaim {
  readonly topic: NameTopic
  readonly words: string
  readonly condition: Condition | null
}

const mcc: Condition = { mcc: true }
const either: Condition = { any: [{ mcc: true }, { cc: true }] }
const neither: Condition = { not: either }

/** The first that fits is meant: the longer ones hold the shorter ones. */
const severities: readonly (readonly [RegExp, Condition | null])[] = [
  [/伴与不伴[^，,]*?(?:并发症|合并症)/u, null],
  [/不伴或伴一?般?[^，,]*?(?:并发症|合并症)/u, { not: mcc }],
  [/不伴有?严重[^，,]*?(?:并发症|合并症)/u, { not: mcc }],
  [/(?:不伴|无)有?一?般?(?:并发症|合并症)/u, neither],
  [/伴有?严重(?:并发症|合并症)/u, mcc],
  [/伴有?(?:一般)?(?:并发症|合并症)/u, either],
]

/** Which words speak of a topic at all. */
const mentions: Readonly<Record<NameTopic, RegExp>> = {
  severity: /并发症|合并症|CC/u,
  age: /岁|年龄|日龄|新生儿|婴儿|儿童|小儿|老年|成人/u,
  weight: /体重|克|\d\s*g/iu,
  stay: /\d\s*[天日]|住院/u,
  'intensive-care': /ICU|重症|监护/u,
  leaving: /死亡|转院|离院|出院/u,
}

export function mentionsTopic(words: string, topic: NameTopic): boolean {
  return mentions[topic].test(words)
}

/**
 * Reads what the part of a name that sets a group apart says of its cases.
 *
 * @param testsCc whether the ADRG tells CC at all. Where it is split by MCC alone, national schemes call the rest "不伴并发症或合并症"
 *   all the same: it means without MCC.
 */
export function claimsOf(words: string, testsCc: boolean): readonly NameClaim[] {
  const claims: NameClaim[] = []
  for (const [pattern, condition] of severities) {
    const found = pattern.exec(words)
    if (found === null) continue
    const meant = condition === neither && !testsCc ? { not: mcc } : condition
    claims.push({ topic: 'severity', words: found[0], condition: meant })
    break
  }
  const isOfBirth = /出生|年龄|日龄/u.test(words)
  const measured: readonly (readonly [NameTopic, NumericField, NumberClaim | null])[] = [
    ['age', 'ageYears', numberClaim(words, '周?岁')],
    ['age', 'ageDays', isOfBirth ? numberClaim(words, '[天日]') : null],
    ['weight', 'weightG', numberClaim(words, '[Gg克]')],
    ['stay', 'stayDays', isOfBirth ? null : numberClaim(words, '[天日]')],
    ['intensive-care', 'icuHours', /ICU|重症|监护/u.test(words) ? numberClaim(words, '(?:小时|h)') : null],
  ]
  for (const [topic, field, claim] of measured) {
    if (claim !== null) claims.push({ topic, words: claim.words, condition: { [field]: claim.bounds } })
  }
  return claims
}

interface NumberClaim {
  readonly words: string
  readonly bounds: Bounds
}

const comparators: Readonly<Record<string, keyof Bounds>> = {
  '<': 'lt',
  '＜': 'lt',
  小于: 'lt',
  不足: 'lt',
  '≤': 'lte',
  小于等于: 'lte',
  不大于: 'lte',
  '>': 'gt',
  '＞': 'gt',
  大于: 'gt',
  超过: 'gt',
  '≥': 'gte',
  大于等于: 'gte',
  不小于: 'gte',
}
const comparator = Object.keys(comparators)
  .sort((a, b) => b.length - a.length)
  .join('|')

/**
 * Bounds of a number before a unit. "14天以上" is read with its limit included, since writers differ: what is held against a
 * condition is the weaker reading.
 */
function numberClaim(words: string, unit: string): NumberClaim | null {
  const read = (pattern: string, bounds: (parts: readonly string[]) => Bounds): NumberClaim | null => {
    const found = new RegExp(pattern, 'u').exec(words)
    return found === null ? null : { words: found[0], bounds: bounds(found.slice(1).map((part) => part ?? '')) }
  }
  return (
    read(`(\\d+)\\s*(?:${unit})?\\s*[-~—至]\\s*(\\d+)\\s*${unit}`, ([from, to]) => ({
      gte: Number(from),
      lte: Number(to),
    })) ??
    read(`(\\d+)\\s*(?:${unit})?\\s*(≤|<|＜)[^\\d，,]{0,8}(≤|<|＜)\\s*(\\d+)\\s*${unit}`, ([from, low, high, to]) => ({
      [low === '≤' ? 'gte' : 'gt']: Number(from),
      [comparators[high ?? ''] ?? 'lt']: Number(to),
    })) ??
    read(`(${comparator})\\s*(\\d+)\\s*${unit}`, ([sign, limit]) => ({
      [comparators[sign ?? ''] ?? 'eq']: Number(limit),
    })) ??
    read(`(\\d+)\\s*${unit}\\s*[及或]?(以上|以内|以下)`, ([limit, side]) => ({
      [side === '以上' ? 'gte' : 'lte']: Number(limit),
    })) ??
    read(`(?<![\\d.])(\\d+)\\s*${unit}`, ([value]) => ({ eq: Number(value) }))
  )
}

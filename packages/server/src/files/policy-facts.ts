import type { Input } from '@yibao/core/policy'

export type Scheme = '310' | '390'

/** What a fact may say, or a class that stands in the place of one. */
export interface FactShape {
  readonly kind: Input['kind']
  /** The words that may occur; empty when any may. */
  readonly words: readonly string[]
  /** Names of the list words in hand without which it says nothing: `disease` inside `over: diseases`. */
  readonly each: readonly string[]
}

/** Finds the shape of a fact by name; null when there is no such fact. */
export type FactBook = (name: string) => FactShape | null

const statuses: Readonly<Record<Scheme, readonly string[]>> = {
  '310': ['active', 'retired'],
  '390': ['adult', 'elderly', 'student', 'minor', 'newborn'],
}

const visitWords: Readonly<Record<string, readonly string[]>> = {
  level: ['tertiary', 'secondary', 'primary', 'ungraded'],
  kind: ['hospital', 'community', 'township', 'clinic', 'pharmacy'],
  locality: ['local', 'outside'],
  referral: ['none', 'up', 'down', 'registered', 'unregistered', 'emergency'],
  personStatus: [...statuses['310'], ...statuses['390']],
}
const visitNumbers: readonly string[] = ['consecutiveYear', 'age', 'nthAdmission', 'stayDays']
const visitTexts: readonly string[] = ['medType', 'chronicDisease']

export const chargeTypes: readonly string[] = Array.from({ length: 14 }, (_, index) =>
  String(index + 1).padStart(2, '0'),
)
const lineWords: Readonly<Record<string, readonly string[]>> = {
  itemClass: ['A', 'B', 'C'],
  chargeType: chargeTypes,
  itemKind: ['drug', 'service', 'consumable'],
}
const lineTexts: readonly string[] = ['form', 'itemCode']

export function textShape(words: readonly string[] = [], each: readonly string[] = []): FactShape {
  return { kind: 'text', words, each }
}

/** The facts of a visit; of a plan with a scheme, a person has one of the statuses of that scheme. */
export function visitFacts(scheme: Scheme | null): FactBook {
  return (name) => {
    if (name === 'personStatus' && scheme !== null) return textShape(statuses[scheme])
    const words = Object.hasOwn(visitWords, name) ? visitWords[name] : undefined
    if (words !== undefined) return textShape(words)
    if (visitNumbers.includes(name)) return { kind: 'number', words: [], each: [] }
    return visitTexts.includes(name) || /^trait\.[A-Za-z][A-Za-z0-9]*$/.test(name) ? textShape() : null
  }
}

/** The facts of one line of a bill, which knows its visit too. */
export const lineFacts: FactBook = (name) => {
  const words = Object.hasOwn(lineWords, name) ? lineWords[name] : undefined
  if (words !== undefined) return textShape(words)
  return lineTexts.includes(name) ? textShape() : visitFacts(null)(name)
}

export const factNames = `${[...Object.keys(visitWords), ...visitNumbers, ...visitTexts].join(', ')}, trait.<name>`
export const lineFactNames = [...Object.keys(lineWords), ...lineTexts].join(', ')

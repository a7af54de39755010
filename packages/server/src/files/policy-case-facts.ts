import { parseIsoDate, parseRate } from '@yibao/core/kernel'
import type { Facts, Input } from '@yibao/core/policy'
import { type FactBook, type FactShape, type Scheme, visitFacts } from './policy-facts.ts'
import { factsWith } from './policy-inputs.ts'
import { complain, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { moneyOfSpot } from './policy-values.ts'

const millionths = 1_000_000

/**
 * What may be said of person, place and visit: the built-in facts, and what these rules ask. What a line of a bill says
 * of itself (its class, its charge type) is none of it.
 *
 * @param scheme whose statuses a person may have; null where there is no scheme
 */
export function factsFor(inputs: readonly Input[], scheme: Scheme | null): FactBook {
  return factsWith(inputs, visitFacts(scheme))
}

function wordOfFact(spot: Spot, shape: FactShape): string {
  const text = textOf(spot) ?? ''
  if (text !== '' && shape.words.length > 0 && !shape.words.includes(text)) {
    complain(spot, `\`${spot.name}\` never has this value`, `use one of: ${shape.words.join(', ')}`, text)
  }
  return text
}

function numberOfFact(spot: Spot): number {
  const text = textOf(spot)
  const parsed = text === null ? null : parseRate(text)
  if (parsed?.ok) return parsed.value / millionths
  if (text !== null) complain(spot, `\`${spot.name}\` is a number`, 'write it in digits', text)
  return 0
}

function dateOfFact(spot: Spot): string {
  const text = textOf(spot) ?? ''
  if (text !== '' && !parseIsoDate(text).ok) {
    complain(spot, `\`${spot.name}\` is a date`, 'write it as 2023-01-01', text)
  }
  return text
}

/** The value of one fact by its shape. */
export function factOf(spot: Spot, shape: FactShape): Facts[string] {
  switch (shape.kind) {
    case 'number':
      return numberOfFact(spot)
    case 'money':
      return moneyOfSpot(spot)
    case 'date':
      return dateOfFact(spot)
    case 'list':
      return itemsOf(spot).map((item) => wordOfFact(item, shape))
    case 'text':
      return wordOfFact(spot, shape)
  }
}

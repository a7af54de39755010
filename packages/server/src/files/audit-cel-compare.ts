import type { Comparison } from '@yibao/core/audit'
import type { CelFault } from './audit-cel-functions.ts'
import { type CelType, fits, typeWords } from './audit-cel-types.ts'

/** A written word that a field never holds is a slip of the pen. */
export function wordFault(one: CelType, other: CelType): CelFault | null {
  if (one.of !== 'text' || other.of !== 'text') return null
  if (one.form !== undefined && other.form !== undefined && one.form !== other.form) {
    return { what: 'a day is never equal to a time', cure: 'take the day of the time: day(…)' }
  }
  const strange = (other.words ?? []).filter((word) => one.words !== undefined && !one.words.includes(word))
  const isStrange = other.words?.length === 1 && (one.words?.length ?? 0) > 1 && strange.length === 1
  return isStrange ? { what: `never '${strange[0]}'`, cure: `use one of: ${one.words?.join(', ')}` } : null
}

/** An amount is in fen, and whoever writes a plain number beside it means yuan most often; zero is zero in both. */
function amountFault(one: CelType, other: CelType): CelFault | null {
  if (one.of !== 'number' || one.money !== true || other.of !== 'number') return null
  const { written = 0 } = other
  return written === 0
    ? null
    : { what: `an amount is compared with the number ${written}`, cure: `write yuan(${written})` }
}

/** Why two values cannot be held against each other; null when they can. */
export function comparisonFault(op: Comparison, left: CelType, right: CelType): CelFault | null {
  if (!fits(left, right)) {
    return { what: `${typeWords(left)} is compared with ${typeWords(right)}`, cure: 'compare what is of one kind' }
  }
  const fault = amountFault(left, right) ?? amountFault(right, left)
  if (fault !== null) return fault
  const types = [left.of, right.of]
  const what = `\`${op}\` between ${typeWords(left)} and ${typeWords(right)}`
  if (op === '==' || op === '!=') {
    const mayStand = types.includes('null') || (!types.includes('list') && !types.includes('row'))
    if (!mayStand) return { what, cure: 'compare numbers, texts, truths or null' }
    return wordFault(left, right) ?? wordFault(right, left)
  }
  const haveOrder = types.every((of) => of === 'number' || of === 'text' || of === 'any')
  return haveOrder ? null : { what, cure: 'only numbers, days, times and texts have an order' }
}

import { partOf } from './reach-atoms.ts'
import { difference, emptyMask, fullMask, type Mask, maskOf } from './reach-mask.ts'
import { isWithinBounds } from './reach-numbers.ts'
import { domainSize, noOperation, type Universe, type Variable } from './reach-universe.ts'
import type { Bounds, Condition, ListId, NumericField, TraumaSites } from './types.ts'

/** A set of codes beside the principal one. */
export type Rest = 'dx2' | 'op2'

/** A condition over a universe, with every `not` pushed down to what can be decided. */
export type Formula =
  | { readonly is: 'const'; readonly value: boolean }
  | { readonly is: 'all'; readonly of: readonly Formula[] }
  | { readonly is: 'any'; readonly of: readonly Formula[] }
  | { readonly is: 'in'; readonly variable: Variable; readonly mask: Mask }
  | { readonly is: 'hit' | 'miss'; readonly rest: Rest; readonly mask: Mask }
  | { readonly is: 'counts'; readonly level: 'mcc' | 'cc'; readonly value: boolean }

export const always: Formula = { is: 'const', value: true }
export const never: Formula = { is: 'const', value: false }

export function allOf(of: readonly Formula[]): Formula {
  return { is: 'all', of }
}

export function anyOf(of: readonly Formula[]): Formula {
  return { is: 'any', of }
}

/** Turns conditions of one universe into formulas. */
export interface Translator {
  readonly holds: (condition: Condition) => Formula
  readonly fails: (condition: Condition) => Formula
}

export function translator(universe: Universe): Translator {
  const formulaOf = (condition: Condition, value: boolean): Formula => {
    const part = partOf(condition)
    switch (part.key) {
      case 'all':
      case 'any':
        return (part.key === 'all') === value
          ? allOf(part.of.map((one) => formulaOf(one, value)))
          : anyOf(part.of.map((one) => formulaOf(one, value)))
      case 'not':
        return formulaOf(part.of, !value)
      case 'const':
        return { is: 'const', value: part.value === value }
      case 'dx1In':
        return within(universe, 'dx1', listMask(universe, 'dx1', part.list), value)
      case 'op1In':
        return within(universe, 'op1', listMask(universe, 'op1', part.list), value)
      case 'dx2In':
        return { is: value ? 'hit' : 'miss', rest: 'dx2', mask: listMask(universe, 'dx1', part.list) }
      case 'op2In':
        return { is: value ? 'hit' : 'miss', rest: 'op2', mask: listMask(universe, 'op1', part.list) }
      case 'dxAnyIn':
        return anywhere(universe, 'dx1', part.list, value)
      case 'opAnyIn':
        return anywhere(universe, 'op1', part.list, value)
      case 'hasOp':
        return within(universe, 'op1', maskOf(universe.operations.length, [noOperation]), !value)
      case 'mcc':
      case 'cc':
        return { is: 'counts', level: part.key, value }
      case 'gender':
        return within(universe, 'gender', wordMask(universe, 'gender', [part.value]), value)
      case 'leavingType':
      case 'dept':
        return within(universe, part.key, wordMask(universe, part.key, part.values), value)
      case 'traumaSites':
        return sitesFormula(universe, part.sites, value)
      case 'number':
        return within(universe, part.field, boundsMask(universe, part.field, part.bounds), value)
    }
  }
  return { holds: (condition) => formulaOf(condition, true), fails: (condition) => formulaOf(condition, false) }
}

function within(universe: Universe, variable: Variable, mask: Mask, value: boolean): Formula {
  if (value) return { is: 'in', variable, mask }
  return { is: 'in', variable, mask: difference(fullMask(domainSize(universe, variable)), mask) }
}

function anywhere(universe: Universe, variable: 'dx1' | 'op1', list: ListId, value: boolean): Formula {
  const mask = listMask(universe, variable, list)
  const rest = variable === 'dx1' ? 'dx2' : 'op2'
  const parts: readonly Formula[] = [
    within(universe, variable, mask, value),
    { is: value ? 'hit' : 'miss', rest, mask },
  ]
  return value ? anyOf(parts) : allOf(parts)
}

function listMask(universe: Universe, variable: 'dx1' | 'op1', list: ListId): Mask {
  const masks = variable === 'dx1' ? universe.diagnosisLists : universe.operationLists
  return masks.get(list) ?? emptyMask(domainSize(universe, variable))
}

function wordMask(universe: Universe, variable: 'gender' | 'leavingType' | 'dept', values: readonly string[]): Mask {
  const words = universe.words[variable]
  return maskOf(
    words.length,
    words.flatMap((word, index) => (word !== null && values.includes(word) ? [index] : [])),
  )
}

function boundsMask(universe: Universe, field: NumericField, bounds: Bounds): Mask {
  const classes = universe.numbers[field]
  return maskOf(
    classes.length,
    classes.flatMap((value, index) => (isWithinBounds(value, bounds) ? [index] : [])),
  )
}

/** At least `min` sites are hit: some choice of so many is hit; and not so: of every choice one is missed. */
function sitesFormula(universe: Universe, { sites, min }: TraumaSites, value: boolean): Formula {
  const choices = choose(
    sites.map(({ dx }) => dx),
    min,
  )
  const formulas = choices.map((choice) => {
    const of = choice.map((list) => anywhere(universe, 'dx1', list, value))
    return value ? allOf(of) : anyOf(of)
  })
  return value ? anyOf(formulas) : allOf(formulas)
}

function choose<Item>(items: readonly Item[], count: number): readonly (readonly Item[])[] {
  if (count <= 0) return [[]]
  return items.flatMap((item, index) => choose(items.slice(index + 1), count - 1).map((rest) => [item, ...rest]))
}

/** What `invalidReason` asks of the ages and the weight of a record. */
export function validRecords(universe: Universe): Formula {
  const { numbers } = universe
  const infant = within(universe, 'ageYears', boundsMask(universe, 'ageYears', { eq: 0 }), true)
  const grown = within(universe, 'ageYears', boundsMask(universe, 'ageYears', { eq: 0 }), false)
  const some = (field: NumericField, fits: (value: number | null) => boolean): Formula => ({
    is: 'in',
    variable: field,
    mask: maskOf(
      numbers[field].length,
      numbers[field].flatMap((value, index) => (fits(value) ? [index] : [])),
    ),
  })
  return allOf([
    // A zero beside years is read as no value, so absence stands for both.
    anyOf([infant, some('ageDays', (days) => days === null)]),
    anyOf([grown, some('ageDays', (days) => days !== null)]),
    anyOf([grown, some('ageDays', (days) => days === null || days > 28), some('weightG', (weight) => weight !== null)]),
  ])
}

import type { Bounds, Condition, NumericField, Scheme, TraumaSites } from './types.ts'

export const numericFields: readonly NumericField[] = ['ageYears', 'ageDays', 'weightG', 'stayDays', 'icuHours']

export const diagnosisKeys = ['dx1In', 'dx2In', 'dxAnyIn'] as const
export const operationKeys = ['op1In', 'op2In', 'opAnyIn'] as const

/** A condition with its one key made plain, for those who walk it. */
export type Part =
  | { readonly key: 'all'; readonly of: readonly Condition[] }
  | { readonly key: 'any'; readonly of: readonly Condition[] }
  | { readonly key: 'not'; readonly of: Condition }
  | { readonly key: 'const'; readonly value: boolean }
  | { readonly key: (typeof diagnosisKeys)[number] | (typeof operationKeys)[number]; readonly list: string }
  | { readonly key: 'hasOp' | 'mcc' | 'cc' }
  | { readonly key: 'gender'; readonly value: string }
  | { readonly key: 'leavingType' | 'dept'; readonly values: readonly string[] }
  | { readonly key: 'traumaSites'; readonly sites: TraumaSites }
  | { readonly key: 'number'; readonly field: NumericField; readonly bounds: Bounds }

/** The one key of a condition and what stands behind it. `checkForm` sees to it that there is exactly one. */
export function partOf(condition: Condition): Part {
  if ('all' in condition) return { key: 'all', of: condition.all }
  if ('any' in condition) return { key: 'any', of: condition.any }
  if ('not' in condition) return { key: 'not', of: condition.not }
  if ('const' in condition) return { key: 'const', value: condition.const }
  if ('dx1In' in condition) return { key: 'dx1In', list: condition.dx1In }
  if ('dx2In' in condition) return { key: 'dx2In', list: condition.dx2In }
  if ('dxAnyIn' in condition) return { key: 'dxAnyIn', list: condition.dxAnyIn }
  if ('op1In' in condition) return { key: 'op1In', list: condition.op1In }
  if ('op2In' in condition) return { key: 'op2In', list: condition.op2In }
  if ('opAnyIn' in condition) return { key: 'opAnyIn', list: condition.opAnyIn }
  if ('hasOp' in condition) return { key: 'hasOp' }
  if ('mcc' in condition) return { key: 'mcc' }
  if ('cc' in condition) return { key: 'cc' }
  if ('gender' in condition) return { key: 'gender', value: condition.gender }
  if ('leavingType' in condition) return { key: 'leavingType', values: condition.leavingType }
  if ('dept' in condition) return { key: 'dept', values: condition.dept }
  if ('traumaSites' in condition) return { key: 'traumaSites', sites: condition.traumaSites }
  for (const field of numericFields) {
    const bounds = condition[field]
    if (bounds !== undefined) return { key: 'number', field, bounds }
  }
  return { key: 'const', value: false }
}

/** Every part of a condition, the condition itself first. */
export function* partsOf(condition: Condition): Generator<Part> {
  const part = partOf(condition)
  yield part
  if (part.key === 'not') yield* partsOf(part.of)
  if (part.key === 'all' || part.key === 'any') for (const inner of part.of) yield* partsOf(inner)
}

/** Every condition of a scheme with its place. */
export function* conditionsOf(scheme: Scheme): Generator<{ readonly where: string; readonly when: Condition }> {
  for (const [mdc, { when, steps }] of Object.entries(scheme.mdcs)) {
    yield { where: `mdcs.${mdc}.when`, when }
    for (const [index, step] of steps.entries()) {
      if ('result' in step) yield { where: `mdcs.${mdc}.steps[${index}].when`, when: step.when }
    }
  }
  for (const [key, { when, drgs }] of Object.entries(scheme.adrgs)) {
    yield { where: `adrgs.${key}.when`, when }
    for (const [index, split] of drgs.entries()) yield { where: splitPlace(key, index), when: split.when }
  }
}

/** The place of a split's condition in `scheme.json`. */
export function splitPlace(adrg: string, index: number): string {
  return `adrgs.${adrg}.drgs[${index}].when`
}

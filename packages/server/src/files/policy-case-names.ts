import { payers } from '@yibao/core/policy'
import { isBillAmount, isLayerPart } from './policy-amounts.ts'
import type { CaseVisit } from './policy-case-types.ts'

const sums: readonly string[] = [...payers, 'fund', 'person', 'cash', 'account']

/**
 * The formulas, parameters and classes that a visit's expectations name. With a bill, an amount of it goes before a
 * parameter of the same name.
 */
export function namesAsked({ bill, expect }: CaseVisit): readonly string[] {
  const names = expect.values.map(({ name }) => name)
  const isOfBill = (name: string): boolean => sums.includes(name) || isLayerPart(name) || isBillAmount(name)
  return [...(bill === null ? names : names.filter((name) => !isOfBill(name))), ...Object.keys(expect.classes)]
}

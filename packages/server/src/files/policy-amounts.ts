import type { LayerPart } from '@yibao/core/policy'
import type { Point } from './policy-rules.ts'

/** The amounts that a bill brings, and the running sums over its layers. */
const billAmounts: readonly string[] = [
  'total',
  'nonCovered',
  'overPriceLimit',
  'preCoinsurance',
  'eligible',
  'ordinary',
  'paid',
  'left',
]

const layerParts = [
  'overCostLimit',
  'accountStage',
  'deductible',
  'priorShare',
  'paid',
  'copay',
  'overPaymentLimit',
] as const satisfies readonly LayerPart[]

/** Whether a name is a part of a layer; alone it means that of the first. */
export function isLayerPart(name: string): boolean {
  return layerParts.some((part) => part === name)
}

const layerAmounts: readonly string[] = ['base', ...layerParts, 'costOverPaymentLimit']

const streamForm = /^stream\.[A-Za-z][A-Za-z0-9]*$/

/** Names that no layer may have, because they begin names of another kind. */
export const prefixes: readonly string[] = ['stream', 'trait']

export function isBillAmount(name: string): boolean {
  return billAmounts.includes(name) || streamForm.test(name)
}

/** Whether a bill of these layers has such an amount at any point. */
export function amountsOf(layers: readonly string[]): (name: string) => boolean {
  const all = new Set(layers.flatMap((layer) => layerAmounts.map((amount) => `${layer}.${amount}`)))
  return (name) => isBillAmount(name) || all.has(name)
}

/** What is known before a layer: the bill and everything of the layers before it. */
export function pointAfter(layers: readonly string[]): Point {
  return { isKnown: amountsOf(layers), bandRate: false }
}

/** What is known within a layer, whose steps so far made these amounts. */
export function pointWithin(before: Point, layer: string, made: readonly string[]): Point {
  const own = new Set([`${layer}.base`, ...made.map((amount) => `${layer}.${amount}`)])
  return { ...before, isKnown: (name) => before.isKnown(name) || own.has(name) }
}

import type { LayerStep } from '@yibao/core/policy'
import { layerNameOf } from './policy-layers.ts'
import { complain, entriesOf, isList, isMapping, itemsOf, type Spot, textsWithin } from './policy-sheet.ts'

type StepName = LayerStep['step']

/** The steps that a layer needs, one of each row, before it has such an amount. */
const needed: Readonly<Record<string, readonly (readonly StepName[])[]>> = {
  overCostLimit: [['cost-limit']],
  accountStage: [['account-stage']],
  deductible: [['deductible']],
  priorShare: [['prior-share']],
  overPaymentLimit: [['payment-limit']],
  costOverPaymentLimit: [['payment-limit'], ['rate', 'tiers']],
}

function stepsNamed(layer: Spot): ReadonlySet<string> {
  const steps = isMapping(layer) ? entriesOf(layer).find(({ name }) => name === 'steps') : undefined
  const items = steps !== undefined && isList(steps) ? itemsOf(steps).filter(isMapping) : []
  const heads = items.flatMap((item) => entriesOf(item).filter(({ name }) => name === 'step'))
  return new Set(heads.map(({ node }) => String(node).trim()))
}

/**
 * An amount that no step of its layer makes is always nothing, so that what asks for it asks in vain.
 *
 * @param layers the layers of a plan
 * @param parts  where the plan may name amounts
 */
export function checkMade(layers: readonly Spot[], parts: readonly (Spot | null)[]): void {
  const steps = new Map(layers.map((layer) => [layerNameOf(layer), stepsNamed(layer)]))
  for (const spot of parts.flatMap((part) => (part === null ? [] : textsWithin(part)))) {
    const amount = String(spot.node).trim()
    const [layer = '', part = '', ...more] = amount.split('.')
    const made = steps.get(layer)
    const rows = Object.hasOwn(needed, part) && more.length === 0 ? needed[part] : undefined
    const missing = made === undefined ? undefined : rows?.find((row) => !row.some((step) => made.has(step)))
    if (missing === undefined) continue
    const what = `\`${layer}\` has no step ${missing.join(' or ')}, which makes \`${amount}\``
    complain(spot, what, 'give the layer that step, or name another amount')
  }
}

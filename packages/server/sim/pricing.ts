import type { CatalogItem } from '@yibao/core/catalog'
import type { HospitalApproval, Provider } from '@yibao/core/encounter'
import { invariant, lineAmount, type Quantity, quantity, type UnitPrice, unitPriceFromFen } from '@yibao/core/kernel'
import type { Random } from './random.ts'

/** A line as an institution means to bill it. */
export interface PlannedLine {
  readonly itemCode: string
  readonly itemName: string
  readonly price: UnitPrice
  readonly quantity: Quantity
  readonly approval: HospitalApproval
}

/** Herbs cost fractions of a fen per gram, which rounding to the fen would distort. */
const herbChargeType = '10'

/** A price times a share in ten-thousandths, to the fen. */
function scaled(price: UnitPrice, share: number): UnitPrice {
  return unitPriceFromFen(lineAmount(price, quantity(share)))
}

/** Public services cost what their list says for the level; now and then a provider bills the list of a higher level. */
function servicePrice(random: Random, item: CatalogItem, provider: Provider, reference: UnitPrice): UnitPrice {
  const { level } = provider
  const own = level === 'ungraded' ? item.ceilings.primary : item.ceilings[level]
  return random.chance(0.06) ? reference : (own ?? reference)
}

/** Drugs and materials vary a little around their reference price, and cost somewhat more in a pharmacy. */
function goodsPrice(random: Random, item: CatalogItem, provider: Provider, reference: UnitPrice): UnitPrice {
  if (item.chargeType === herbChargeType) return reference
  if (Object.keys(item.ceilings).length > 0) return random.chance(0.1) ? scaled(reference, 10_300) : reference
  const low = provider.kind === 'pharmacy' ? 10_000 : 9_700
  return scaled(reference, random.between(low, low + 600))
}

/** Three of five uses of a restricted item are approved beforehand; elsewhere nobody asks for approval. */
function approvalOf(random: Random, item: CatalogItem, provider: Provider): HospitalApproval {
  if (!item.restricted || provider.kind === 'pharmacy') return 'not-needed'
  if (random.chance(0.6)) return 'approved'
  return random.chance(0.4) ? 'rejected' : 'not-needed'
}

/** Plans the line of one item: price, whole pieces, and whether the hospital approved the use. */
export function plannedLine(random: Random, item: CatalogItem, pieces: number, provider: Provider): PlannedLine {
  const reference = item.referencePrice
  invariant(reference !== null, () => `${item.code} has no reference price to bill by`)
  const price = (item.kind === 'service' ? servicePrice : goodsPrice)(random, item, provider, reference)
  return {
    itemCode: item.code,
    itemName: item.name,
    price,
    quantity: quantity(pieces * 10_000),
    approval: approvalOf(random, item, provider),
  }
}

import {
  parseQuantity,
  parseUnitPrice,
  type Quantity,
  quantity,
  type UnitPrice,
  unitPrice,
  unitPriceFromFen,
} from '@yibao/core/kernel'
import type { Facts } from '@yibao/core/policy'
import { factOf } from './policy-case-facts.ts'
import type { CaseLine } from './policy-case-types.ts'
import { chargeTypes, type FactBook } from './policy-facts.ts'
import { complain, entriesOf, fieldsOf, type Spot, textOf } from './policy-sheet.ts'
import { flagOf, moneyOfSpot, rateOfSpot, wordOf } from './policy-values.ts'

function priceOf(spot: Spot): UnitPrice {
  const text = textOf(spot)
  const number = text === null ? undefined : /^(\S+) yuan$/.exec(text)?.[1]
  const parsed = number === undefined ? null : parseUnitPrice(number)
  if (parsed?.ok) return parsed.value
  if (text !== null)
    complain(spot, `\`${spot.name}\` is not a price`, 'write it as `45 yuan`, at most six decimals', text)
  return unitPrice(0)
}

const one = quantity(10_000)

function quantityOf(spot: Spot): Quantity {
  const text = textOf(spot)
  const parsed = text === null ? null : parseQuantity(text)
  if (parsed?.ok) return parsed.value
  if (text !== null)
    complain(spot, `\`${spot.name}\` is not a quantity`, 'write a number with at most four decimals', text)
  return one
}

function chargeTypeOf(spot: Spot | null): string {
  const text = spot === null ? '14' : (textOf(spot) ?? '14')
  if (spot !== null && !chargeTypes.includes(text)) {
    complain(spot, 'no such charge type', `use one of: ${chargeTypes.join(', ')}`, text)
  }
  return text
}

const keys = [
  'name',
  'amount',
  'price',
  'quantity',
  'chargeType',
  'itemKind',
  'itemCode',
  'form',
  'preCoinsurance',
  'ceiling',
  'restricted',
  'approval',
] as const

/**
 * Reads one line of a bill: `class`, and `amount` or `price` with `quantity`; whatever else the region asks of a line
 * stands beside them.
 *
 * @param inputs the facts that the region's rules for lines declare; null where they could not be read: any key may then
 *               be one of them
 * @param others keys that the caller reads itself
 */
export function lineOf(spot: Spot, inputs: FactBook | null, others: readonly string[] = []): CaseLine {
  const entries = entriesOf(spot)
  const isOwn = (name: string): boolean =>
    name !== 'class' && !keys.some((key) => key === name) && !others.includes(name)
  const facts: Record<string, Facts[string]> = {}
  const own: string[] = []
  for (const entry of entries.filter(({ name }) => isOwn(name))) {
    const shape = inputs?.(entry.name) ?? null
    if (shape !== null) facts[entry.name] = factOf(entry, shape)
    if (shape !== null || inputs === null) own.push(entry.name)
  }
  const fields = fieldsOf(spot, ['class'], keys, [...own, ...others])
  const { amount, price } = fields
  if (spot.node !== null && (amount === null) === (price === null)) {
    complain(spot, 'a line has an amount, or a price and a quantity', 'give one of `amount:` and `price:`')
  }
  if (amount !== null && fields.quantity !== null) {
    complain(
      fields.quantity,
      '`quantity` beside `amount`',
      'an amount is that of the whole line: leave `quantity:` out',
    )
  }
  const text = (field: Spot | null): string => (field === null ? '' : (textOf(field) ?? ''))
  return {
    name: text(fields.name),
    class: wordOf(fields.class, ['A', 'B', 'C']),
    kind: fields.itemKind === null ? 'service' : wordOf(fields.itemKind, ['drug', 'service', 'consumable']),
    code: text(fields.itemCode),
    form: text(fields.form),
    chargeType: chargeTypeOf(fields.chargeType),
    price: amount !== null ? unitPriceFromFen(moneyOfSpot(amount)) : price !== null ? priceOf(price) : unitPrice(0),
    quantity: fields.quantity === null ? one : quantityOf(fields.quantity),
    preCoinsurance: fields.preCoinsurance === null ? null : rateOfSpot(fields.preCoinsurance),
    ceiling: fields.ceiling === null ? null : priceOf(fields.ceiling),
    restricted: fields.restricted === null ? false : flagOf(fields.restricted),
    approval: fields.approval === null ? 'not-needed' : wordOf(fields.approval, ['not-needed', 'approved', 'rejected']),
    facts,
    place: { file: spot.sheet.file, line: spot.line },
  }
}

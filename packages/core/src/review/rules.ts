import { type CatalogItem, findItem } from '../catalog/index.ts'
import { ageOn, daysBetween, type Fen, type IsoDate, lineAmount, unitPrice, unitPriceText } from '../kernel/index.ts'
import { plainRestriction } from './restriction.ts'
import type { ReviewOrder, ReviewPatient, ReviewRequest, ReviewSeverity, RuleCode } from './types.ts'

/** One order with what is known around it. */
interface OrderInPlace {
  readonly order: ReviewOrder
  readonly on: IsoDate
  readonly patient: ReviewPatient
  /** The other orders of the encounter that stand before this one. */
  readonly before: readonly ReviewOrder[]
}

/** What a rule found; the amount is that of the order unless the rule knows better. */
interface Hit {
  readonly evidence: string
  readonly amount?: Fen
}

interface Rule {
  readonly severity: ReviewSeverity
  readonly look: (place: OrderInPlace, request: ReviewRequest) => Hit | null
}

/** The item as it stands on the day of the order; null when it does not. */
function itemOf({ order, on }: OrderInPlace, { catalog }: ReviewRequest): CatalogItem | null {
  const found = findItem(catalog, order.itemCode, on)
  return found.ok ? found.value : null
}

const unknownItem: Rule['look'] = ({ order, on }, { catalog }) => {
  const found = findItem(catalog, order.itemCode, on)
  return !found.ok && found.error.code === 'catalog.unknown-item' ? { evidence: order.itemCode } : null
}

const notValid: Rule['look'] = ({ order, on }, { catalog }) => {
  const found = findItem(catalog, order.itemCode, on)
  if (found.ok) return null
  if (found.error.code === 'catalog.expired-item') return { evidence: `至 ${found.error.until} 止` }
  return found.error.code === 'catalog.not-yet-valid' ? { evidence: `自 ${found.error.from} 起` } : null
}

const notCovered: Rule['look'] = (place, request) => {
  const item = itemOf(place, request)
  return item?.class === 'C' ? { evidence: item.source } : null
}

const overCeiling: Rule['look'] = (place, request) => {
  const ceiling = itemOf(place, request)?.ceilings[request.level]
  const { price, quantity } = place.order
  if (ceiling === undefined || price === null || price <= ceiling) return null
  const evidence = unitPriceText(ceiling)
  return quantity === null ? { evidence } : { evidence, amount: lineAmount(unitPrice(price - ceiling), quantity) }
}

const otherSex: Rule['look'] = (place, request) => {
  const restriction = itemOf(place, request)?.restriction ?? ''
  const { sex } = plainRestriction(restriction)
  const { gender } = place.patient
  return sex === null || gender === 'unknown' || gender === sex ? null : { evidence: restriction }
}

/** Conservative: between 14 and 17 years a patient passes for a child and for an adult. */
const grownAt = 18
const childUntil = 14
const newbornDays = 28

const otherAge: Rule['look'] = (place, request) => {
  const restriction = itemOf(place, request)?.restriction ?? ''
  const { age } = plainRestriction(restriction)
  const { birth } = place.patient
  if (age === null || birth === null || place.on < birth) return null
  const years = ageOn(birth, place.on)
  const wrong = {
    newborn: daysBetween(birth, place.on) > newbornDays,
    child: years >= grownAt,
    adult: years < childUntil,
  }
  return wrong[age] ? { evidence: restriction } : null
}

const restricted: Rule['look'] = (place, request) => {
  const item = itemOf(place, request)
  return item?.restricted === true ? { evidence: item.restriction } : null
}

const duplicate: Rule['look'] = ({ order, on, before }, { today }) => {
  const same = before.find((other) => other.itemCode === order.itemCode && (other.on ?? today) === on)
  return same === undefined ? null : { evidence: same.orderId }
}

/**
 * The rules that the catalogue alone can answer, in the order in which they are told. What they leave to a room of audit: frequencies,
 * diagnoses, combinations, and history.
 */
export const rules: Readonly<Record<RuleCode, Rule>> = {
  'unknown-item': { severity: '4', look: unknownItem },
  'not-valid': { severity: '1', look: notValid },
  'not-covered': { severity: '4', look: notCovered },
  'over-ceiling': { severity: '2', look: overCeiling },
  'other-sex': { severity: '1', look: otherSex },
  'other-age': { severity: '2', look: otherAge },
  restricted: { severity: '3', look: restricted },
  duplicate: { severity: '3', look: duplicate },
}

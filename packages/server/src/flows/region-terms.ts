import { type CeilingTerm, type CompiledCoverage, ceilingsOf, type ShareTerm, sharesOf } from '@yibao/core/benefit'
import type { CatalogItem } from '@yibao/core/catalog'
import type { DivisionCode, IsoDate } from '@yibao/core/kernel'
import type { CatalogueStore, ItemQuestion, StampedItem } from './catalogue-ports.ts'
import type { Ports } from './ports.ts'

/** Something the region says of one catalogue item. */
export interface RegionTerm<Term> extends Omit<StampedItem, 'item'> {
  readonly code: string
  readonly range: CatalogItem['range']
  readonly term: Term
}

type Derive<Term> = (item: CatalogItem, coverage: CompiledCoverage) => readonly Term[]

type Needed = Pick<Ports, 'catalogues' | 'registry'>

type Terms<Term> = Promise<readonly RegionTerm<Term>[] | null>

/** One code, or all; in a region, on a day. */
export interface TermQuestion {
  readonly division: DivisionCode
  readonly on: IsoDate
  readonly code: string | null
}

/** Items that are looked at between two breaths of everybody else. */
const batchRows = 2_000

/** So many whole regions on single days are kept; the oldest makes room. */
const keptAtMost = 8

type Kept = Map<string, Promise<readonly RegionTerm<unknown>[]>>

const keptBy = new WeakMap<CatalogueStore, Kept>()

/** Of one code at most one row is in force on a day. */
const onePage = { number: 1, size: 1 }

const allInForce: Omit<ItemQuestion, 'code' | 'on' | 'today'> = {
  name: null,
  listType: null,
  chargeType: null,
  class: null,
  restricted: null,
  beginsOn: null,
  valid: null,
  updatedSince: null,
  mappedFrom: null,
}

function termsOf<Term>(
  { item, createdAt, updatedAt }: StampedItem,
  coverage: CompiledCoverage,
  derive: Derive<Term>,
): RegionTerm<Term>[] {
  const { code, range } = item
  return derive(item, coverage).map((term) => ({ code, range, createdAt, updatedAt, term }))
}

/** The terms of every item in force on a day, by code. */
async function allTerms<Term>(
  { catalogues }: Needed,
  coverage: CompiledCoverage,
  derive: Derive<Term>,
  on: IsoDate,
): Promise<readonly RegionTerm<Term>[]> {
  const terms: RegionTerm<Term>[] = []
  for (let after = ''; ; ) {
    const rows = await catalogues.inForce(on, after, batchRows)
    for (const row of rows) terms.push(...termsOf(row, coverage, derive))
    const last = rows.at(-1)
    if (last === undefined || rows.length < batchRows) return terms
    after = last.item.code
  }
}

/**
 * What a region says on one day of the items in force, by code. Of the whole catalogue it is worked out once per day,
 * region and state of the catalogue, of one code each time.
 *
 * @returns null when the region has no law
 */
async function regionTerms<Term>(
  ports: Needed,
  kind: string,
  derive: Derive<Term>,
  { division, on, code }: TermQuestion,
): Promise<readonly RegionTerm<Term>[] | null> {
  const coverage = ports.registry.book.coverage(division, on)
  if (coverage === null) return null
  if (code !== null) {
    const { rows } = await ports.catalogues.items({ ...allInForce, code, on, today: on }, onePage)
    return rows.flatMap((row) => termsOf(row, coverage, derive))
  }
  const revision = await ports.catalogues.itemRevision()
  const kept: Kept = keptBy.get(ports.catalogues) ?? new Map()
  keptBy.set(ports.catalogues, kept)
  const key = JSON.stringify([kind, division, on, revision])
  const known = kept.get(key)
  // What stands under a kind was derived by its own function.
  if (known !== undefined) return (await known) as readonly RegionTerm<Term>[]
  const [oldest] = kept.keys()
  if (kept.size >= keptAtMost && oldest !== undefined) kept.delete(oldest)
  const fresh = allTerms(ports, coverage, derive, on)
  kept.set(key, fresh)
  fresh.catch(() => kept.delete(key))
  return await fresh
}

/** The price ceilings of a region, see `regionTerms`. */
export function regionCeilings(ports: Needed, question: TermQuestion): Terms<CeilingTerm> {
  return regionTerms(ports, 'ceilings', ceilingsOf, question)
}

/** The shares borne first of a region, see `regionTerms`. */
export function regionShares(ports: Needed, question: TermQuestion): Terms<ShareTerm> {
  return regionTerms(ports, 'shares', sharesOf, question)
}

import type { CatalogItem } from '../catalog/index.ts'
import type { ProviderLevel } from '../encounter/index.ts'
import {
  fen,
  type IsoDate,
  invariant,
  ok,
  type Ppm,
  ppm,
  type Result,
  refuse,
  type UnitPrice,
  unitPriceFromFen,
  wholePpm,
  zeroPpm,
} from '../kernel/index.ts'
import {
  type BillReader,
  type CoverageRules,
  compileRulesFor,
  type Facts,
  type Found,
  findIn,
  type PolicyRefusal,
  type RegionPack,
  type Scope,
  wordIn,
} from '../policy/index.ts'
import type { ItemTerms } from './types.ts'

/** The facts of a line beyond those of the item: of the person, the place, and what the region asks for. */
export type LineFacts = Facts & { readonly level: ProviderLevel }

/** A region's rules for single lines on one date. */
export interface CompiledCoverage {
  /**
   * The terms on which one item is paid on the day of the fee: the share borne first, the ceiling, and the stream.
   *
   * A catalogue row's own share goes before the region's; class A without a share of either has none, class C is borne
   * whole. Of the catalogue's ceiling for the provider's level and the region's, the lower holds.
   *
   * Refuses with `policy.no-value` when a value is not in force on that day, or class B has no share at all, and with
   * `policy.no-class` when a line fits no class.
   */
  readonly termsOf: (item: CatalogItem, facts: LineFacts) => Result<ItemTerms, PolicyRefusal>
}

const ordinary = 'ordinary'

function lower(a: UnitPrice | null, b: UnitPrice | null): UnitPrice | null {
  if (a === null) return b
  if (b === null) return a
  return a < b ? a : b
}

/** A value that the region need not have: null when it has no row for this line. */
function findMaybe(scope: Scope<CatalogItem>, name: string): Found | null {
  const found = findIn(scope, name)
  const { refusal } = scope
  if (refusal?.code === 'policy.no-value' && refusal.reason === 'no-such-class') scope.refusal = null
  return found
}

function numberOf({ parameter, value }: Found): number {
  invariant(typeof value === 'number', () => `${parameter.name} is a rate table; the loader lets none through here`)
  return value
}

/** What a line knows of itself. */
const itemFacts: Readonly<Record<string, (item: CatalogItem) => string>> = {
  itemClass: (item) => item.class,
  itemKind: (item) => item.kind,
  itemCode: (item) => item.code,
  chargeType: (item) => item.chargeType,
  form: (item) => item.form,
}

const itemReader: BillReader<CatalogItem> = {
  amounts: () => null,
  used: () => () => 0,
  fact: (item, name) => itemFacts[name]?.(item),
}

/** Whether the rules ask for nothing but the item itself, so that its terms are the same in every bill. */
function asksOnlyItem({ classes, parameters }: CoverageRules): boolean {
  const asked = [
    ...classes.flatMap(({ rows }) => rows.flatMap(({ when }) => when.map(({ fact }) => fact))),
    ...Object.values(parameters).flatMap(({ by }) => by),
  ]
  const own = new Set(classes.map(({ name }) => name))
  return asked.every((name) => own.has(name) || Object.hasOwn(itemFacts, name))
}

export function compileCoverage(pack: RegionPack, on: IsoDate): CompiledCoverage {
  const { coverage } = pack
  const rules = compileRulesFor(coverage, on, itemReader)
  const { streams } = coverage
  const askShare = (scope: Scope<CatalogItem>, item: CatalogItem): Found | null =>
    item.class === 'C' || item.preCoinsurance !== null || coverage.preCoinsurance === null
      ? null
      : findMaybe(scope, coverage.preCoinsurance.name)

  const termsOf = (item: CatalogItem, facts: LineFacts): Result<ItemTerms, PolicyRefusal> => {
    const scope = rules.bind(facts, item)
    const ceiling = coverage.priceCeiling === null ? null : findMaybe(scope, coverage.priceCeiling.name)
    const share = askShare(scope, item)
    const stream = streams === null ? ordinary : wordIn(scope, streams)
    if (scope.refusal !== null) return refuse(scope.refusal)
    // Class B without any share is a gap in the law, not a share of zero.
    if (item.class === 'B' && item.preCoinsurance === null && share === null) return refuse(noShare(pack, item, on))

    const regional = ceiling === null ? null : unitPriceFromFen(fen(numberOf(ceiling)))
    return ok({
      item,
      preCoinsuranceRate: preCoinsuranceRate(item, share),
      ceiling: lower(item.ceilings[facts.level] ?? null, regional),
      stream: stream ?? ordinary,
      source: [item.source, ceiling?.source, share?.source].filter((text) => text !== undefined).join('；'),
      assumed: item.assumed || (ceiling?.assumed ?? false) || (share?.assumed ?? false),
    })
  }
  return { termsOf: asksOnlyItem(coverage) ? oncePerItem(termsOf) : termsOf }
}

type Terms = Result<ItemTerms, PolicyRefusal>

/** More items than any catalogue uses in a day; a catalogue read anew leaves its old items behind until then. */
const itemsAtMost = 50_000

/** Remembers the terms of an item for each level of provider. */
function oncePerItem(termsOf: CompiledCoverage['termsOf']): CompiledCoverage['termsOf'] {
  const levels = new Map<ProviderLevel, Map<CatalogItem, Terms>>()
  return (item, facts) => {
    let kept = levels.get(facts.level)
    if (kept === undefined || kept.size >= itemsAtMost) {
      kept = new Map()
      levels.set(facts.level, kept)
    }
    const known = kept.get(item)
    if (known !== undefined) return known
    const fresh = termsOf(item, facts)
    kept.set(item, fresh)
    return fresh
  }
}

function preCoinsuranceRate(item: CatalogItem, regional: Found | null): Ppm {
  if (item.class === 'C') return wholePpm
  if (item.preCoinsurance !== null) return item.preCoinsurance
  return regional === null ? zeroPpm : ppm(numberOf(regional))
}

function noShare(pack: RegionPack, item: CatalogItem, on: IsoDate): PolicyRefusal {
  return {
    code: 'policy.no-value',
    plan: pack.name,
    parameter: 'preCoinsurance',
    key: [item.class],
    on,
    reason: 'no-such-class',
    firstFrom: null,
    place: pack.coverage.preCoinsurance?.place ?? pack.place,
  }
}

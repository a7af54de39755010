import type { CatalogItem } from '../catalog/index.ts'
import type { ProviderLevel, SchemeCode } from '../encounter/index.ts'
import type { Ppm, UnitPrice } from '../kernel/index.ts'
import type { CompiledCoverage, LineFacts } from './item-terms.ts'

const providerLevels: readonly ProviderLevel[] = ['tertiary', 'secondary', 'primary', 'ungraded']

/** A price ceiling of one item at one level of provider. */
export interface CeilingTerm {
  readonly level: ProviderLevel
  readonly ceiling: UnitPrice
}

/** The share borne first of one item, for the insured of one scheme. */
export interface ShareTerm {
  readonly scheme: SchemeCode
  readonly share: Ppm
}

/** The ordinary member of each scheme, as far as a line may ask about one: nobody in particular. */
const members: readonly { readonly scheme: SchemeCode; readonly personStatus: string }[] = [
  { scheme: '310', personStatus: 'active' },
  { scheme: '390', personStatus: 'adult' },
]

const anyone = (level: ProviderLevel, personStatus = 'active'): LineFacts => ({
  level,
  kind: 'hospital',
  locality: 'local',
  personStatus,
})

/**
 * The ceilings of an item under a region's law, by level of provider; a level without one is left out, and so is one
 * whose ceiling depends on more than item and level.
 */
export function ceilingsOf(item: CatalogItem, coverage: CompiledCoverage): readonly CeilingTerm[] {
  return providerLevels.flatMap((level) => {
    const terms = coverage.termsOf(item, anyone(level))
    return terms.ok && terms.value.ceiling !== null ? [{ level, ceiling: terms.value.ceiling }] : []
  })
}

/**
 * The shares borne first of an item under a region's law, for the ordinary member of each scheme in a tertiary hospital
 * of the region; a share that depends on more, or that the region does not state, is left out.
 */
export function sharesOf(item: CatalogItem, coverage: CompiledCoverage): readonly ShareTerm[] {
  return members.flatMap(({ scheme, personStatus }) => {
    const terms = coverage.termsOf(item, anyone('tertiary', personStatus))
    return terms.ok ? [{ scheme, share: terms.value.preCoinsuranceRate }] : []
  })
}

import type { ProviderLevel } from '../encounter/index.ts'
import type { DateRange, Ppm, UnitPrice } from '../kernel/index.ts'

export type ItemKind = 'drug' | 'service' | 'consumable'

/** 甲 A, 乙 B, 丙 C (paid by the person alone). */
export type ItemClass = 'A' | 'B' | 'C'

/** One catalogue row, valid over a half-open range of dates; a code may have several rows with ranges that do not overlap. */
export interface CatalogItem {
  readonly code: string
  readonly kind: ItemKind
  readonly name: string
  readonly class: ItemClass
  /** Share of the price that the person bears first (先行自付); `null` leaves it to the region's policy. */
  readonly preCoinsurance: Ppm | null
  /** Price ceilings by provider level; a level that is absent has none. */
  readonly ceilings: Readonly<Partial<Record<ProviderLevel, UnitPrice>>>
  /** 限制使用: payable only with the hospital's approval. */
  readonly restricted: boolean
  readonly restriction: string
  /** National `med_chrgitm_type`: 01 bed … 14 other. */
  readonly chargeType: string
  readonly form: string
  readonly unit: string
  /** Reference unit price for display and simulation; never a term of the law. */
  readonly referencePrice: UnitPrice | null
  readonly range: DateRange
  readonly source: string
  /** True when class, share, ceiling or restriction is not printed in the source. */
  readonly assumed: boolean
}

import { percent, unitPriceText } from '../kernel/index.ts'
import type { CatalogItem } from './types.ts'

/** What a row says, field by field, as text; null where it says nothing. */
export type RowTerms = Readonly<Record<string, string | null>>

export interface FieldDifference {
  readonly field: string
  /** Null where the row said nothing of it, or there was no row. */
  readonly before: string | null
  readonly after: string | null
}

/** `added` is there only after, `ended` only before. */
export const rowChanges = ['added', 'changed', 'ended'] as const
export type RowChange = (typeof rowChanges)[number]

export interface RowDifference {
  readonly change: RowChange
  readonly fields: readonly FieldDifference[]
}

/** The terms of a catalogue item as people read them: prices in yuan, shares in per cent. */
export function itemTerms(item: CatalogItem): RowTerms {
  const { ceilings, referencePrice, preCoinsurance, range } = item
  const price = (one: keyof typeof ceilings): string | null => {
    const ceiling = ceilings[one]
    return ceiling === undefined ? null : unitPriceText(ceiling)
  }
  return {
    name: item.name,
    class: item.class,
    preCoinsurance: preCoinsurance === null ? null : percent(preCoinsurance),
    ceilingTertiary: price('tertiary'),
    ceilingSecondary: price('secondary'),
    ceilingPrimary: price('primary'),
    ceilingUngraded: price('ungraded'),
    restricted: item.restricted ? '1' : '0',
    restriction: item.restriction,
    chargeType: item.chargeType,
    form: item.form,
    unit: item.unit,
    referencePrice: referencePrice === null ? null : unitPriceText(referencePrice),
    from: range.from,
    until: range.until,
    source: item.source,
  }
}

const said = (terms: RowTerms | null, field: string): string | null => {
  const value = terms?.[field] ?? null
  return value === '' ? null : value
}

/**
 * What differs between two states of one row, in the order of its fields; an empty text says as little as none.
 *
 * @returns null when neither state is there, or both say the same
 */
export function rowDifference(before: RowTerms | null, after: RowTerms | null): RowDifference | null {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  const fields = names.flatMap((field): readonly FieldDifference[] => {
    const [then, now] = [said(before, field), said(after, field)]
    return then === now ? [] : [{ field, before: then, after: now }]
  })
  if (before === null) return after === null ? null : { change: 'added', fields }
  if (after === null) return { change: 'ended', fields }
  return fields.length === 0 ? null : { change: 'changed', fields }
}

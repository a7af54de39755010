import {
  type FieldDifference,
  itemTerms,
  type RowChange,
  type RowDifference,
  type RowTerms,
  rowDifference,
} from '@yibao/core/catalog'
import { type IsoDate, ok, type Result, refuse } from '@yibao/core/kernel'
import type { Reach } from '@yibao/core/office'
import { pageOf } from './asker.ts'
import type {
  CatalogueDesk,
  ChangeCounts,
  DayComparison,
  ItemKey,
  ItemSearch,
  MovedItem,
  MovedRow,
  PublishedState,
  PublishedVersion,
  VersionComparison,
} from './catalogue-desk-ports.ts'
import { type CatalogueList, codeLists, type PublishedRow, type StampedItem } from './catalogue-ports.ts'
import type { Page } from './rest-ports.ts'

const catalogueLists: readonly CatalogueList[] = [
  'western-and-patent-drugs',
  'herbal-slices',
  'services',
  'consumables',
  'consumables-27',
  'diagnoses',
  'operations',
  ...codeLists,
]

interface Asked<Key> {
  readonly after: Key | null
  readonly limit: number
}

/** Takes what imports changed up into versions, as a download would, and gives the versions. */
export async function publishedVersions(
  { reads, publish, today }: CatalogueDesk,
  list: CatalogueList | null,
  { after, limit }: Asked<number>,
): Promise<Page<PublishedVersion, number>> {
  // One after the other: each takes a connection of the hot road while it publishes.
  for (const one of list === null ? catalogueLists : [list]) await publish(one, today())
  return pageOf(await reads.versions(list, after, limit + 1), limit, ({ number }) => number)
}

const keyOf = ({ item }: StampedItem): ItemKey => ({ code: item.code, since: item.range.from })

/** Items, and how many there are with the first page. */
export async function findItems(
  { reads }: CatalogueDesk,
  search: ItemSearch,
  { after, limit }: Asked<ItemKey>,
): Promise<Page<StampedItem, ItemKey> & { readonly count: number | null }> {
  const found = await reads.items(search, after, limit + 1)
  const count = after === null ? await reads.count(search) : null
  return { ...pageOf(found, limit, keyOf), count }
}

/** What a published row says, as text. */
export function contentTerms(content: PublishedRow['content']): RowTerms {
  return Object.fromEntries(
    Object.entries(content).map(([field, value]) => [field, typeof value === 'boolean' ? (value ? '1' : '0') : value]),
  )
}

/** One change of an item, as a version told it. */
interface ItemChange extends Pick<PublishedState, 'list' | 'version' | 'madeOn' | 'since'>, RowDifference {}

const liveTerms = (state: PublishedState | undefined): RowTerms | null =>
  state === undefined || state.gone ? null : contentTerms(state.content)

/** What each state says that the one before it did not; the first of a row whose past was not kept tells of no change. */
function changesOf(states: readonly PublishedState[]): readonly ItemChange[] {
  return states.flatMap((state, index): readonly ItemChange[] => {
    const before = states[index - 1]
    const isFirst = before?.list !== state.list || before.since !== state.since
    if (isFirst && !state.isComplete) return []
    const difference = rowDifference(isFirst ? null : liveTerms(before), liveTerms(state))
    const { list, version, madeOn, since } = state
    return difference === null ? [] : [{ list, version, madeOn, since, ...difference }]
  })
}

const newestFirst = (a: ItemChange, b: ItemChange): number =>
  a.version === b.version ? (a.since < b.since ? 1 : -1) : a.version < b.version ? 1 : -1

export interface ItemHistory {
  readonly rows: readonly StampedItem[]
  readonly changes: readonly ItemChange[]
  readonly mappings: number
}

/** Everything of one code; null when no row has it. */
export async function itemHistory({ reads }: CatalogueDesk, code: string, reach: Reach): Promise<ItemHistory | null> {
  const rows = await reads.rowsOf(code)
  if (rows.length === 0) return null
  const changes = changesOf(await reads.statesOf(code)).toSorted(newestFirst)
  return { rows, changes, mappings: await reads.mappingsOf(code, reach) }
}

export interface ItemDifference {
  readonly code: string
  /** The row of the later day, or of the earlier one when it ended. */
  readonly item: NonNullable<MovedItem['after']>
  readonly change: RowChange
  readonly fields: readonly FieldDifference[]
}

function differenceOf({ code, before, after }: MovedItem): readonly ItemDifference[] {
  const item = after ?? before
  const terms = (one: MovedItem['after']): RowTerms | null => (one === null ? null : itemTerms(one))
  const difference = rowDifference(terms(before), terms(after))
  return item === null || difference === null ? [] : [{ code, item, ...difference }]
}

type BadOrder = { readonly code: 'catalogues.bad-order' }

/** How the items in force differ between two days; counts with the first page. Refuses with `catalogues.bad-order`. */
export async function compareDays(
  { reads }: CatalogueDesk,
  comparison: DayComparison,
  { after, limit }: Asked<string>,
): Promise<Result<Page<ItemDifference, string> & { readonly counts: ChangeCounts | null }, BadOrder>> {
  if (comparison.until <= comparison.from) return refuse({ code: 'catalogues.bad-order' })
  const { rows, next } = pageOf(await reads.moved(comparison, after, limit + 1), limit, ({ code }) => code)
  const counts = after === null ? await reads.movedCounts(comparison) : null
  return ok({ rows: rows.flatMap(differenceOf), next, counts })
}

export interface PublishedDifference extends Pick<MovedRow, 'code' | 'since' | 'version' | 'change' | 'isComplete'> {
  readonly name: string
  readonly fields: readonly FieldDifference[]
}

function publishedDifference({ before, after, ...moved }: MovedRow): PublishedDifference {
  const terms = (content: MovedRow['before']): RowTerms | null => (content === null ? null : contentTerms(content))
  // Of a row whose earlier content is unknown, nothing can be told apart.
  const fields = moved.isComplete ? (rowDifference(terms(before), terms(after))?.fields ?? []) : []
  return { ...moved, name: (after ?? before)?.name ?? '', fields }
}

/** How two versions of a catalogue differ. Refuses with `catalogues.bad-order`, `catalogues.unknown-version`. */
export async function compareVersions(
  { reads }: CatalogueDesk,
  comparison: VersionComparison,
  { after, limit }: Asked<ItemKey>,
): Promise<
  Result<
    Page<PublishedDifference, ItemKey>,
    BadOrder | { readonly code: 'catalogues.unknown-version'; readonly field: string }
  >
> {
  const { list, first, second } = comparison
  if (second <= first) return refuse({ code: 'catalogues.bad-order' })
  if (first > 0 && !(await reads.isVersion(list, first)))
    return refuse({ code: 'catalogues.unknown-version', field: 'first' })
  if (!(await reads.isVersion(list, second))) return refuse({ code: 'catalogues.unknown-version', field: 'second' })
  const found = await reads.movedRows(comparison, after, limit + 1)
  const { rows, next } = pageOf(found, limit, ({ code, since }) => ({ code, since }))
  return ok({ rows: rows.map(publishedDifference), next })
}

/** How a row stands on a day. */
export function standingOn({ from, until }: { readonly from: IsoDate; readonly until: IsoDate | null }, on: IsoDate) {
  if (from > on) return 'coming'
  return until !== null && until <= on ? 'ended' : 'in-force'
}

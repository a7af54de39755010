import type { CreditStanding } from '@yibao/core/credit'
import { addMonths, civilDate, type IsoDate, yearOf } from '@yibao/core/kernel'
import { mayReach, type Right, reachOf, type User } from '@yibao/core/office'
import { type Asker, withinReach } from './asker.ts'
import { creditOf } from './credit-archive.ts'
import type { CreditDesk } from './credit-archive-ports.ts'
import type { FiledProvider, ProviderCounts, ProviderMonth, ProviderReads } from './provider-desk-ports.ts'

export interface ProviderDesk {
  readonly reads: ProviderReads
  readonly credit: CreditDesk
  readonly today: () => IsoDate
}

/** Months of settlements that a file shows, the present one included. */
const shownMonths = 3

export interface ProviderFile {
  readonly provider: FiledProvider
  readonly counts: ProviderCounts
  /** What follows is null where the asker's rights do not reach the institution. */
  readonly openMatters: number | null
  readonly mappingsWaiting: number | null
  readonly credit: CreditStanding | null
  readonly months: readonly ProviderMonth[] | null
}

/** The first day of a month. */
const firstOf = (day: IsoDate): IsoDate => civilDate(yearOf(day), Number(day.slice(5, 7)), 1)

/** The file of an institution within reach; null of any other. What it shows beside goes by each right of its own. */
export async function providerFile(
  { reads, credit, today }: ProviderDesk,
  by: Asker & { readonly user: User },
  providerCode: string,
): Promise<ProviderFile | null> {
  const found = await withinReach(by, providerCode, await reads.find(providerCode))
  if (found === null) return null
  const { provider } = found
  const may = (right: Right): boolean => mayReach(reachOf(by.user, right), found)
  const day = today()
  // One after the other: readers are few.
  const counts = await reads.counts(providerCode, day)
  const months = may('settlements.read')
    ? await reads.months(providerCode, addMonths(firstOf(day), 1 - shownMonths))
    : null
  const standing = may('credit.read')
    ? await creditOf(credit, by, { kind: 'institution', subject: providerCode }, day)
    : null
  return {
    provider,
    counts,
    openMatters: may('matters.read') ? counts.openMatters : null,
    mappingsWaiting: may('catalogues.read') ? counts.mappingsWaiting : null,
    credit: standing?.ok === true ? standing.value.standing : null,
    months,
  }
}

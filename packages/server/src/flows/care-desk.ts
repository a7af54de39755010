import { ok, type Result, refuse } from '@yibao/core/kernel'
import { type Asker, pageOf, withinReach } from './asker.ts'
import { daysThrough } from './report-desk.ts'
import type { EventFilter, EventKey, Page, ShownVisitWithLines, VisitRow, VisitStore } from './rest-ports.ts'

interface PageAsked {
  readonly after: EventKey | null
  readonly limit: number
}

/** As many lines of one visit as are shown at once. */
const mostLines = 5_000

/** Whether a list is bounded: by a person, or by an institution and a range of days. */
function isBounded({ insuredId, providerCode, from, until }: EventFilter, mostDays: number): boolean {
  if (insuredId !== null) return true
  if (providerCode === null || from === null || until === null) return false
  return daysThrough(from, until) <= mostDays
}

/** One page of visits, latest first. Refuses with `too-wide`. */
export async function findVisits(
  visits: Pick<VisitStore, 'find'>,
  { reach }: Pick<Asker, 'reach'>,
  filter: EventFilter,
  { after, limit, mostDays }: PageAsked & { readonly mostDays: number },
): Promise<Result<Page<VisitRow, EventKey>, 'too-wide'>> {
  if (!isBounded(filter, mostDays)) return refuse('too-wide')
  const found = await visits.find(filter, reach, after, limit + 1)
  return ok(pageOf(found, limit, ({ begin, visitId }) => ({ at: begin, id: visitId })))
}

/** Null when there is no such visit within reach. */
export async function lookAtVisit(
  visits: Pick<VisitStore, 'visit'>,
  asker: Asker,
  { insuredId, visitId }: { readonly insuredId: string; readonly visitId: string },
): Promise<ShownVisitWithLines | null> {
  return withinReach(asker, `${insuredId} ${visitId}`, await visits.visit(insuredId, visitId, mostLines))
}

import { ok, type Result, refuse } from '@yibao/core/kernel'
import type { Comparison } from '@yibao/core/payment'
import { type Asker, withinReach } from './asker.ts'
import { type Actor, type OperationLog, type OperationSource, operationOf } from './operation-log.ts'
import type { Page } from './rest-ports.ts'
import type { ComparisonStore, ComparisonSummary } from './workbench-ports.ts'

/** Writes a comparison as a workbook. */
type ComparisonBook = (comparison: Comparison, about: Pick<ComparisonSummary, 'year' | 'source'>) => Promise<Uint8Array>

export interface WorkbenchDesk extends OperationSource {
  readonly comparisons: ComparisonStore
  readonly book: ComparisonBook
  readonly log: Pick<OperationLog, 'note'>
}

/** A comparison within reach: one of its region. An institution sees none, for it would see all the others. */
export async function comparisonFor(
  { comparisons }: Pick<WorkbenchDesk, 'comparisons'>,
  { reach, beyondReach }: Asker,
  comparisonId: string,
): Promise<ComparisonSummary | null> {
  const found = await comparisons.summary(comparisonId)
  if (found === null) return null
  const belongs = { found, divisions: [found.division], institutions: [] }
  const reached = await withinReach({ reach: { ...reach, institutions: [] }, beyondReach }, comparisonId, belongs)
  return reached?.found ?? null
}

/** A page of the rows of a comparison; keys are the numbers of rows. Refuses with `unknown`. */
export async function comparisonRows<Row>(
  desk: WorkbenchDesk,
  asker: Asker,
  { comparisonId, after, limit }: { readonly comparisonId: string; readonly after: number; readonly limit: number },
  read: (after: number, limit: number) => Promise<readonly Row[]>,
): Promise<Result<Page<Row, number>, 'unknown'>> {
  if ((await comparisonFor(desk, asker, comparisonId)) === null) return refuse('unknown')
  const found = await read(after, limit + 1)
  return ok({ rows: found.slice(0, limit), next: found.length > limit ? after + limit : null })
}

/** Pages in which rows are read for a workbook. */
const page = 1_000

async function everyRow<Row>(read: (after: number, limit: number) => Promise<readonly Row[]>): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (;;) {
    const some = await read(rows.length, page)
    rows.push(...some)
    if (some.length < page) return rows
  }
}

/** A comparison as a workbook, written down in the operation log. Refuses with `unknown`. */
export async function exportComparison(
  desk: WorkbenchDesk,
  asker: Asker & { readonly actor: Actor },
  comparisonId: string,
): Promise<Result<{ readonly content: Uint8Array; readonly year: number }, 'unknown'>> {
  const found = await comparisonFor(desk, asker, comparisonId)
  if (found === null) return refuse('unknown')
  const { comparisons, book } = desk
  const institutions = await everyRow((after, limit) => comparisons.institutions(comparisonId, after, limit))
  const groups = await everyRow((after, limit) => comparisons.groups(comparisonId, after, limit))
  await desk.log.note(operationOf(desk, asker.actor, { action: 'workbench.export', target: comparisonId }))
  return ok({ content: await book({ ...found.content, institutions, groups }, found), year: found.year })
}

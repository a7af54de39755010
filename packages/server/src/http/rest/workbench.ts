import { ok, type Result, refuse } from '@yibao/core/kernel'
import { pageOf } from '../../flows/asker.ts'
import { sourceWords } from '../../flows/compared-source.ts'
import { exportPaper, type PaperDesk, type PaperKind } from '../../flows/papers.ts'
import { comparisonFor, comparisonRows, exportComparison, type WorkbenchDesk } from '../../flows/workbench-desk.ts'
import { usualPage } from './desk.ts'
import type { HandlersOf, SignedInContext } from './handler.ts'
import { badPage, eventWord, readEventWord } from './paging.ts'

const unknown = { code: 'workbench.unknown' } as const

/** The number of the row behind which a page begins. Refuses with `rest.bad-input`. */
function readNumber(after: string | undefined): Result<number, ReturnType<typeof badPage>> {
  if (after === undefined) return ok(0)
  return /^\d{1,9}$/.test(after) ? ok(Number(after)) : refuse(badPage(after))
}

const numberWord = (next: number | null): string | null => (next === null ? null : String(next))

/** Comparisons of payment methods, as finished ones are kept. */
export function workbenchHandlers(
  desk: WorkbenchDesk & { readonly institutionName: (providerCode: string) => string | null },
): HandlersOf<'workbench'> {
  const { comparisons, institutionName } = desk
  return {
    'workbench.list': async ({ reach }, { limit = usualPage, after: word }) => {
      const after = readEventWord(word)
      if (!after.ok) return after
      const key = after.value === null ? null : { madeAt: after.value.at, comparisonId: after.value.id }
      const found = await comparisons.find(reach, key, limit + 1)
      const { rows, next } = pageOf(found, limit, ({ madeAt, comparisonId }) => ({ at: madeAt, id: comparisonId }))
      const shown = rows.map((row) => ({ ...row, source: sourceWords(row.source) }))
      return ok({ rows: shown, next: next === null ? null : eventWord(next) })
    },

    'workbench.compare': async (asker, { comparisonId }) => {
      const found = await comparisonFor(desk, asker, comparisonId)
      if (found === null) return refuse(unknown)
      const { content, ...head } = found
      return ok({ ...content, ...head, source: sourceWords(head.source) })
    },

    'workbench.institutions': async (asker, { comparisonId, limit = usualPage, after: word }) => {
      const after = readNumber(word)
      if (!after.ok) return after
      const asked = { comparisonId, after: after.value, limit }
      const found = await comparisonRows(desk, asker, asked, (from, most) =>
        comparisons.institutions(comparisonId, from, most),
      )
      if (!found.ok) return refuse(unknown)
      const rows = found.value.rows.map((row) => ({ ...row, providerName: institutionName(row.providerCode) }))
      return ok({ rows, next: numberWord(found.value.next) })
    },

    'workbench.groups': async (asker, { comparisonId, limit = usualPage, after: word }) => {
      const after = readNumber(word)
      if (!after.ok) return after
      const asked = { comparisonId, after: after.value, limit }
      const found = await comparisonRows(desk, asker, asked, (from, most) =>
        comparisons.groups(comparisonId, from, most),
      )
      return found.ok ? ok({ rows: found.value.rows, next: numberWord(found.value.next) }) : refuse(unknown)
    },

    'workbench.export': async (asker, { comparisonId }) => {
      const made = await exportComparison(desk, asker, comparisonId)
      if (!made.ok) return refuse(unknown)
      return ok({ filename: `comparison-${made.value.year}-${comparisonId}.xlsx`, content: made.value.content })
    },
  }
}

const endings = { statement: '.pdf', workbook: '.xlsx', notice: '-notice.pdf' } as const satisfies Record<
  PaperKind,
  string
>

/** Statements and notices as files. */
export function paperHandlers(desk: PaperDesk): HandlersOf<'papers'> {
  const give =
    (kind: PaperKind) =>
    async (asker: SignedInContext, { statementNumber }: { statementNumber: string }) => {
      const made = await exportPaper(desk, asker, { number: statementNumber, kind })
      if (!made.ok) return refuse({ code: 'papers.unknown' } as const)
      return ok({ filename: `${statementNumber}${endings[kind]}`, content: made.value })
    }
  return { 'papers.statement': give('statement'), 'papers.workbook': give('workbook'), 'papers.notice': give('notice') }
}

import { ok, type Result, refuse } from '@yibao/core/kernel'
import { maskName, type Reach, sharedReach } from '@yibao/core/office'
import type { JobFailure, JobOutcome, JobWork } from './job-ports.ts'
import type { EventKey, SettlementFilter, SettlementListRow, SettlementStore } from './rest-ports.ts'

/** What an export of settlements is started with. */
export interface SettlementsExport {
  readonly filter: SettlementFilter
  /** How far the asker reached when he asked; he may have looked at a part of what he reaches. */
  readonly reach: Reach
  readonly language: 'zh' | 'en'
}

/** A workbook that grows row by row, so that no more than a page of rows is held here. */
export interface SettlementBook {
  /** Resolves when there is room for more. */
  add(rows: readonly SettlementListRow[]): Promise<void>
  /** @returns the bytes of an .xlsx file */
  finish(): Promise<Uint8Array>
  /** Throws away what was written. */
  close(): Promise<void>
}

export interface SettlementsExportPorts {
  readonly settlements: Pick<SettlementStore, 'find' | 'count'>
  readonly openBook: (language: SettlementsExport['language']) => SettlementBook
}

const pageRows = 1_000

const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A workbook that is too long, with the day before which it would have ended: as much as fits lies behind it. */
function tooLong(most: number): JobFailure {
  return {
    code: 'settlements.too-many-rows',
    message: {
      zh: `符合条件的结算超过 ${most} 笔，一个工作簿装不下`,
      en: `there are more than ${most} settlements, which is more than one workbook takes`,
    },
    cure: {
      zh: '请按日期分成几段，或缩小条件，分别导出',
      en: 'cut the range of days into several, or narrow the question, and export each',
    },
  }
}

function nameOf({ from, until, insuredId, providerCode }: SettlementFilter): string {
  return ['结算', providerCode ?? insuredId, from, until].filter((part) => part !== null).join('-')
}

/**
 * Writes the settlements of a question into one workbook, page by page in the order of the list, as far as the owner reaches.
 * Refuses with `settlements.too-many-rows`.
 *
 * @param most rows of one workbook
 */
export async function exportSettlements(
  { settlements, openBook }: SettlementsExportPorts,
  {
    input: { filter, language, ...asked },
    reach: left,
    progress,
  }: Pick<JobWork<SettlementsExport>, 'input' | 'reach' | 'progress'>,
  most: number,
): Promise<Result<JobOutcome, JobFailure>> {
  const reach = sharedReach(asked.reach, left)
  const counting = { zh: '清点', en: 'Counting' }
  await progress({ done: 0, of: null, stage: counting })
  const all = await settlements.count(filter, reach, most + 1)
  if (all > most) return refuse(tooLong(most))
  const book = openBook(language)
  try {
    let rows = 0
    for (let after: EventKey | null = null; ; ) {
      await progress({ done: rows, of: Math.max(all, rows), stage: { zh: '写入', en: 'Writing' } })
      const page: readonly SettlementListRow[] = await settlements.find(filter, reach, after, pageRows)
      // Some may have been settled since they were counted.
      const fitting = page.slice(0, most - rows)
      await book.add(fitting.map((row) => ({ ...row, name: row.name === null ? null : maskName(row.name) })))
      rows += fitting.length
      const last = page.at(-1)
      if (last === undefined || page.length < pageRows || fitting.length < page.length) break
      after = { at: last.at, id: last.settlementId }
    }
    await progress({ done: rows, of: rows, stage: { zh: '收尾', en: 'Finishing' } })
    const content = await book.finish()
    return ok({ result: { rows }, file: { filename: `${nameOf(filter)}.xlsx`, mediaType, content } })
  } finally {
    await book.close()
  }
}

import type { SideRow } from '@yibao/core/audit'
import type { IsoDate, LocalDateTime } from '@yibao/core/kernel'
import type { ImportProblem, SourceItem } from './import-ports.ts'

/** A row of a side table, with how it is found. */
export interface SideFact {
  readonly table: string
  /** The first key that the table declares, and its value; both empty in a table without keys. */
  readonly anchorKey: string
  readonly anchor: string
  readonly digest: string
  /** Null of what holds at any time, or over a range. */
  readonly day: IsoDate | null
  readonly row: SideRow
}

export interface FactWriter {
  /** Those of these persons or institutions that are not on file. */
  strangers(key: string, values: readonly string[]): Promise<ReadonlySet<string>>
  /** @returns how many were not there before */
  write(facts: readonly SideFact[], source: string, at: LocalDateTime): Promise<number>
}

export interface FactStore {
  /** Runs `work` in one transaction; what it wrote stands only when it says so. */
  inTransaction<T extends { readonly stands: boolean }>(work: (writer: FactWriter) => Promise<T>): Promise<T>
}

export interface FactsReport {
  /** False: nothing was written. */
  readonly stands: boolean
  readonly rows: number
  readonly added: number
  /** On file already. */
  readonly unchanged: number
  readonly bad: number
  /** The first ones. */
  readonly problems: readonly ImportProblem[]
}

const rowsAtOnce = 1_000
const problemsAtMost = 100

type GoodRow = Extract<SourceItem<SideFact>, { readonly kind: 'row' }>

const checkedKeys: ReadonlySet<string> = new Set(['insured', 'provider'])

async function problemsOf(writer: FactWriter, rows: readonly GoodRow[]): Promise<readonly ImportProblem[]> {
  const key = rows[0]?.value.anchorKey ?? ''
  if (!checkedKeys.has(key)) return []
  const strangers = await writer.strangers(key, [...new Set(rows.map(({ value }) => value.anchor))])
  return rows
    .filter(({ value }) => strangers.has(value.anchor))
    .map(({ line, labels, value }) => ({
      line,
      column: labels[key] ?? key,
      value: value.anchor,
      what:
        key === 'insured' ? '库中没有此人 (no such person on file)' : '库中没有此机构 (no such institution on file)',
      cure: '请核对编号，或先导入 (correct the number, or import it first)',
    }))
}

/**
 * Brings facts that no bill carries: all rows of a file or none. The same file twice changes nothing.
 *
 * @param dryRun checks every row and writes nothing
 */
export function importFacts(
  store: FactStore,
  rows: AsyncIterable<SourceItem<SideFact>>,
  { source, at, dryRun }: { readonly source: string; readonly at: LocalDateTime; readonly dryRun: boolean },
): Promise<FactsReport> {
  return store.inTransaction(async (writer) => {
    const problems: ImportProblem[] = []
    let [count, added, bad] = [0, 0, 0]
    const note = (some: readonly ImportProblem[]): void => {
      problems.push(...some.slice(0, problemsAtMost - problems.length))
    }
    let waiting: GoodRow[] = []
    const flush = async (): Promise<void> => {
      if (waiting.length === 0) return
      const strangers = await problemsOf(writer, waiting)
      bad += strangers.length
      note(strangers)
      // After the first fault nothing will stand: the rest is only checked.
      if (bad === 0)
        added += await writer.write(
          waiting.map(({ value }) => value),
          source,
          at,
        )
      waiting = []
    }
    for await (const item of rows) {
      if (item.kind === 'note') continue
      count += 1
      if (item.kind === 'row') {
        waiting.push(item)
        if (waiting.length >= rowsAtOnce) await flush()
        continue
      }
      bad += 1
      note(item.kind === 'bad' ? item.problems : [item.problem])
    }
    await flush()
    const stands = bad === 0 && !dryRun
    return {
      stands,
      rows: count,
      added: bad === 0 ? added : 0,
      unchanged: bad === 0 ? count - added : 0,
      bad,
      problems,
    }
  })
}

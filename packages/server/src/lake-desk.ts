import { resolve } from 'node:path'
import type { LocalDateTime } from '@yibao/core/kernel'
import { loadHolidays } from './files/indicator-holidays.ts'
import { sideFactRows } from './files/side-facts.ts'
import { exportLake } from './flows/lake-export.ts'
import type { LakeSource, SourceRows } from './flows/lake-export-ports.ts'
import type { LakeManifest, MonthRange } from './flows/lake-ports.ts'
import { digestOf, lakeSchema, lakeTableNames, lakeTables, openLakeSink } from './lake/index.ts'
import { atLakeSource } from './store/lake-source.ts'

export interface LakeOrder {
  readonly folder: string
  /** Facts that no bill carries, as a folder of CSV files; the holidays of the nation always stand beside those of the database. */
  readonly side?: string | undefined
  /** Which months to make anew, once it is known what there is: null all of them, `none` not even a lake. */
  readonly range: (source: LakeSource, hasLake: boolean) => Promise<MonthRange | null | 'none'>
  readonly now: () => LocalDateTime
  readonly progress: Parameters<typeof exportLake>[0]['progress']
}

function withFacts(source: LakeSource, side: string | undefined): LakeSource {
  async function* rows(): SourceRows {
    yield* source.rows('side', null)
    yield await loadHolidays()
    if (side !== undefined) yield* sideFactRows(resolve(side))
  }
  return { ...source, rows: (table, month) => (table === 'side' ? rows() : source.rows(table, month)) }
}

/**
 * Brings a lake forward from one snapshot of the database.
 *
 * @returns null when the order asks for none
 * @throws Error when another export works on the folder
 */
export async function exportTo(
  pool: Parameters<typeof atLakeSource>[0],
  { folder, side, range, now, progress }: LakeOrder,
): Promise<LakeManifest | null> {
  const sink = await openLakeSink(folder)
  try {
    return await atLakeSource(pool, async (found) => {
      if (!(await found.alone(resolve(folder))))
        throw new Error(`${folder} 正在被另一次导出写入 another export is writing it：请稍后再试 wait for its end`)
      const source = withFacts(found, side)
      const months = await range(source, (await sink.earlier()) !== null)
      if (months === 'none') return null
      const whole = new Set(lakeTableNames.filter((table) => lakeTables[table].by === 'all'))
      return exportLake({ source, sink, range: months, schema: lakeSchema, whole, digestOf, now, progress })
    })
  } finally {
    await sink.close()
  }
}

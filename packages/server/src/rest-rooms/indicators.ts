import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { loadIndicators } from '../files/indicator-folder.ts'
import { finishedRun, openRun } from '../files/indicator-run-folder.ts'
import { loadTopics } from '../files/supervision-topics.ts'
import type { IndicatorShelf, NamedRun } from '../flows/indicator-desk.ts'
import { indicatorHandlers } from '../http/rest/indicators.ts'
import type { RoomGround } from './ground.ts'
import { keepLake } from './kept-lake.ts'
import { openTurns } from './turns.ts'

/** Work that waits or is done at a time: a run is read from end to end, a number opened over the lake. */
const atOnce = 6
const lookMs = 30_000
const idleMs = 300_000

/** The newest periods of each schedule that are listed. */
const periodsListed = 60

async function foldersIn(path: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true })
    return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

async function readBooks() {
  const indicators = await loadIndicators()
  return { indicators, book: await loadTopics(indicators.definitions.map(({ code }) => code)) }
}

/** The runs that the night made. */
export function runShelf(dataDir: string | null): Pick<IndicatorShelf, 'runs' | 'open'> {
  const folder = dataDir === null ? null : join(dataDir, 'supervision')
  return {
    async runs() {
      if (folder === null) return []
      const found: NamedRun[] = []
      for (const schedule of await foldersIn(folder)) {
        const periods = (await foldersIn(join(folder, schedule))).toSorted().toReversed()
        for (const period of periods.slice(0, periodsListed)) {
          const run = await finishedRun(join(folder, schedule, period))
          if (run !== null) found.push({ name: `${schedule}/${period}`, run })
        }
      }
      return found.toSorted((one, other) => (one.run.order.period < other.run.order.period ? 1 : -1))
    },
    async open(name) {
      // The route takes nothing but a schedule and a period here: no way leads out of the folder.
      if (folder === null || (await finishedRun(join(folder, name))) === null) return null
      return openRun(join(folder, name))
    },
  }
}

function shelfOf({ dataDir, asking, atClose }: Pick<RoomGround, 'dataDir' | 'asking' | 'atClose'>): IndicatorShelf {
  const turns = openTurns(atOnce)
  const lake = dataDir === null ? null : keepLake({ folder: join(dataDir, 'lake'), asking, workMs: lookMs, idleMs })
  if (lake !== null) atClose(lake.close)
  let books: ReturnType<typeof readBooks> | null = null
  return {
    ...runShelf(dataDir),
    books: () => (books ??= readBooks()),
    inTurn: (work) => turns.take(work),
    overLake: (work) => (lake === null ? Promise.resolve('none') : lake.over(work)),
  }
}

/** The desk of supervision indicators: what the night told and judged, and the rows behind it. */
export const indicatorRoom = ({ dataDir, asking, atClose, registry }: RoomGround) =>
  indicatorHandlers({
    shelf: shelfOf({ dataDir, asking, atClose }),
    institutionName: (providerCode) => registry.provider(providerCode)?.name ?? null,
  })

import { join } from 'node:path'
import type { LocalDateTime } from '@yibao/core/kernel'
import { duePeriod, type IndicatorSchedule, monthAfter } from '@yibao/core/supervision'
import { loadIndicators } from './files/indicator-folder.ts'
import { finishedRun } from './files/indicator-run-folder.ts'
import { loadSchedules } from './files/supervision-schedules.ts'
import { loadTopics } from './files/supervision-topics.ts'
import { spanOf } from './flows/indicator-plan.ts'
import type { LakeSource } from './flows/lake-export-ports.ts'
import type { MonthRange } from './flows/lake-ports.ts'
import { exportTo } from './lake-desk.ts'
import { runOverLake } from './supervision-desk.ts'
import { orderRefusalText } from './text/indicator-order.ts'

type Pool = Parameters<typeof exportTo>[0]

export interface NightOptions {
  readonly pool: Pool
  /** Folder that holds `lake` and `supervision`. */
  readonly dataDir: string
  readonly now: () => LocalDateTime
  readonly log: (line: string) => void
  readonly signal?: AbortSignal
  /** Periods that were refused, so that the same is not tried all night; the caller keeps them. */
  readonly refused: Set<string>
  /** The file of schedules, where others than those that ship are meant. */
  readonly schedules?: string
}

/** Undone bills and late ones change months that were exported before. */
const monthsAgain = 3

/** What an export makes anew: all at first, later the last months up to those that are due. */
async function staleMonths(source: LakeSource, hasLake: boolean, through: string): Promise<MonthRange | 'none'> {
  const span = await source.span()
  if (span === null) return 'none'
  const last = span.through < through ? span.through : through
  const wanted = hasLake ? monthAfter(through, 1 - monthsAgain) : span.from
  const since = [wanted, span.from].toSorted().at(-1) ?? wanted
  return since > last ? 'none' : { from: since, through: last }
}

interface Due {
  readonly schedule: IndicatorSchedule
  readonly period: string
  readonly out: string
}

async function dueNow(
  { dataDir, now, refused }: NightOptions,
  schedules: readonly IndicatorSchedule[],
): Promise<readonly Due[]> {
  const due: Due[] = []
  for (const schedule of schedules) {
    const period = duePeriod(schedule, now())
    const out = join(dataDir, 'supervision', schedule.code, period)
    if (!refused.has(out) && (await finishedRun(out)) === null) due.push({ schedule, period, out })
  }
  return due
}

/**
 * Makes what schedules say is due and not made yet: brings the lake forward, then tells and judges. What was killed is begun anew, what is
 * done stays.
 *
 * @returns the folders of the runs that were made
 * @throws Error when definitions, topics or schedules have problems
 */
export async function nightlyStatistics(options: NightOptions): Promise<readonly string[]> {
  const indicators = await loadIndicators()
  const codes = indicators.definitions.map(({ code }) => code)
  const book = await loadTopics(codes)
  const known = { topics: book.topics.map(({ code }) => code), indicators: codes }
  const due = await dueNow(options, await loadSchedules(known, options.schedules))
  const [first] = due
  if (first === undefined) return []
  const months = due.map(({ period }) => spanOf(period)?.range.through ?? period.slice(0, 7))
  const through = months.toSorted().at(-1) ?? first.period
  const lake = join(options.dataDir, 'lake')
  const manifest = await exportTo(options.pool, {
    folder: lake,
    range: (source, hasLake) => staleMonths(source, hasLake, through),
    now: options.now,
    progress: () => undefined,
  })
  if (manifest === null) return []
  const made: string[] = []
  for (const { schedule, period, out } of due) {
    if (options.signal?.aborted === true) break
    const { topics, indicators: beside } = schedule
    const ground = {
      folder: lake,
      out,
      indicators,
      book,
      now: options.now,
      progress: () => undefined,
    }
    const done = await runOverLake(ground, { period, topics, indicators: beside, grains: null })
    if (done.ok) {
      made.push(out)
      const { risks } = done.value.counts
      options.log(
        `统计监管 statistics ${schedule.code} ${period}: ${done.value.files.judgements.rows} judgements, ${risks.listed} listed, ${out}`,
      )
    } else {
      options.refused.add(out)
      options.log(`统计监管未运行 statistics ${schedule.code} ${period} not run: ${orderRefusalText(done.error)}`)
    }
  }
  return made
}

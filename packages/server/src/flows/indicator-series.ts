import { monthsThrough, type Subject } from '@yibao/core/supervision'
import type { IndicatorPlan, PlannedIndicator } from './indicator-plan.ts'
import type { SeriesRow, SupervisionBook } from './indicator-ports.ts'
import type { LakeReader } from './lake-ports.ts'

/** One month of a series. */
interface MonthValue {
  readonly value: number | null
  readonly rows: number
}

export type Series = ReadonlyMap<string, ReadonlyMap<string, MonthValue>>

/** Names one series. */
export const seriesName = (indicator: string, { grain, key }: Pick<Subject, 'grain' | 'key'>): string =>
  [indicator, grain, ...key].join('\u0000')

/** The months behind what is judged now; of subjects that have no value now nothing is kept. */
export async function seriesOf(
  lake: LakeReader,
  planned: readonly PlannedIndicator[],
  { months }: IndicatorPlan,
  { trendGrains }: SupervisionBook,
  wanted: ReadonlySet<string>,
): Promise<Series> {
  const [from, through] = [months[0], months.at(-1)]
  const definitions = planned.filter(({ means }) => means.includes('trend')).map(({ definition }) => definition)
  const series = new Map<string, Map<string, MonthValue>>()
  if (definitions.length === 0 || from === undefined || through === undefined) return series
  const asked = { range: { from, through }, grains: trendGrains, frequencies: ['month' as const] }
  for await (const { indicator, subject, period, value, rows } of lake.values(definitions, asked)) {
    const name = seriesName(indicator, subject)
    if (!wanted.has(name)) continue
    const own = series.get(name) ?? new Map<string, MonthValue>()
    series.set(name, own)
    own.set(period, { value, rows })
  }
  return series
}

/** A series as it is kept with a run, month by month. */
export function seriesRow(
  indicator: string,
  { grain, key }: Subject,
  values: ReadonlyMap<string, MonthValue>,
  until: string,
): SeriesRow {
  const first = [...values.keys()].toSorted()[0] ?? until
  const months = monthsThrough(first, until)
  return { indicator, subject: { grain, key }, first, values: months.map((month) => values.get(month)?.value ?? null) }
}

import { ok, type Result, refuse } from '@yibao/core/kernel'
import {
  type Grain,
  type JudgedIndicator,
  type Means,
  monthAfter,
  monthsThrough,
  scaleOf,
  type Topic,
} from '@yibao/core/supervision'
import type { IndicatorOrder, IndicatorRunRefusal, SupervisionBook } from './indicator-ports.ts'
import type { Frequency, IndicatorBook, IndicatorDefinition, LakeManifest, Month, MonthRange } from './lake-ports.ts'

type JudgedMeans = Exclude<Means, 'risk'>

/** One indicator and how it is judged. */
export interface PlannedIndicator {
  readonly definition: IndicatorDefinition
  readonly judged: JudgedIndicator
  readonly means: readonly JudgedMeans[]
}

export interface IndicatorPlan {
  readonly frequency: Frequency
  readonly range: MonthRange
  /** Months of the archive up to the period, as far back as trends look. */
  readonly months: readonly Month[]
  /** By the view of the lake that they count over. */
  readonly views: readonly (readonly PlannedIndicator[])[]
  readonly topics: readonly Topic[]
}

interface Span {
  readonly frequency: Frequency
  readonly range: MonthRange
}

/** The months of a period; null when it is none. */
export function spanOf(period: string): Span | null {
  if (/^\d{4}$/.test(period)) return { frequency: 'year', range: { from: `${period}-01`, through: `${period}-12` } }
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(period)) return { frequency: 'month', range: { from: period, through: period } }
  const [, year, quarter] = /^(\d{4})-Q([1-4])$/.exec(period) ?? []
  if (year !== undefined) {
    const from = monthAfter(`${year}-01`, (Number(quarter) - 1) * 3)
    return { frequency: 'quarter', range: { from, through: monthAfter(from, 2) } }
  }
  if (!/^\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])$/.test(period)) return null
  const month = period.slice(0, 7)
  return { frequency: 'day', range: { from: month, through: month } }
}

/** Months of which a lake has settlements: without them nothing can be told, whatever else there is. */
function monthsOnFile({ files }: LakeManifest): readonly Month[] {
  const months = files.filter(({ table, rows }) => table === 'settlement' && rows > 0).map(({ month }) => month)
  return [...new Set(months)].toSorted()
}

function judgedOf(definition: IndicatorDefinition, { caseMix, summed }: SupervisionBook): JudgedIndicator {
  const { code, badWhen, factor, numerator, denominator, reference, unit } = definition
  const { kinds, grains } = reference
  return {
    code,
    badWhen,
    factor,
    scale: scaleOf(unit),
    share: numerator.kind === 'count' && denominator?.kind === 'count',
    target: reference.target,
    band: reference.band,
    bandOfLevel: reference.bandOfLevel,
    setFor: { ...(kinds === undefined ? {} : { kinds }), ...(grains === undefined ? {} : { grains }) },
    cases: !summed.includes(code),
    mix: caseMix[code] ?? null,
  }
}

function meansOf({ code, means }: IndicatorDefinition, topics: readonly Topic[]): readonly JudgedMeans[] {
  const asked = topics.flatMap(({ signals }) => signals.flatMap((one) => (one.indicator === code ? [one.means] : [])))
  return (['target', 'outlier', 'trend'] as const).filter((one) => means.includes(one) || asked.includes(one))
}

/** What an order comes to, before anything is counted. */
export function planOf(
  { period, topics: named, indicators: beside }: IndicatorOrder,
  { definitions }: IndicatorBook,
  book: SupervisionBook,
  manifest: LakeManifest,
): Result<IndicatorPlan, IndicatorRunRefusal> {
  const span = spanOf(period)
  if (span === null) return refuse({ code: 'supervision.wrong-period', period })
  const known = book.topics.map(({ code }) => code)
  const topic = named?.find((code) => !known.includes(code))
  if (topic !== undefined) return refuse({ code: 'supervision.unknown-topic', topic, known })
  const indicator = beside.find((code) => definitions.every((one) => one.code !== code))
  if (indicator !== undefined) return refuse({ code: 'supervision.unknown-indicator', indicator })
  const other = definitions.find(({ code, frequency }) => beside.includes(code) && !frequency.includes(span.frequency))
  if (other !== undefined)
    return refuse({ code: 'supervision.wrong-frequency', indicator: other.code, told: other.frequency })
  const onFile = monthsOnFile(manifest)
  const missing = monthsThrough(span.range.from, span.range.through).filter((month) => !onFile.includes(month))
  if (missing.length > 0) return refuse({ code: 'supervision.archive-gap', months: missing, onFile })
  const topics = book.topics.filter(({ code }) => named === null || named.includes(code))
  const codes = new Set([...beside, ...topics.flatMap(({ signals }) => signals.map((one) => one.indicator))])
  const isAll = named === null && beside.length === 0
  const chosen = definitions.filter(
    ({ code, frequency }) => (isAll || codes.has(code)) && frequency.includes(span.frequency),
  )
  const byView = new Map<string, PlannedIndicator[]>()
  for (const definition of chosen) {
    const means = meansOf(definition, topics).filter((one) => one !== 'trend' || span.frequency === 'month')
    const planned = { definition, judged: judgedOf(definition, book), means }
    byView.set(definition.of, [...(byView.get(definition.of) ?? []), planned])
  }
  const since = monthAfter(span.range.through, 1 - book.historyMonths)
  const months = onFile.filter((month) => month >= since && month <= span.range.through)
  return ok({ ...span, months, views: [...byView.values()], topics })
}

const many: readonly Grain[] = ['person', 'ingredient']

/** Grains of an indicator that an order asks for. */
export const grainsAsked = ({ grains }: IndicatorDefinition, { grains: asked }: IndicatorOrder): readonly Grain[] =>
  grains.filter((grain) => (asked === null ? !many.includes(grain) : asked.includes(grain)))

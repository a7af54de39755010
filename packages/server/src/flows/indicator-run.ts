import { daysBetween, ok, type Result, refuse } from '@yibao/core/kernel'
import {
  type CaseMix,
  type Grain,
  type IndicatorValue,
  type Judgement,
  judgeOutliers,
  judgeTarget,
  judgeTrend,
  openCaseMix,
  type Risk,
  riskOf,
  type Subject,
} from '@yibao/core/supervision'
import { grainsAsked, type IndicatorPlan, type PlannedIndicator, planOf } from './indicator-plan.ts'
import type {
  IndicatorGround,
  IndicatorOrder,
  IndicatorRun,
  IndicatorRunRefusal,
  RunCounts,
  SeriesRow,
} from './indicator-ports.ts'
import { type Series, seriesName, seriesOf, seriesRow } from './indicator-series.ts'

/** A region, a rule and the like have nobody beside them. */
const comparable: readonly Grain[] = [
  'provider',
  'department',
  'doctor',
  'disease-group',
  'terminal',
  'person',
  'ingredient',
]

const subjectName = ({ grain, key }: Subject): string => [grain, ...key].join('\u0000')

const inOrder = (values: readonly IndicatorValue[]): readonly IndicatorValue[] =>
  values
    .map((value) => [seriesName(value.indicator, value.subject), value] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, value]) => value)

async function caseMixOf({ lake }: IndicatorGround, plan: IndicatorPlan): Promise<CaseMix | null> {
  if (plan.frequency === 'day') return null
  const adjusted = plan.views.flat().some(({ judged, means }) => judged.mix !== null && means.includes('outlier'))
  if (!adjusted) return null
  const mix = openCaseMix()
  for await (const stay of lake.stays(plan.range)) {
    mix.add({ ...stay, days: Math.max(1, daysBetween(stay.from, stay.until)) })
  }
  return mix.close()
}

interface Tally {
  take(judgement: Judgement): void
  takeRisk(risk: Risk, listedFrom: number): void
  counts(): RunCounts
}

function openTally(): Tally {
  const judged: Record<string, Record<string, { bad: number; fine: number; refused: number }>> = {}
  const refused: Record<string, number> = {}
  const risks = { scored: 0, listed: 0, refused: 0 }
  return {
    take({ indicator, means, verdict, refused: reasons }) {
      const ofIndicator = judged[indicator] ?? {}
      judged[indicator] = ofIndicator
      const ofMeans = ofIndicator[means] ?? { bad: 0, fine: 0, refused: 0 }
      ofIndicator[means] = ofMeans
      ofMeans[verdict] += 1
      for (const { code } of reasons) refused[code] = (refused[code] ?? 0) + 1
    },
    takeRisk({ score }, listedFrom) {
      if (score === null) risks.refused += 1
      else risks.scored += 1
      if (score !== null && score >= listedFrom) risks.listed += 1
    },
    counts: () => ({ judged, refused, risks }),
  }
}

/** All judgements over the values of one indicator. */
function judgementsOf(
  values: readonly IndicatorValue[],
  { judged, means }: PlannedIndicator,
  around: {
    readonly ground: IndicatorGround
    readonly plan: IndicatorPlan
    readonly mix: CaseMix | null
    readonly series: Series
  },
): readonly Judgement[] {
  const { rules, trendGrains } = around.ground.book
  const byGrain = Map.groupBy(values, ({ subject }) => subject.grain)
  return [...byGrain].flatMap(([grain, ofGrain]) => [
    ...(means.includes('target') ? ofGrain.map((value) => judgeTarget(value, judged, rules)) : []),
    ...(means.includes('outlier') && comparable.includes(grain)
      ? judgeOutliers(ofGrain, judged, rules, around.mix)
      : []),
    ...(means.includes('trend') && trendGrains.includes(grain)
      ? ofGrain.map((value) => {
          const own = around.series.get(seriesName(value.indicator, value.subject)) ?? new Map()
          return judgeTrend({ archive: around.plan.months, values: own, judged: value }, judged, rules)
        })
      : []),
  ])
}

/** What subjects are judged by, as far as topics ask for it. */
type Signals = Map<string, { readonly subject: Subject; readonly judgements: Judgement[] }>

function keepSignals(
  signals: Signals,
  judgements: readonly Judgement[],
  { book }: IndicatorGround,
  plan: IndicatorPlan,
) {
  const asked = new Set(plan.topics.flatMap((topic) => topic.signals.map((one) => `${one.indicator} ${one.means}`)))
  for (const judgement of judgements) {
    const { subject, indicator, means } = judgement
    if (!book.riskGrains.includes(subject.grain) || !asked.has(`${indicator} ${means}`)) continue
    const own = signals.get(subjectName(subject)) ?? { subject, judgements: [] }
    signals.set(subjectName(subject), own)
    own.judgements.push(judgement)
  }
}

function* risksOf(signals: Signals, { book }: IndicatorGround, plan: IndicatorPlan, period: string): Generator<Risk> {
  const indicators = new Map(plan.views.flat().map(({ judged }) => [judged.code, judged] as const))
  const names = [...signals.keys()].toSorted()
  for (const topic of plan.topics) {
    for (const name of names) {
      const own = signals.get(name)
      if (own === undefined) continue
      yield riskOf(topic, { subject: own.subject, period }, own.judgements, indicators, book.rules)
    }
  }
}

/** The values of one view in the period, by indicator. */
async function valuesOf(
  { lake }: IndicatorGround,
  planned: readonly PlannedIndicator[],
  plan: IndicatorPlan,
  order: IndicatorOrder,
) {
  const definitions = planned.map(({ definition }) => ({ ...definition, grains: grainsAsked(definition, order) }))
  const asked = { range: plan.range, frequencies: [plan.frequency] }
  const values: IndicatorValue[] = []
  const some = definitions.filter(({ grains }) => grains.length > 0)
  if (some.length === 0) return new Map<string, readonly IndicatorValue[]>()
  for await (const value of lake.values(some, asked)) if (value.period === order.period) values.push(value)
  return Map.groupBy(inOrder(values), ({ indicator }) => indicator)
}

/**
 * Tells the indicators of a period and judges them: each against its set value, among peers, over its months, and all of a topic as one
 * score. Nothing is written when an order is refused.
 */
export async function runIndicators(
  ground: IndicatorGround,
  order: IndicatorOrder,
): Promise<Result<IndicatorRun, IndicatorRunRefusal>> {
  const { lake, indicators, book, sink, now, progress } = ground
  const planned = planOf(order, indicators, book, lake.manifest)
  if (!planned.ok) return refuse(planned.error)
  const plan = planned.value
  const mix = await caseMixOf(ground, plan)
  const tally = openTally()
  const signals: Signals = new Map()
  for (const [done, view] of plan.views.entries()) {
    progress(done, plan.views.length)
    const byCode = await valuesOf(ground, view, plan, order)
    const wanted = new Set([...byCode.values()].flat().map(({ indicator, subject }) => seriesName(indicator, subject)))
    const series = await seriesOf(lake, view, plan, book, wanted)
    for (const one of view) {
      const values = byCode.get(one.definition.code) ?? []
      const judgements = judgementsOf(values, one, { ground, plan, mix, series })
      for (const judgement of judgements) tally.take(judgement)
      keepSignals(signals, judgements, ground, plan)
      await sink.append('values', values)
      await sink.append('judgements', judgements)
      await sink.append('series', seriesRows(values, series, order.period))
    }
  }
  progress(plan.views.length, plan.views.length)
  const scored: Risk[] = []
  for (const risk of risksOf(signals, ground, plan, order.period)) {
    tally.takeRisk(risk, book.rules.risk.listedFrom)
    if (risk.score !== null) scored.push(risk)
  }
  await sink.append('risks', scored)
  const definitions = plan.views.flat().map(({ definition }) => definition)
  return ok(
    await sink.finish({
      schema: 1,
      order,
      lake: { folder: ground.folder, digest: lake.manifest.digest, gaps: lake.manifest.gaps },
      months: plan.months,
      definitions: indicators.digest,
      topics: book.digest,
      seed: book.rules.trend.seed,
      lacking: await lake.lacking(definitions),
      counts: tally.counts(),
      madeAt: now(),
    }),
  )
}

function* seriesRows(values: readonly IndicatorValue[], series: Series, until: string): Generator<SeriesRow> {
  for (const { indicator, subject } of values) {
    const own = series.get(seriesName(indicator, subject))
    if (own !== undefined) yield seriesRow(indicator, subject, own, until)
  }
}

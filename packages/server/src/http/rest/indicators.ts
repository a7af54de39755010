import type { Answer } from '@yibao/contract/rest'
import { ok, type Result, refuse } from '@yibao/core/kernel'
import type { Judgement, Risk, Subject } from '@yibao/core/supervision'
import { findBeyond } from '../../flows/indicator-beyond.ts'
import {
  type DefinedCard,
  distanceOf,
  findCard,
  findRisks,
  findValues,
  type IndicatorShelf,
  institutionOf,
  type JudgedValue,
  type NamedRun,
  openRows,
} from '../../flows/indicator-desk.ts'
import type { IndicatorRun, SupervisionBook } from '../../flows/indicator-ports.ts'
import type { IndicatorDefinition } from '../../flows/lake-ports.ts'
import { cellText, columnWords, measured, partMeasure, partValueText } from '../../text/indicator-columns.ts'
import { usualPage } from './desk.ts'
import type { HandlersOf } from './handler.ts'
import { judgedView, meansOf } from './indicator-judged.ts'
import { badPage } from './paging.ts'

export interface IndicatorRest {
  readonly shelf: IndicatorShelf
  /** The name of an institution; null when nobody knows it. */
  readonly institutionName: (providerCode: string) => string | null
}

type WireRun = Answer<'indicators.runs'>['rows'][number]
type WireIndicator = Answer<'indicators.list'>['rows'][number]
type WireValue = Answer<'indicators.values'>['rows'][number]
type WireBeyond = Answer<'indicators.beyond'>['rows'][number]
type WireCard = Answer<'indicators.card'>
type WireRisk = Answer<'indicators.risks'>['rows'][number]

/** Other values of a card that are drawn. */
const mostPeers = 2_000

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0)

function runView({ name, run }: NamedRun): WireRun {
  const { order, madeAt, digest, files, counts, lake } = run
  const beyond = sumOf(Object.values(counts.judged).flatMap((means) => Object.values(means).map(({ bad }) => bad)))
  return {
    run: name,
    period: order.period,
    madeAt,
    digest,
    values: files.values.rows,
    beyond,
    listed: counts.risks.listed,
    gaps: lake.gaps,
  }
}

function indicatorView(definition: IndicatorDefinition, run: IndicatorRun | null): WireIndicator {
  const { code, name, topic, unit, grains, means, badWhen, reference, note } = definition
  const counts = Object.values(run?.counts.judged[code] ?? {})
  const lacking = (run?.lacking ?? []).filter(({ indicator }) => indicator === code)
  return {
    ...{ code, name, topic, unit, grains, means, badWhen, note },
    reference: reference.text,
    target: reference.target,
    assumed: reference.assumed,
    bad: sumOf(counts.map(({ bad }) => bad)),
    fine: sumOf(counts.map(({ fine }) => fine)),
    refused: sumOf(counts.map(({ refused }) => refused)),
    lacks: [...new Set(lacking.flatMap(({ needs }) => needs))],
  }
}

const topicView = ({ code, name, signals }: SupervisionBook['topics'][number]) => ({
  code,
  name,
  signals: signals.map(({ indicator, means, weight }) => ({ indicator, means, weight })),
})

function subjectView({ institutionName }: IndicatorRest, subject: Subject) {
  const { grain, key, level, kind, region } = subject
  const providerCode = institutionOf(subject)
  return {
    // Persons are not asked for: no route takes their grain.
    grain: grain as WireValue['grain'],
    key: key.join('/'),
    providerCode,
    name: providerCode === null ? null : institutionName(providerCode),
    ...{ level, kind, region },
  }
}

function valueView(rest: IndicatorRest, { value: told, judgements }: JudgedValue): WireValue {
  const { subject, value, numerator, denominator, rows } = told
  return {
    ...subjectView(rest, subject),
    ...{ value, numerator, denominator, rows },
    judged: judgements.map((one) => ({
      means: meansOf(one.means),
      verdict: one.verdict,
      distance: one.verdict === 'bad' ? distanceOf(one) : null,
    })),
  }
}

function beyondView(rest: IndicatorRest, judgement: Judgement): WireBeyond {
  const { subject, indicator, means, value, rows } = judgement
  return {
    ...subjectView(rest, subject),
    ...{ indicator, value, rows },
    means: meansOf(means),
    distance: distanceOf(judgement) ?? 0,
  }
}

/** As many of the others as are drawn, spread evenly over their order. */
function thinned(others: readonly number[]): readonly number[] {
  if (others.length <= mostPeers) return others
  const sorted = others.toSorted((one, other) => one - other)
  return Array.from({ length: mostPeers }, (_, at) => sorted[Math.floor((at * sorted.length) / mostPeers)] ?? 0)
}

function cardView(
  rest: IndicatorRest,
  name: string,
  run: IndicatorRun,
  { card, definition, same }: DefinedCard,
): WireCard {
  const { value: told, judgements, peers, series } = card
  const { subject, period, value, numerator, denominator, rows } = told
  return {
    ...subjectView(rest, subject),
    run: runView({ name, run }),
    indicator: indicatorView(definition, run),
    ...{ period, value, rows },
    numerator: partValueText(numerator, definition.numerator),
    denominator: denominator === null ? null : partValueText(denominator, definition.denominator),
    judged: judgements.map((one) => judgedView(one, definition.unit)),
    peers: peers === null ? null : { adjusted: peers.of === 'adjusted', own: peers.own, others: thinned(peers.others) },
    series: series === null ? null : { first: series.first, values: series.values },
    sameDefinitions: same,
  }
}

function riskView(rest: IndicatorRest, { indicators, book }: Awaited<ReturnType<IndicatorShelf['books']>>) {
  const names = new Map(indicators.definitions.map(({ code, name }) => [code, name]))
  const { listedFrom } = book.rules.risk
  return ({ subject, topic, score, judged, reasons }: Risk): WireRisk => ({
    ...subjectView(rest, subject),
    ...{ topic, score, judged },
    listed: score !== null && score >= listedFrom,
    reasons: reasons
      .filter(({ points }) => points > 0)
      .toSorted((one, other) => other.points - one.points)
      .map(({ indicator, means, points }) => ({
        ...{ indicator, means, points },
        name: names.get(indicator) ?? { zh: indicator, en: indicator },
      })),
  })
}

/** A place in a list that never changes. */
function placeOf(after: string | undefined): Result<number, ReturnType<typeof badPage>> {
  if (after === undefined) return ok(0)
  return /^\d{1,9}$/.test(after) ? ok(Number(after)) : refuse(badPage(after))
}

function cut<T>(all: readonly T[], from: number, limit: number): { rows: readonly T[]; next: string | null } {
  const end = from + limit
  return { rows: all.slice(from, end), next: end < all.length ? String(end) : null }
}

/** Indicators that the night judged: lists, numbers, scores, cards, and the rows behind a number. */
export function indicatorHandlers(rest: IndicatorRest): HandlersOf<'indicators'> {
  const { shelf } = rest
  return {
    'indicators.runs': async () => ok({ rows: (await shelf.runs()).slice(0, 200).map(runView) }),

    'indicators.list': async (_context, { run }) => {
      const reader = run === undefined ? null : await shelf.open(run)
      if (run !== undefined && reader === null)
        return refuse({ code: 'indicators.unknown-run', field: 'run', value: run })
      const { indicators, book } = await shelf.books()
      const rows = indicators.definitions.map((definition) => indicatorView(definition, reader?.run ?? null))
      return ok({ rows, topics: book.topics.map(topicView) })
    },

    'indicators.values': async ({ reach }, asked) => {
      const { limit = usualPage, verdict = null, providerCode = null, order = 'far' } = asked
      const place = placeOf(asked.after)
      if (!place.ok) return place
      const found = await findValues(shelf, reach, { ...asked, verdict, providerCode, order })
      if (!found.ok) return found
      const { rows, next } = cut(found.value, place.value, limit)
      return ok({ rows: rows.map((row) => valueView(rest, row)), next })
    },

    'indicators.beyond': async ({ reach }, { run, providerCode = null, limit = usualPage, after }) => {
      const place = placeOf(after)
      if (!place.ok) return place
      const found = await findBeyond(shelf, reach, { run, providerCode })
      if (!found.ok) return found
      const { rows, next } = cut(found.value, place.value, limit)
      return ok({ rows: rows.map((row) => beyondView(rest, row)), next })
    },

    'indicators.risks': async ({ reach }, asked) => {
      const { run, limit = usualPage, topic = null, grain = null, providerCode = null } = asked
      const place = placeOf(asked.after)
      if (!place.ok) return place
      const found = await findRisks(shelf, reach, { run, topic, grain, providerCode })
      if (!found.ok) return found
      const view = riskView(rest, await shelf.books())
      const { rows, next } = cut(found.value, place.value, limit)
      return ok({ rows: rows.map(view), next })
    },

    'indicators.card': async ({ reach }, asked) => {
      const found = await findCard(shelf, reach, asked)
      if (!found.ok) return found
      const reader = await shelf.open(asked.run)
      return reader === null
        ? refuse({ code: 'indicators.unknown-run' })
        : ok(cardView(rest, asked.run, reader.run, found.value))
    },

    'indicators.rows': async ({ reach }, asked) => {
      const { limit = usualPage, after = null } = asked
      const opened = await openRows(shelf, reach, asked, { after, limit: limit + 1 })
      if (!opened.ok) return opened
      const { shown, rows: all, agrees, definition } = opened.value
      const [upper, lower] = [partMeasure(definition.numerator), partMeasure(definition.denominator)]
      const rows = shown.slice(0, limit).map(({ key, numerator, denominator, columns }) => ({
        key,
        numerator: measured(numerator, upper),
        denominator: measured(denominator, lower),
        columns: Object.entries(columns).flatMap(([name, value]) => {
          const text = name === 'key' ? '' : cellText(name, value)
          const { zh, en } = columnWords(name)
          return text === '' ? [] : [{ name: { zh, en }, value: text }]
        }),
      }))
      return ok({ rows, next: shown.length > limit ? (rows.at(-1)?.key ?? null) : null, all, agrees })
    },
  }
}

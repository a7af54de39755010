import type { Reach } from '@yibao/core/office'
import type { Judgement } from '@yibao/core/supervision'
import {
  distanceOf,
  type IndicatorShelf,
  institutionOf,
  type NamedRun,
  nameOf,
  overRun,
  reachesSubject,
} from './indicator-desk.ts'
import type { RunReader } from './indicator-ports.ts'

/** What persons and ingredients are told of is shown on cards of others; nobody asks for their numbers. */
const isAsked = ({ subject: { grain } }: Judgement): boolean => grain !== 'person' && grain !== 'ingredient'

const far = (judgement: Judgement): number => distanceOf(judgement) ?? 0

const order = (one: Judgement, other: Judgement): number =>
  one.indicator !== other.indicator
    ? one.indicator < other.indicator
      ? -1
      : 1
    : far(other) - far(one) || (nameOf(one) < nameOf(other) ? -1 : 1)

/** Every judgement of a run, whatever its indicator, that something within reach is beyond; by indicator, the farthest first. */
async function beyondOf(
  { rows }: Pick<RunReader, 'rows'>,
  reach: Reach,
  providerCode: string | null = null,
): Promise<readonly Judgement[]> {
  const found: Judgement[] = []
  for await (const one of rows('judgements'))
    if (
      one.verdict === 'bad' &&
      isAsked(one) &&
      (providerCode === null || institutionOf(one.subject) === providerCode) &&
      reachesSubject(reach, one.subject)
    )
      found.push(one)
  return found.toSorted(order)
}

/** The newest run that found anything; runs come newest first. */
const tellingRun = (runs: readonly NamedRun[]): NamedRun | null =>
  runs.find(({ run }) =>
    Object.values(run.counts.judged).some((byMeans) => Object.values(byMeans).some(({ bad }) => bad > 0)),
  ) ?? null

export interface BeyondCount {
  readonly run: string
  readonly period: string
  readonly count: number
}

/** How much the newest run that found anything found within reach; null where none did. */
export async function latestBeyond(
  { runs, open }: Pick<IndicatorShelf, 'runs' | 'open'>,
  reach: Reach,
): Promise<BeyondCount | null> {
  const telling = tellingRun(await runs())
  const reader = telling === null ? null : await open(telling.name)
  if (telling === null || reader === null) return null
  return { run: telling.name, period: telling.run.order.period, count: (await beyondOf(reader, reach)).length }
}

/** What a run found beyond within reach, of one institution if one is named. Refuses with `indicators.unknown-run`, `indicators.busy`. */
export const findBeyond = (
  shelf: IndicatorShelf,
  reach: Reach,
  { run, providerCode }: { readonly run: string; readonly providerCode: string | null },
) => overRun(shelf, run, (reader) => beyondOf(reader, reach, providerCode))

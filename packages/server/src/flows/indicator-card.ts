import { type IndicatorValue, type Judgement, peerKeysOf, type Subject } from '@yibao/core/supervision'
import type { IndicatorRun, RunReader, SeriesRow } from './indicator-ports.ts'

/** One number of a run with everything that was said of it. */
export interface IndicatorCard {
  readonly run: Pick<IndicatorRun, 'digest' | 'definitions' | 'topics' | 'seed' | 'lake' | 'madeAt'>
  readonly value: IndicatorValue
  readonly judgements: readonly Judgement[]
  /** What the judged one was compared with, without itself: values, or ratios to what the case mix makes expect. */
  readonly peers: { readonly of: 'value' | 'adjusted'; readonly own: number; readonly others: readonly number[] } | null
  readonly series: SeriesRow | null
}

const sameSubject = (one: Pick<Subject, 'grain' | 'key'>, other: Pick<Subject, 'grain' | 'key'>): boolean =>
  one.grain === other.grain &&
  one.key.length === other.key.length &&
  one.key.every((part, at) => part === other.key[at])

const comparedBy = ({ why }: Judgement): { of: 'value' | 'adjusted'; value: number } | null => {
  if (why?.means !== 'outlier') return null
  return why.adjusted === null ? { of: 'value', value: why.plain.value } : { of: 'adjusted', value: why.adjusted.value }
}

async function gather<T>(rows: AsyncIterable<T>, keep: (row: T) => boolean): Promise<readonly T[]> {
  const kept: T[] = []
  for await (const row of rows) if (keep(row)) kept.push(row)
  return kept
}

/** @returns null when the run has no such number */
export async function cardOf(
  { run, rows }: RunReader,
  indicator: string,
  subject: Pick<Subject, 'grain' | 'key'>,
): Promise<IndicatorCard | null> {
  const [value] = await gather(rows('values', indicator), (one) => sameSubject(one.subject, subject))
  if (value === undefined) return null
  const grain = await gather(rows('judgements', indicator), (one) => one.subject.grain === subject.grain)
  const judgements = grain.filter((one) => sameSubject(one.subject, subject))
  const outlier = judgements.find(({ means }) => means === 'outlier')
  const own = outlier === undefined ? null : comparedBy(outlier)
  const group = outlier?.why?.means === 'outlier' ? outlier.why.group : null
  const others = grain.flatMap((one) => {
    if (one.means !== 'outlier' || one.verdict === 'refused' || sameSubject(one.subject, subject)) return []
    if (peerKeysOf(one.subject).every(({ key }) => key !== group)) return []
    if (one.why?.means !== 'outlier') return []
    const number = own?.of === 'adjusted' ? one.why.adjusted?.value : one.why.plain.value
    return number === undefined ? [] : [number]
  })
  const [series] = await gather(rows('series', indicator), (one) => sameSubject(one.subject, subject))
  return {
    run,
    value,
    judgements,
    peers: own === null ? null : { of: own.of, own: own.value, others },
    series: series ?? null,
  }
}

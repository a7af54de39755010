import { ok, parseDivisionCode, type Result, refuse } from '@yibao/core/kernel'
import { mayReach, type Reach } from '@yibao/core/office'
import {
  grains as allGrains,
  type Grain,
  type IndicatorValue,
  type Judgement,
  type Risk,
  type Subject,
} from '@yibao/core/supervision'
import { cardOf, type IndicatorCard } from './indicator-card.ts'
import type { IndicatorRun, RunReader, SupervisionBook } from './indicator-ports.ts'
import { type OpenedNumber, openNumber } from './indicator-rows.ts'
import type { IndicatorBook, IndicatorDefinition, IndicatorRow, LakeReader } from './lake-ports.ts'

/** A run that the night made, under the name of its schedule and period. */
export interface NamedRun {
  /** `monthly/2025-03` */
  readonly name: string
  readonly run: IndicatorRun
}

/** What runs are read with. */
export interface IndicatorShelf {
  /** Finished runs, the newest period first. */
  runs(): Promise<readonly NamedRun[]>
  /** Null when there is no such finished run. */
  open(name: string): Promise<RunReader | null>
  books(): Promise<{ readonly indicators: IndicatorBook; readonly book: SupervisionBook }>
  /**
   * One piece of work after the other, for a run is large and read from end to end.
   *
   * @returns `busy` when too many wait already
   */
  inTurn<T>(work: () => Promise<T>): Promise<T | 'busy'>
  /**
   * Works over the lake, as long as somebody waits and no longer than its time.
   *
   * @returns `none` without a lake, `too-long` when the time was over first
   */
  overLake<T>(work: (lake: LakeReader) => Promise<T>): Promise<T | 'none' | 'too-long'>
}

/** To whom a subject's numbers belong: its region and its institution, as far as it has them. */
function placeOf({ grain, key, region }: Subject) {
  const [first = ''] = key
  const inRegion: readonly Grain[] = ['region', 'scheme', 'age-band', 'risk-class']
  const inInstitution: readonly Grain[] = ['provider', 'department', 'doctor', 'disease-group', 'terminal']
  const division = parseDivisionCode((inRegion.includes(grain) ? first : region) ?? '')
  return {
    divisions: division.ok ? [division.value] : [],
    institutions: inInstitution.includes(grain) ? [first] : [],
  }
}

/** Whether somebody may see a subject's numbers; what belongs to no region is for whoever sees the whole. */
export const reachesSubject = (reach: Reach, subject: Subject): boolean => mayReach(reach, placeOf(subject))

export const institutionOf = ({ grain, key }: Pick<Subject, 'grain' | 'key'>): string | null =>
  ['provider', 'department', 'doctor', 'disease-group', 'terminal'].includes(grain) ? (key[0] ?? null) : null

const twoCodes: readonly Grain[] = [
  'scheme',
  'department',
  'doctor',
  'disease-group',
  'age-band',
  'terminal',
  'risk-class',
]

/** `H33020000001/0300` as the codes of a subject: of two the first has no `/`. */
function subjectNamed(grain: string, key: string): Pick<Subject, 'grain' | 'key'> | null {
  const known = allGrains.find((one) => one === grain)
  if (known === undefined) return null
  const at = key.indexOf('/')
  return { grain: known, key: !twoCodes.includes(known) || at < 0 ? [key] : [key.slice(0, at), key.slice(at + 1)] }
}

/** How far a judged number is beyond; the measure is that of its means. */
export function distanceOf({ why }: Pick<Judgement, 'why'>): number | null {
  if (why === null) return null
  if (why.means === 'target') return why.beyond
  if (why.means === 'outlier') return Math.abs((why.adjusted ?? why.plain).z)
  return Math.abs(why.changes.at(-1)?.shift ?? 0)
}

/** A number with what was said of it. */
export interface JudgedValue {
  readonly value: IndicatorValue
  readonly judgements: readonly Judgement[]
}

export interface ValuesQuestion {
  readonly run: string
  readonly indicator: string
  readonly grain: string
  readonly verdict: Judgement['verdict'] | null
  readonly providerCode: string | null
  readonly order: 'far' | 'high' | 'low'
}

export type IndicatorRefusal =
  | { readonly code: 'indicators.unknown-run' }
  | { readonly code: 'indicators.unknown-number' }
  | { readonly code: 'indicators.busy' }
  | { readonly code: 'indicators.changed-since' }
  | { readonly code: 'indicators.too-long' }

type Refused<Code extends IndicatorRefusal['code']> = Extract<IndicatorRefusal, { readonly code: Code }>

/** A subject as one word, to look it up and to order by. */
export const nameOf = ({ subject: { grain, key } }: { readonly subject: Subject }): string =>
  [grain, ...key].join('\u0000')

/** All numbers of one indicator and grain, each with its judgements. */
async function judgedValues({ rows }: RunReader, indicator: string, grain: string): Promise<readonly JudgedValue[]> {
  const judgements = new Map<string, Judgement[]>()
  for await (const one of rows('judgements', indicator)) {
    if (one.subject.grain !== grain) continue
    const name = nameOf(one)
    if (!judgements.get(name)?.push(one)) judgements.set(name, [one])
  }
  const found: JudgedValue[] = []
  for await (const value of rows('values', indicator))
    if (value.subject.grain === grain) found.push({ value, judgements: judgements.get(nameOf(value)) ?? [] })
  return found
}

const far = ({ judgements }: JudgedValue): number =>
  Math.max(-1, ...judgements.filter(({ verdict }) => verdict === 'bad').map((one) => distanceOf(one) ?? 0))

const least = Number.NEGATIVE_INFINITY
const most = Number.POSITIVE_INFINITY

const orders: Readonly<Record<ValuesQuestion['order'], (one: JudgedValue, other: JudgedValue) => number>> = {
  far: (one, other) => far(other) - far(one),
  high: (one, other) => (other.value.value ?? least) - (one.value.value ?? least),
  low: (one, other) => (one.value.value ?? most) - (other.value.value ?? most),
}

const byName = (one: { readonly subject: Subject }, other: { readonly subject: Subject }): number =>
  nameOf(one) < nameOf(other) ? -1 : 1

/** Runs a piece of work over one run, in turn. Refuses with `indicators.unknown-run`, `indicators.busy`. */
export async function overRun<T>(
  shelf: IndicatorShelf,
  name: string,
  work: (reader: RunReader) => Promise<T>,
): Promise<Result<T, Refused<'indicators.unknown-run'> | Refused<'indicators.busy'>>> {
  const reader = await shelf.open(name)
  if (reader === null) return refuse({ code: 'indicators.unknown-run' })
  const done = await shelf.inTurn(() => work(reader))
  return done === 'busy' ? refuse({ code: 'indicators.busy' }) : ok(done)
}

/**
 * The numbers of one indicator that lie within reach, in the order asked; a run never changes, so a place in that order is a place for
 * good. Refuses with `indicators.unknown-run`, `indicators.busy`.
 */
export function findValues(shelf: IndicatorShelf, reach: Reach, asked: ValuesQuestion) {
  const { verdict, providerCode, indicator, grain, order } = asked
  return overRun(shelf, asked.run, async (reader) => {
    const all = await judgedValues(reader, indicator, grain)
    const seen = all.filter(
      ({ value: { subject }, judgements }) =>
        reachesSubject(reach, subject) &&
        (providerCode === null || institutionOf(subject) === providerCode) &&
        (verdict === null || judgements.some((one) => one.verdict === verdict)),
    )
    return seen.toSorted((one, other) => orders[order](one, other) || byName(one.value, other.value))
  })
}

export interface RisksQuestion {
  readonly run: string
  readonly topic: string | null
  readonly grain: string | null
  readonly providerCode: string | null
}

/** Scores within reach, the highest first; those that were refused last. Refuses like `findValues`. */
export function findRisks(shelf: IndicatorShelf, reach: Reach, asked: RisksQuestion) {
  const { topic, grain, providerCode } = asked
  return overRun(shelf, asked.run, async ({ rows }) => {
    const found: Risk[] = []
    for await (const risk of rows('risks')) {
      const { subject } = risk
      const isAsked =
        (topic === null || risk.topic === topic) &&
        (grain === null || subject.grain === grain) &&
        (providerCode === null || institutionOf(subject) === providerCode)
      if (isAsked && reachesSubject(reach, subject)) found.push(risk)
    }
    return found.toSorted((one, other) => (other.score ?? -1) - (one.score ?? -1) || byName(one, other))
  })
}

export interface NumberQuestion {
  readonly run: string
  readonly indicator: string
  readonly grain: string
  readonly key: string
}

/** A card with the definition that it is told by. */
export interface DefinedCard {
  readonly card: IndicatorCard
  readonly definition: IndicatorDefinition
  /** Whether the definitions at hand are those of the run. */
  readonly same: boolean
}

/** One number within reach with all that was said of it; what lies beyond is as good as missing. Refuses like `findValues`. */
export async function findCard(
  shelf: IndicatorShelf,
  reach: Reach,
  { run, indicator, grain, key }: NumberQuestion,
): Promise<
  Result<
    DefinedCard,
    Refused<'indicators.unknown-run'> | Refused<'indicators.unknown-number'> | Refused<'indicators.busy'>
  >
> {
  const { indicators } = await shelf.books()
  const definition = indicators.definitions.find(({ code }) => code === indicator)
  const subject = subjectNamed(grain, key)
  if (definition === undefined || subject === null) return refuse({ code: 'indicators.unknown-number' })
  const found = await overRun(shelf, run, async (reader) => ({
    card: await cardOf(reader, indicator, subject),
    same: reader.run.definitions === indicators.digest,
  }))
  if (!found.ok) return found
  const { card, same } = found.value
  if (card === null || !reachesSubject(reach, card.value.subject)) return refuse({ code: 'indicators.unknown-number' })
  return ok({ card, definition, same })
}

/** A page of the rows behind a number, and what all of them come to. */
export interface OpenedRows extends OpenedNumber {
  readonly shown: readonly IndicatorRow[]
}

/**
 * Opens a number: its rows behind a key, one more than asked for, and all of them added up. Refuses like `findCard`, and with
 * `indicators.changed-since` over another lake or other definitions, `indicators.too-long`.
 */
export async function openRows(
  shelf: IndicatorShelf,
  reach: Reach,
  asked: NumberQuestion,
  page: { readonly after: string | null; readonly limit: number },
): Promise<Result<DefinedCard & OpenedRows, IndicatorRefusal>> {
  const found = await findCard(shelf, reach, asked)
  if (!found.ok) return found
  const { card, definition, same } = found.value
  if (!same) return refuse({ code: 'indicators.changed-since' })
  const opened = await shelf.inTurn(() =>
    shelf.overLake(async (lake) => {
      if (lake.manifest.digest !== card.run.lake.digest) return null
      const shown: IndicatorRow[] = []
      const sums = await openNumber(lake, definition, card.value, (row) => {
        if (shown.length < page.limit && (page.after === null || row.key > page.after)) shown.push(row)
      })
      return { ...sums, shown }
    }),
  )
  if (opened === 'busy') return refuse({ code: 'indicators.busy' })
  if (opened === 'too-long') return refuse({ code: 'indicators.too-long' })
  return opened === 'none' || opened === null
    ? refuse({ code: 'indicators.changed-since' })
    : ok({ ...found.value, ...opened })
}

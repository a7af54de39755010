import type { Diagnosis, Visit } from '@yibao/core/encounter'
import {
  addDays,
  dateOf,
  daysBetween,
  type Fen,
  type IsoDate,
  isoDate,
  type LocalDateTime,
  laterDate,
} from '@yibao/core/kernel'
import type { PersonFile, PersonPast, SeenLine } from '@yibao/core/settlement'
import type { FileQuestion } from '../flows/ports.ts'
import { pastNeeded } from '../flows/screening.ts'
import { readerOf, type TextRow } from './columns.ts'
import { pastAtMost, pastEpoch, pastLineColumns } from './past-sql.ts'

/** What is asked of the past in the words of the statement: a day by its number, how many days, and items with commas between. */
export interface PastAsked {
  readonly day: number | null
  readonly days: number | null
  readonly items: string | null
}

const nothing: PastAsked = { day: null, days: null, items: null }

/** Only a file that is known by now tells which items are at hand; else the most that any visit needs is asked. */
export function pastAsked({ about }: FileQuestion, known: PersonFile | null): PastAsked {
  const past = about.kind === 'visit' || about.kind === 'person' ? about.past : undefined
  if (past === undefined) return nothing
  const { days, items, before } = pastNeeded(past, known)
  if (items === 'none') return nothing
  return { day: daysBetween(isoDate(pastEpoch), before), days, items: items === 'all' ? null : items.join(',') }
}

type Line = SeenLine & { readonly visitId: string }

const readLine = readerOf<Line>(pastLineColumns)

interface SentVisit {
  readonly visit: Visit
  readonly diagnoses: readonly Diagnosis[]
  /** Null of one that nothing was settled of, or no longer. */
  readonly settledAt: LocalDateTime | null
  readonly sums: {
    readonly total: Fen
    readonly fundPaid: Fen
    readonly accountPaid: Fen
    readonly cashPaid: Fen
    readonly medType: string | null
  }
}

/** The past as the statement sends it, the latest first. */
export interface SentPast {
  readonly from: IsoDate
  readonly visits: readonly SentVisit[] | null
  readonly lines: readonly TextRow[] | null
}

/** The day since which all is there, when one more than may be read was found: the oldest day may have more of them. */
const since = (from: IsoDate, days: readonly IsoDate[], most: number): IsoDate => {
  const oldest = days.at(-1)
  return days.length <= most || oldest === undefined ? from : laterDate(from, addDays(oldest, 1))
}

/** Settled visits with their lines, and from which day on they are all of them. */
export function readPast({ from: asked, visits, lines }: SentPast): PersonPast {
  const [sentVisits, sentLines] = [visits ?? [], (lines ?? []).map(readLine)]
  const whole = since(
    asked,
    sentVisits.map(({ visit }) => dateOf(visit.begin)),
    pastAtMost.visits,
  )
  const from = since(
    whole,
    sentLines.map(({ at }) => dateOf(at)),
    pastAtMost.lines,
  )
  const byVisit = Map.groupBy(
    sentLines.filter(({ at }) => dateOf(at) >= from),
    ({ visitId }) => visitId,
  )
  return {
    from,
    visits: sentVisits.flatMap(({ visit, diagnoses, settledAt, sums: { medType, ...sums } }) => {
      if (settledAt === null) return []
      // A visit that was never described is of the kind that it was settled as.
      const known = { ...visit, medType: visit.medType ?? medType }
      return [{ visit: known, diagnoses, lines: byVisit.get(visit.visitId) ?? [], more: { settledAt, ...sums } }]
    }),
  }
}

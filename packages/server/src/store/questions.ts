import type { Enrolment } from '@yibao/core/encounter'
import { invariant } from '@yibao/core/kernel'
import type { FiledLine, PersonFile, PersonPast, RunningTotal } from '@yibao/core/settlement'
import type { FileQuestion, GatheredFile } from '../flows/ports.ts'
import { readerOf, type TextRow } from './columns.ts'
import {
  enrolmentColumns,
  gatherFiling,
  gatherKnown,
  gatherList,
  gatherMessage,
  gatherPerson,
  gatherPersonPast,
  gatherSettlement,
  gatherVisit,
  gatherVisitPast,
  lineColumns,
  totalColumns,
} from './gather-sql.ts'
import { gathering, knowing, queryHot } from './hot-statement.ts'
import { type PastAsked, readPast, type SentPast } from './person-past.ts'
import type { Queryable } from './sql.ts'

type Kind = FileQuestion['about']['kind']

/** The statements that gather: by what is asked about, and whether the past is asked for. */
export const gatherings = {
  person: gathering('gather-person', gatherPerson),
  'person-past': gathering('gather-person-past', gatherPersonPast),
  visit: gathering('gather-visit', gatherVisit),
  'visit-past': gathering('gather-visit-past', gatherVisitPast),
  settlement: gathering('gather-settlement', gatherSettlement),
  message: gathering('gather-message', gatherMessage),
  filing: gathering('gather-filing', gatherFiling),
  list: gathering('gather-list', gatherList),
  known: knowing('gather-known', gatherKnown),
} as const

export type Gathering = Exclude<keyof typeof gatherings, 'known'>

function named({ about }: FileQuestion): string {
  switch (about.kind) {
    case 'person':
      return ''
    case 'visit':
      return about.visitId
    case 'settlement':
    case 'list':
      return about.settlementId
    case 'message':
      return about.msgid
    case 'filing':
      return about.filingId
  }
}

const readEnrolment = readerOf<Enrolment>(enrolmentColumns)
const readTotal = readerOf<RunningTotal>(totalColumns)
const readLine = readerOf<FiledLine>(lineColumns)

/** A file as it is sent: what there may be many of as arrays of texts, null for none. */
type SentFile = Omit<PersonFile, 'enrolments' | 'totals' | 'lines'> &
  Readonly<Record<'enrolments' | 'totals' | 'lines', readonly TextRow[] | null>>

/** An earlier message with the place where its answer is kept. */
export type SentEarlier = Omit<NonNullable<GatheredFile['earlier']>, 'answer'> & {
  messageId: string
  receivedAt: string
}

interface SentAnswer extends Omit<GatheredFile, 'file' | 'earlier'> {
  readonly place: number
  /** Null when the file that the asker has is still the truth. */
  readonly file: SentFile | null
  readonly earlier: SentEarlier | null
  /** Null when nothing of the past was asked for. */
  readonly past?: SentPast | null
}

/** What was gathered, with the earlier message still without its answer. */
export type Gathered = Omit<GatheredFile, 'earlier'> & Pick<SentAnswer, 'earlier'>

/** What a statement brought: the file, which may be kept in mind, and the past, which is not. */
export interface Read {
  readonly gathered: Gathered
  readonly past: PersonPast | null
}

/** A question with the file that the asker has of the same visit. */
export interface Asked {
  readonly question: FileQuestion
  readonly known: PersonFile | null
  readonly past: PastAsked
}

/** A file that the asker has, of the visit of the question. */
export interface Known {
  readonly question: FileQuestion
  readonly known: PersonFile
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The rows come as the database found them, for it sorts few rows much slower than this. */
function readFile({ enrolments, totals, lines, ...file }: SentFile): PersonFile {
  return {
    ...file,
    enrolments: (enrolments ?? [])
      .map(readEnrolment)
      .sort((a, b) => compare(a.scheme, b.scheme) || compare(a.range.from, b.range.from)),
    totals: (totals ?? [])
      .map(readTotal)
      .sort((a, b) => compare(a.scheme, b.scheme) || compare(a.period, b.period) || compare(a.code, b.code)),
    lines: (lines ?? []).map(readLine).sort((a, b) => compare(a.lineNumber, b.lineNumber)),
  }
}

function readAnswer({ place: _, file, past, ...answer }: SentAnswer, { known }: Asked): Read {
  const whole = file === null ? known : readFile(file)
  invariant(whole !== null, 'a file is left out only for who has it')
  return { gathered: { ...answer, file: whole }, past: past == null ? null : readPast(past) }
}

export const gatheringFor = (kind: Kind, { days }: PastAsked): Gathering =>
  days !== null && (kind === 'person' || kind === 'visit') ? `${kind}-past` : kind

const parametersOf = (asked: readonly Asked[]) => [
  asked.map(({ question }) => question.insuredId),
  asked.map(({ question }) => question.providerCode),
  asked.map(({ question }) => question.msgid),
  asked.map(({ question }) => named(question)),
  asked.map(({ known }) => known?.version ?? null),
  asked.map(({ past }) => past.day),
  asked.map(({ past }) => past.days),
  asked.map(({ past }) => past.items),
]

/** Answers several questions of one kind in one round trip; null for a person whom nobody knows. */
export async function gatherMany(
  on: Queryable,
  kind: Gathering,
  asked: readonly Asked[],
  spread: boolean,
): Promise<readonly (Read | null)[]> {
  const rows = await queryHot<SentAnswer>(on, gatherings[kind], parametersOf(asked), spread)
  const found = new Map(rows.map((sent) => [sent.place, sent]))
  return asked.map((one, index) => {
    const sent = found.get(index + 1)
    return sent === undefined ? null : readAnswer(sent, one)
  })
}

/** Of each known file, whether it still is the truth and nothing came before under the msgid. */
export async function stillStand(on: Queryable, asked: readonly Known[], spread: boolean): Promise<readonly boolean[]> {
  const parameters = [
    asked.map(({ question }) => question.insuredId),
    asked.map(({ question }) => question.providerCode),
    asked.map(({ question }) => question.msgid),
    asked.map(({ known }) => known.version),
  ]
  const rows = await queryHot<{ place: number; stands: boolean }>(on, gatherings.known, parameters, spread)
  const standing = new Set(rows.flatMap(({ place, stands }) => (stands ? [place] : [])))
  return asked.map((_, index) => standing.has(index + 1))
}

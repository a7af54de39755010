import { isDeepStrictEqual } from 'node:util'
import type { Enrolment } from '@yibao/core/encounter'
import { invariant } from '@yibao/core/kernel'
import type { FiledLine, PersonFile, PersonPast, RunningTotal } from '@yibao/core/settlement'
import type pg from 'pg'
import type { ArchivedMessage, FileQuestion, GatheredFile, PersonStore, Recording } from '../flows/ports.ts'
import { batches } from './batches.ts'
import { readerOf, type TextRow } from './columns.ts'
import { errorCode } from './database-error.ts'
import { recordWithOwners, withOwners } from './family-store.ts'
import {
  answerOf,
  enrolmentColumns,
  gatherFiling,
  gatherList,
  gatherMessage,
  gatherPerson,
  gatherSettlement,
  gatherVisit,
  lineColumns,
  totalColumns,
} from './gather-sql.ts'
import { fileAfter, knownFiles } from './known-files.ts'
import { gatherForOne, recordForOne, valuesForOne } from './one-person.ts'
import { type PastAsked, pastAsked, readPast, type SentPast } from './person-past.ts'
import { recordValues, type Written } from './record-rows.ts'
import { recordDecisions } from './record-sql.ts'
import { type Queryable, query, queryGrowing } from './sql.ts'

type Kind = FileQuestion['about']['kind']

const gathering: Readonly<Record<Kind, string>> = {
  person: gatherPerson,
  visit: gatherVisit,
  settlement: gatherSettlement,
  message: gatherMessage,
  filing: gatherFiling,
  list: gatherList,
}

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
type SentEarlier = Omit<NonNullable<GatheredFile['earlier']>, 'answer'> & { messageId: string; receivedAt: string }

interface SentAnswer extends Omit<GatheredFile, 'file' | 'earlier'> {
  readonly place: number
  /** Null when the file that the asker has is still the truth. */
  readonly file: SentFile | null
  readonly earlier: SentEarlier | null
  /** Null when nothing of the past was asked for. */
  readonly past?: SentPast | null
}

/** What was gathered, with the earlier message still without its answer. */
type Gathered = Omit<GatheredFile, 'earlier'> & Pick<SentAnswer, 'earlier'>

/** What a statement brought: the file, which may be kept in mind, and the past, which is not. */
interface Read {
  readonly gathered: Gathered
  readonly past: PersonPast | null
}

/** A question with the file that the asker has of the same visit. */
interface Asked {
  readonly question: FileQuestion
  readonly known: PersonFile | null
  readonly past: PastAsked
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

/** A statement for several persons, or its form for one where the rows of two may lie on two machines. */
interface Form {
  readonly suffix: string
  readonly gather: Readonly<Record<Kind, string>>
  readonly record: string
  readonly values: (values: readonly unknown[], lists: number) => readonly unknown[]
}

const forMany: Form = { suffix: '', gather: gathering, record: recordDecisions, values: (values) => values }
const forOne: Form = {
  suffix: '-one',
  gather: {
    person: gatherForOne(gatherPerson),
    visit: gatherForOne(gatherVisit),
    settlement: gatherForOne(gatherSettlement),
    message: gatherForOne(gatherMessage),
    filing: gatherForOne(gatherFiling),
    list: gatherForOne(gatherList),
  },
  record: recordForOne(recordDecisions),
  values: valuesForOne,
}

/** Answers several questions of one kind in one round trip; null for a person whom nobody knows. */
async function gatherMany(
  on: Queryable,
  form: Form,
  kind: Kind,
  asked: readonly Asked[],
): Promise<readonly (Read | null)[]> {
  const values = [
    asked.map(({ question }) => question.insuredId),
    asked.map(({ question }) => question.providerCode),
    asked.map(({ question }) => question.msgid),
    asked.map(({ question }) => named(question)),
    asked.map(({ known }) => known?.version ?? null),
    asked.map(({ past }) => past.day),
    asked.map(({ past }) => past.days),
    asked.map(({ past }) => past.items),
  ]
  const rows = await queryGrowing<SentAnswer>(
    on,
    `gather-${kind}${form.suffix}`,
    form.gather[kind],
    form.values(values, values.length),
  )
  const found = new Map(rows.map((sent) => [sent.place, sent]))
  return asked.map((one, index) => {
    const sent = found.get(index + 1)
    return sent === undefined ? null : readAnswer(sent, one)
  })
}

/** PostgreSQL's code for a lock that was not given in time. */
export const lockNotAvailable = '55P03'

/** PostgreSQL's codes for a recording that had to give way and may be decided again; the second is a deadlock. */
const lost: ReadonlySet<unknown> = new Set([lockNotAvailable, '40P01'])

/** Classes of PostgreSQL's errors after which it is certain that the statement left nothing: data, integrity, rollback, lock. */
const leftNothing = /^(?:22|23|40|55)/
const leftNothingBehind = (error: unknown): boolean => leftNothing.test(String(errorCode(error)))

/** Persons, versions and balances: the parameters of the recording statement that list what the guards need. */
const guardLists = 3

/** Thrown when a batch could not even be written down: nothing of it was sent. */
class NotSent extends Error {
  override readonly name = 'NotSent'
}

function valuesOf(form: Form, batch: readonly Written[]): readonly unknown[] {
  try {
    return form.values(recordValues(batch), guardLists)
  } catch (cause) {
    throw new NotSent('a decision could not be written down', { cause })
  }
}

/** Writes a batch in one commit; whether each of it stands. */
async function write(on: Queryable, form: Form, batch: readonly Written[]): Promise<readonly boolean[]> {
  const values = valuesOf(form, batch)
  const rows = await queryGrowing<{ insuredId: string }>(on, `record${form.suffix}`, form.record, values)
  const standing = new Set(rows.map(({ insuredId }) => insuredId))
  return batch.map((one) => one.kind === 'message' || standing.has(one.recording.file.insured.insuredId))
}

/** Archives a message that holds its msgid, on the transaction of somebody else; `spread` as for the store. */
export async function insertMessage(on: Queryable, message: ArchivedMessage, spread: boolean): Promise<void> {
  await write(on, spread ? forOne : forMany, [{ kind: 'message', message, effect: true }])
}

/** Batches under way at the same time: while one commits, the next one is carried out. */
const lanes = 2

/** Recording: longer than a commit takes on a machine that keeps up. */
const patience = 30

/** More in one batch would make the first of it wait for the last. */
const most = 64

/** Characters of requests and answers in one batch: a till must not wait for the megabytes of others. */
const heaviest = 2_000_000

const messageOf = (one: Written): ArchivedMessage => (one.kind === 'decision' ? one.recording.message : one.message)
const weigh = (one: Written): number => messageOf(one).request.length + messageOf(one).answer.length

export interface PersonStoreOptions {
  /** Hears of every recorded batch: how many it held and how long it took. */
  readonly observe?: (size: number, milliseconds: number) => void
  /** Whether the rows of two persons may lie on two machines: then every statement is about one of them. */
  readonly spread?: boolean
}

export function personStore(pool: pg.Pool, { spread = false, observe }: PersonStoreOptions = {}): PersonStore {
  const form = spread ? forOne : forMany
  const batchAtMost = spread ? 1 : most
  const asking = (kind: Kind) =>
    batches<Asked, Read | null>({
      lanes,
      most: batchAtMost,
      run: (asked) => gatherMany(pool, form, kind, asked),
      undone: leftNothingBehind,
    })
  const gather: Readonly<Record<Kind, (asked: Asked) => Promise<Read | null>>> = {
    person: asking('person'),
    visit: asking('visit'),
    settlement: asking('settlement'),
    message: asking('message'),
    filing: asking('filing'),
    list: asking('list'),
  }
  const put = batches<Written, boolean>({
    lanes,
    patience,
    most: batchAtMost,
    weigh,
    heaviest,
    // Of two decisions about one person the later one is stale: it waits until it is clear whether the first one stands.
    alone: (one) => (one.kind === 'decision' ? one.recording.file.insured.insuredId : null),
    run: async (batch) => {
      const begin = performance.now()
      const standing = await write(pool, form, batch)
      observe?.(batch.length, performance.now() - begin)
      return standing
    },
    undone: (error) => error instanceof NotSent || leftNothingBehind(error),
  })

  const known = knownFiles()
  // A broken connection may be the end of the server that was asked; another one may know less.
  pool.on('error', known.forgetAll)

  /** Asks for the file, or whether it still is the one of the message before. */
  async function ask(question: FileQuestion): Promise<Gathered | null> {
    const { insuredId, about } = question
    const mine = about.kind === 'visit' ? known.of(insuredId, about.visitId) : null
    const asked = pastAsked(question, mine)
    const read = await gather[about.kind]({ question, known: mine, past: asked })
    if (read === null) return null
    const { gathered, past } = read
    if (about.kind === 'visit') known.keep(gathered.file)
    // What is read of the past hangs on the lines that were known; another process may have added others since.
    const isStale = mine !== null && mine !== gathered.file
    if (isStale && !isDeepStrictEqual(pastAsked(question, gathered.file), asked)) return ask(question)
    return past === null ? gathered : { ...gathered, file: { ...gathered.file, past } }
  }

  /** Records a decision, and knows the file that comes of it where that is plain. */
  async function putDecision(recording: Recording): Promise<boolean> {
    const { insuredId } = recording.file.insured
    const stands = await put({ kind: 'decision', recording })
    const after = stands ? fileAfter(recording) : null
    if (after === null) known.forget(insuredId)
    else known.keep(after)
    return stands
  }

  async function withItsAnswer(insuredId: string, earlier: SentEarlier | null): Promise<GatheredFile['earlier']> {
    if (earlier === null) return null
    const { messageId, receivedAt, ...known } = earlier
    const rows = await query<{ answer: string }>(pool, 'earlier-answer', answerOf, [insuredId, messageId, receivedAt])
    return { ...known, answer: rows[0]?.answer ?? null }
  }

  const forgetting = (error: unknown): never => {
    known.forgetAll()
    throw error
  }

  async function withFamily(recording: Recording): Promise<boolean> {
    const { file, decision } = recording
    known.forget(file.insured.insuredId)
    const writeMember = async (on: Queryable): Promise<boolean> => {
      const [stands] = await write(on, form, [{ kind: 'decision', recording }])
      return stands === true
    }
    return recordWithOwners(pool, file.insured.insuredId, decision.family, writeMember)
  }

  return {
    async findByCertificate(type, number) {
      const rows = await query<{ insured_id: string }>(
        pool,
        'find-certificate',
        'select insured_id from credential where certificate_type = $1 and certificate_number = $2',
        [type, number],
      )
      return rows[0]?.insured_id ?? null
    },

    async gather(question) {
      const gathered = await ask(question).catch(forgetting)
      if (gathered === null) return null
      // Only who may use a relative's account, and who asks again, costs more than this one round trip.
      const shares = (gathered.file.family ?? []).length > 0
      const file = shares ? await withOwners(pool, gathered.file) : gathered.file
      return { ...gathered, file, earlier: await withItsAnswer(question.insuredId, gathered.earlier) }
    },

    async record(recording) {
      try {
        return recording.decision.family.length === 0 ? await putDecision(recording) : await withFamily(recording)
      } catch (error) {
        known.forgetAll()
        // Somebody holds rows for long, an import for example; nothing was written.
        if (lost.has(errorCode(error))) return false
        throw error
      }
    },

    async archive(message) {
      await put({ kind: 'message', message, effect: false })
    },
  }
}

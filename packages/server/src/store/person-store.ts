import { isDeepStrictEqual } from 'node:util'
import type pg from 'pg'
import type { ArchivedMessage, FileQuestion, GatheredFile, PersonStore, Recording } from '../flows/ports.ts'
import { batches } from './batches.ts'
import { errorCode } from './database-error.ts'
import { recordWithOwners, withOwners } from './family-store.ts'
import { answerOf } from './gather-sql.ts'
import { queryHot } from './hot-statement.ts'
import { fileAfter, knownFiles } from './known-files.ts'
import { pastAsked } from './person-past.ts'
import {
  type Asked,
  type Gathered,
  type Gathering,
  gatheringFor,
  gatherMany,
  type Known,
  type Read,
  type SentEarlier,
  stillStand,
} from './questions.ts'
import { recordBatch, type Written } from './record-rows.ts'
import { type Queryable, query } from './sql.ts'

/** PostgreSQL's code for a lock that was not given in time. */
export const lockNotAvailable = '55P03'

/** PostgreSQL's codes for a recording that had to give way and may be decided again; the second is a deadlock. */
const lost: ReadonlySet<unknown> = new Set([lockNotAvailable, '40P01'])

/** Classes of PostgreSQL's errors after which it is certain that the statement left nothing: data, integrity, rollback, lock. */
const leftNothing = /^(?:22|23|40|55)/
const leftNothingBehind = (error: unknown): boolean => leftNothing.test(String(errorCode(error)))

/** Thrown when a batch could not even be written down: nothing of it was sent. */
class NotSent extends Error {
  override readonly name = 'NotSent'
}

function writtenDown(batch: readonly Written[]): ReturnType<typeof recordBatch> {
  try {
    return recordBatch(batch)
  } catch (cause) {
    throw new NotSent('a decision could not be written down', { cause })
  }
}

/** Writes a batch in one commit; whether each of it stands. */
async function write(on: Queryable, batch: readonly Written[], spread: boolean): Promise<readonly boolean[]> {
  const { statement, values } = writtenDown(batch)
  const rows = await queryHot<{ insuredId: string }>(on, statement, values, spread)
  const standing = new Set(rows.map(({ insuredId }) => insuredId))
  return batch.map((one) => one.kind === 'message' || standing.has(one.recording.file.insured.insuredId))
}

/** Archives a message that holds its msgid, on the transaction of somebody else; `spread` as for the store. */
export async function insertMessage(on: Queryable, message: ArchivedMessage, spread: boolean): Promise<void> {
  await write(on, [{ kind: 'message', message, effect: true }], spread)
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
  const batchAtMost = spread ? 1 : most
  const asking = <Question, Outcome>(run: (asked: readonly Question[]) => Promise<readonly Outcome[]>) =>
    batches<Question, Outcome>({ lanes, most: batchAtMost, run, undone: leftNothingBehind })
  const gathering = (kind: Gathering) => asking((asked: readonly Asked[]) => gatherMany(pool, kind, asked, spread))
  const gather: Readonly<Record<Gathering, (asked: Asked) => Promise<Read | null>>> = {
    person: gathering('person'),
    'person-past': gathering('person-past'),
    visit: gathering('visit'),
    'visit-past': gathering('visit-past'),
    settlement: gathering('settlement'),
    message: gathering('message'),
    filing: gathering('filing'),
    list: gathering('list'),
  }
  const stands = asking((asked: readonly Known[]) => stillStand(pool, asked, spread))
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
      const standing = await write(pool, batch, spread)
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
    if (mine !== null && asked.days === null && (await stands({ question, known: mine }))) {
      known.keep(mine)
      return { file: mine, earlier: null, reversed: false, named: null }
    }
    const read = await gather[gatheringFor(about.kind, asked)]({ question, known: mine, past: asked })
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
      const [stands] = await write(on, [{ kind: 'decision', recording }], spread)
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

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Database } from '../../src/store/database.ts'
import { createTestDatabase } from './test-database.ts'
import { type Answer, openWorld, type World } from './world.ts'

/** Every table that a settlement could move. */
export const businessTables = [
  'insured',
  'credential',
  'enrolment',
  'person_state',
  'running_total',
  'visit',
  'bill_line',
  'settlement',
  'correction',
  'journal_entry',
  'posting',
  'reversal_mark',
  'filing',
  'settlement_list',
  'audit_finding',
  'review_result',
  'review_feedback',
  'institution_effect',
  'stock_entry',
  'stock_batch',
  'trace_code',
  'trace_code_use',
  'carried_file',
  'clearing_application',
  'local_mapping',
  'message_effect',
  'family_sharing',
  'sign_in',
] as const

type Digests = Readonly<Record<string, string>>

/** One digest per business table, over all rows. */
export async function businessDigests({ pool }: Pick<Database, 'pool'>): Promise<Digests> {
  const digests: Record<string, string> = {}
  for (const table of businessTables) {
    const { rows } = await pool.query<{ digest: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, e'\\n' order by t::text)), '') as digest from ${table} t`,
    )
    digests[table] = rows[0]?.digest ?? ''
  }
  return digests
}

interface ArchivedRow {
  readonly message_id: string
  readonly outcome: string
  readonly effect: boolean
  readonly answer: string
}

async function archivedSince(database: Database, before: ReadonlySet<string>): Promise<readonly ArchivedRow[]> {
  const { rows } = await database.pool.query<ArchivedRow>('select message_id, outcome, effect, answer from message')
  return rows.filter(({ message_id }) => !before.has(message_id))
}

/** What stands in `err_msg` of every refusal: a Chinese sentence of at most 200 characters with its code last. */
export function assertRefusalWords(answer: Answer, code: string): void {
  assert.equal(answer.infcode, -1, `answered ${JSON.stringify(answer).slice(0, 300)}`)
  const length = [...answer.err_msg].length
  assert.ok(length >= 1 && length <= 200, `${length} characters: ${answer.err_msg}`)
  assert.match(answer.err_msg, /\p{Script=Han}/u)
  assert.ok(answer.err_msg.endsWith(`[${code}]`), `not ${code}: ${answer.err_msg}`)
  assert.ok(answer.err_msg.isWellFormed(), 'a character was cut in half')
}

/** The tables in which a refusal may leave something, and how many rows more. */
export type Left = Readonly<Partial<Record<(typeof businessTables)[number], number>>>

/**
 * Sends one message that must be refused, and checks all that a refusal promises: its words, that no business table
 * changed, and that it is archived without effect.
 */
export async function expectRefusal(
  { database }: World,
  code: string,
  send: () => Promise<Answer>,
  left: Left = {},
): Promise<Answer> {
  const before = await businessDigests(database)
  const archivedBefore = new Set((await archivedSince(database, new Set())).map(({ message_id }) => message_id))
  const answer = await send()
  assertRefusalWords(answer, code)

  const rowsOf = (digest: string | undefined): number => Number(digest?.split(' ')[0])
  const after = await businessDigests(database)
  for (const table of businessTables) {
    const more = left[table]
    if (more === undefined) assert.equal(after[table], before[table], `${table} changed`)
    else assert.equal(rowsOf(after[table]), rowsOf(before[table]) + more, `rows of ${table}`)
  }
  const archived = await archivedSince(database, archivedBefore)
  assert.deepEqual(
    archived.map(({ outcome, effect }) => ({ outcome, effect })),
    [{ outcome: code, effect: false }],
  )
  assert.equal(JSON.parse(archived[0]?.answer ?? '').err_msg, answer.err_msg)
  return answer
}

/** Prepares the ground and returns the one message that must be refused. */
type Prepare = (world: World) => Promise<() => Promise<Answer>>

export type Refuses = (
  sentence: string,
  code: string,
  prepare: Prepare,
  more?: { readonly left?: Left; readonly says?: RegExp },
) => void

/** Runs tests on one world of their own. */
export function inOneWorld(title: string, define: (world: () => World) => void): void {
  describe(title, () => {
    let world: World | undefined
    const open = (): World => {
      if (world === undefined) throw new Error('the world is not open')
      return world
    }
    before(async () => {
      world = await openWorld(await createTestDatabase())
    })
    after(async () => {
      const { database } = open()
      try {
        await open().close()
      } finally {
        await database.close()
      }
    })
    define(open)
  })
}

/** One test per refusal, all in one world. */
export function refusalSuite(title: string, define: (refuses: Refuses) => void): void {
  inOneWorld(title, (world) => {
    define((sentence, code, prepare, { left, says } = {}) => {
      test(sentence, async () => {
        const send = await prepare(world())
        const answer = await expectRefusal(world(), code, send, left)
        if (says !== undefined) assert.match(answer.err_msg, says)
      })
    })
  })
}

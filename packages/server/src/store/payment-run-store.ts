import { ok, refuse } from '@yibao/core/kernel'
import type { CaseToPrice, PartSums } from '@yibao/core/payment'
import type pg from 'pg'
import type {
  AdvanceBasis,
  CaseDifference,
  CaseOfYear,
  FiledStatement,
  InstitutionDifference,
  InstitutionEntry,
  InstitutionUses,
  InstitutionYearFacts,
  PaymentRun,
  RunPart,
  RunStore,
} from '../flows/payment-run-ports.ts'
import { insertCapitation } from './capitation-store.ts'
import { oneCondition, statementOf } from './conditions.ts'
import { noteOperation } from './operation-log-store.ts'
import { openMonths } from './payment-case-sql.ts'
import { groundOf } from './payment-run-ground.ts'
import { caseRow, entryRow, postingRows, statementRow } from './payment-run-rows.ts'
import {
  advanceBases,
  caseDifferences,
  casesBeside,
  casesOfMonth,
  casesOfWords,
  closeRun,
  differences,
  entriesOfRun,
  insertCases,
  insertEntries,
  insertPostings,
  insertRun,
  insertStatements,
  lastWordsOfYear,
  markHeld,
  markReviews,
  oldShadows,
  partsBeside,
  partsOfMonth,
  partsOfYear,
  releaseHeld,
  runJson,
  statementJson,
  usesOfYear,
  yearFacts,
} from './payment-run-sql.ts'
import { type Queryable, query, transaction } from './sql.ts'

/** Cases of one reading; each carries its trace, so that a page stays at a few megabytes. */
const page = 1_000

/** Trials and comparisons of a period that are kept: older ones go when another is finished. */
const shadowsKept = 10

/** The first number of the advisory lock of payments; the second is of the division. */
export const paymentLock = 7_140_622

/** Which run had the last word on a case. */
interface LastWord {
  readonly runId: string
  readonly caseId: string
}

const oneRun = async (on: Queryable, name: string, where: string, values: readonly unknown[]) => {
  const text = `select ${runJson} as run from payment_run r where ${where}`
  const rows = await query<{ run: PaymentRun }>(on, `payment-run-${name}`, text, values)
  return rows.map(({ run }) => run)
}

function casesOf(client: Queryable, run: PaymentRun, providerCode: string, after: string) {
  const { beside, division, schemes, period, drgScheme, dipDirectory } = run
  return beside === null
    ? query<{ one: CaseToPrice }>(client, 'payment-cases-of-month', casesOfMonth, [
        providerCode,
        division,
        schemes,
        period,
        drgScheme,
        dipDirectory,
        after,
        page,
      ])
    : query<{ one: CaseToPrice }>(client, 'payment-cases-beside', casesBeside, [providerCode, beside, after, page])
}

async function insertParts(client: Queryable, { runId, kind, division, schemes, period, beside }: PaymentRun) {
  if (beside !== null) return await query(client, 'payment-parts-beside', partsBeside, [runId, beside])
  const values = [runId, division, schemes, period]
  if (kind === 'year') return await query(client, 'payment-parts-of-year', partsOfYear, values)
  return await query(client, 'payment-parts-of-month', partsOfMonth, values)
}

async function deleteRun(client: Queryable, runId: string): Promise<void> {
  for (const table of [
    'payment_statement',
    'payment_case',
    'payment_capitation',
    'payment_part',
    'payment_run',
  ] as const) {
    await query(client, `payment-discard-${table}`, `delete from ${table} where run_id = $1`, [runId])
  }
}

async function dropShadows(client: Queryable, keep: number, like: string | null): Promise<number> {
  const rows = await query<{ runId: string }>(client, 'payment-old-shadows', oldShadows, [keep, like])
  for (const { runId } of rows) await deleteRun(client, runId)
  return rows.length
}

const finishPart = (on: Queryable, runId: string, providerCode: string, sums: PartSums) =>
  query(
    on,
    'payment-part-done',
    'update payment_part set done = true, sums = $3 where provider_code = $1 and run_id = $2',
    [providerCode, runId, JSON.stringify(sums)],
  )

async function insertBooks(
  client: Queryable,
  runId: string,
  entries: readonly InstitutionEntry[],
  at: string,
  by: string,
): Promise<void> {
  if (entries.length === 0) return
  const heads = JSON.stringify(entries.map(entryRow))
  await query(client, 'payment-insert-entries', insertEntries, [heads, runId, at, by])
  await query(client, 'payment-insert-postings', insertPostings, [JSON.stringify(entries.flatMap(postingRows))])
}

/** Runs of payments with their cases, statements and entries. */
export function paymentRunStore(pool: pg.Pool): RunStore {
  return {
    async locked(division, work) {
      const client = await pool.connect()
      let broken: Error | undefined
      try {
        const taken = 'select pg_try_advisory_lock($1, hashtext($2)) as taken'
        const rows = await query<{ taken: boolean }>(client, 'payment-lock', taken, [paymentLock, division])
        if (rows[0]?.taken !== true) return refuse('busy')
        try {
          return ok(await work())
        } finally {
          const free = 'select pg_advisory_unlock($1, hashtext($2))'
          // A session that cannot unlock is thrown away, and its lock with it.
          await query(client, 'payment-unlock', free, [paymentLock, division]).catch((error: Error) => {
            broken = error
          })
        }
      } finally {
        client.release(broken)
      }
    },

    async run(runId) {
      return (await oneRun(pool, 'by-id', 'r.run_id = $1', [runId]))[0] ?? null
    },

    async standing(kind, { division, schemes }, period) {
      const where = `r.purpose = 'real' and r.state <> 'reopened' and r.kind = $1 and r.division = $2
        and r.schemes && $3::text[] and r.period = $4`
      return (await oneRun(pool, 'standing', where, [kind, division, schemes, period]))[0] ?? null
    },

    async runs({ division, scheme, kind, period, purpose, limit }) {
      const conditions = [
        ...oneCondition('division', (n) => `r.division = $${n}`, division),
        ...oneCondition('scheme', (n) => `$${n} = any(r.schemes)`, scheme),
        ...oneCondition('kind', (n) => `r.kind = $${n}`, kind),
        ...oneCondition('period', (n) => `r.period = $${n}`, period),
        ...oneCondition('purpose', (n) => `r.purpose = $${n}`, purpose),
      ]
      const { name, text, values } = statementOf(
        'payment-runs',
        conditions,
        (where, next) =>
          `select ${runJson} as run from payment_run r ${where} order by r.started_at desc, r.run_id desc limit $${next}`,
      )
      return (await query<{ run: PaymentRun }>(pool, name, text, [...values, limit])).map(({ run }) => run)
    },

    async reopenedTimes(kind, { division, schemes }, period) {
      const text = `select count(*)::int as count from payment_run
        where purpose = 'real' and state = 'reopened' and kind = $1 and division = $2 and schemes = $3 and period = $4`
      const values = [kind, division, schemes, period]
      return (await query<{ count: number }>(pool, 'payment-reopened-times', text, values))[0]?.count ?? 0
    },

    async openMonthsBefore({ division, schemes }, month) {
      const rows = await query<{ month: string }>(pool, 'payment-open-months', openMonths, [division, schemes, month])
      return rows.map((row) => row.month)
    },

    closedAfter({ division, schemes }, month) {
      const where = `r.purpose = 'real' and r.state <> 'reopened' and r.division = $1 and r.schemes && $2::text[]
        and (r.kind = 'month' and r.period > $3 or r.kind = 'year' and r.period >= left($3, 4)) order by r.period`
      return oneRun(pool, 'closed-after', where, [division, schemes, month])
    },

    async begin(run, capitated = { institutions: [], seen: null }) {
      const { runId, kind, purpose, division, schemes, period, planHash, drgScheme, dipDirectory, beside, issue } = run
      await transaction(pool, async (client) => {
        // What a killed trial left behind is of no use to anybody.
        const left = `r.purpose = 'shadow' and r.state = 'running' and r.kind = $1 and r.division = $2 and r.schemes = $3
          and r.period = $4`
        for (const old of await oneRun(client, 'left-behind', left, [kind, division, schemes, period])) {
          await deleteRun(client, old.runId)
        }
        await query(client, 'payment-insert-run', insertRun, [
          runId,
          kind,
          purpose,
          division,
          schemes,
          period,
          planHash,
          drgScheme,
          dipDirectory,
          beside,
          issue,
          run.early,
          run.startedAt,
          run.startedBy,
          capitated.seen === null ? null : JSON.stringify(capitated.seen),
        ])
        await insertCapitation(client, runId, capitated.institutions)
        if (kind !== 'advance') await insertParts(client, run)
      })
    },

    async partsToDo(runId) {
      const text = 'select provider_code as code, done from payment_part where run_id = $1 order by provider_code'
      const rows = await query<{ code: string; done: boolean }>(pool, 'payment-parts-to-do', text, [runId])
      return { waiting: rows.filter(({ done }) => !done).map(({ code }) => code), all: rows.length }
    },

    async pricePart(run, providerCode, pricing) {
      const { runId } = run
      await transaction(pool, async (client) => {
        const text = 'select done from payment_part where provider_code = $1 and run_id = $2 for update'
        const [part] = await query<{ done: boolean }>(client, 'payment-part-mine', text, [providerCode, runId])
        if (part?.done !== false) return
        for (let after = ''; ; ) {
          const found = (await casesOf(client, run, providerCode, after)).map(({ one }) => one)
          const rows = pricing.price(found).map((one) => caseRow(runId, one))
          if (rows.length > 0) await query(client, 'payment-insert-cases', insertCases, [JSON.stringify(rows)])
          const last = found.at(-1)
          if (last === undefined || found.length < page) break
          after = last.facts.caseId
        }
        await finishPart(client, runId, providerCode, pricing.finish())
      })
    },

    async *casesOfYear({ division, schemes }, year, providerCode) {
      const values = [providerCode, division, schemes, year]
      const words = await query<LastWord>(pool, 'payment-last-words', lastWordsOfYear, values)
      for (let from = 0; from < words.length; from += page) {
        const some = words.slice(from, from + page)
        yield await query<CaseOfYear & pg.QueryResultRow>(pool, 'payment-cases-of-words', casesOfWords, [
          providerCode,
          some.map(({ runId }) => runId),
          some.map(({ caseId }) => caseId),
        ])
      }
    },

    async finishPart(runId, providerCode, sums) {
      await finishPart(pool, runId, providerCode, sums)
    },

    async parts(runId) {
      const text = `select provider_code as "providerCode", cases, sums from payment_part where run_id = $1 and done
        order by provider_code`
      return await query<RunPart & pg.QueryResultRow>(pool, 'payment-parts', text, [runId])
    },

    async statements(runId) {
      const text = `select ${statementJson} as statement from payment_statement s where s.run_id = $1 order by s.provider_code`
      const rows = await query<{ statement: FiledStatement }>(pool, 'payment-statements', text, [runId])
      return rows.map(({ statement }) => statement)
    },

    async usesOfYear({ division, schemes }, year) {
      const values = [division, schemes, year]
      return await query<InstitutionUses & pg.QueryResultRow>(pool, 'payment-uses-of-year', usesOfYear, values)
    },

    async yearFacts({ division, schemes }, year) {
      const values = [division, schemes, year]
      const rows = await query<{ facts: InstitutionYearFacts }>(pool, 'payment-year-facts', yearFacts, values)
      return rows.map(({ facts }) => facts)
    },

    async heldOfYear({ division, schemes }, year) {
      const text = `select count(*)::int as count from discharge_case
        where division = $1 and scheme = any($2::text[]) and held and left(month, 4) = $3`
      const [row] = await query<{ count: number }>(pool, 'payment-held-of-year', text, [division, schemes, year])
      return row?.count ?? 0
    },

    async advanceBases({ division, schemes }, month) {
      const values = [division, schemes, month]
      return await query<AdvanceBasis & pg.QueryResultRow>(pool, 'payment-advance-bases', advanceBases, values)
    },

    monthGround: ({ division, schemes }, month, ofPlan) => groundOf(pool, division, schemes, month, ofPlan),

    async differences(shadow, real) {
      const values = [shadow, real]
      return await query<InstitutionDifference & pg.QueryResultRow>(pool, 'payment-differences', differences, values)
    },

    async caseDifferences(shadow, real, limit) {
      const values = [shadow, real, limit]
      return await query<CaseDifference & pg.QueryResultRow>(pool, 'payment-case-differences', caseDifferences, values)
    },

    async close({ run, figures, statements, entries, at, operation }) {
      const { runId, kind, purpose, division, schemes, period } = run
      await transaction(pool, async (client) => {
        const closed = await query(client, 'payment-close-run', closeRun, [runId, at, JSON.stringify(figures)])
        if (closed.length === 0) throw new Error(`run ${runId} is not running any more`)
        const rows = JSON.stringify(statements.map(statementRow))
        await query(client, 'payment-insert-statements', insertStatements, [rows, at])
        await insertBooks(client, runId, entries, at, operation.actor)
        if (kind === 'month' && purpose === 'real') {
          await query(client, 'payment-mark-held', markHeld, [runId])
          await query(client, 'payment-release-held', releaseHeld, [runId, division, schemes, period])
          await query(client, 'payment-mark-reviews', markReviews, [runId, division, schemes, period])
        }
        if (purpose === 'shadow') await dropShadows(client, shadowsKept, runId)
        await noteOperation(client, operation)
      })
    },

    async pruneShadows(keep, operation) {
      return await transaction(pool, async (client) => {
        const gone = await dropShadows(client, keep, null)
        if (gone > 0) await noteOperation(client, operation)
        return gone
      })
    },

    async discard(runId, operation) {
      await transaction(pool, async (client) => {
        const text = `select from payment_run where run_id = $1 and state = 'running' for update`
        const running = await query(client, 'payment-still-running', text, [runId])
        if (running.length === 0) throw new Error(`run ${runId} is not running any more`)
        await deleteRun(client, runId)
        await noteOperation(client, operation)
      })
    },

    async entriesOf(runId) {
      return await query<InstitutionEntry & pg.QueryResultRow>(pool, 'payment-entries-of-run', entriesOfRun, [runId])
    },

    async reopen({ run: { runId }, entries, at, by, reason, operation }) {
      await transaction(pool, async (client) => {
        const text = `update payment_run set state = 'reopened', reopened_at = $2, reopened_by = $3, reason = $4
          where run_id = $1 and state = 'closed' returning run_id`
        const reopened = await query(client, 'payment-reopen-run', text, [runId, at, by, reason])
        if (reopened.length === 0) throw new Error(`run ${runId} is not closed any more`)
        await insertBooks(client, runId, entries, at, by)
        await query(
          client,
          'payment-unmark-reviews',
          'update special_case_review set effect_run = null where effect_run = $1',
          [runId],
        )
        await noteOperation(client, operation)
      })
    },
  }
}

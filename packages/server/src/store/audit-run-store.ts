import type { IsoDate, LocalDateTime } from '@yibao/core/kernel'
import type { SeenSources } from '@yibao/core/settlement'
import type pg from 'pg'
import type { BucketStore } from '../flows/audit-bucket-ports.ts'
import type { FoundRow } from '../flows/audit-findings.ts'
import type { AuditBucket, AuditPart, AuditRun, AuditRunStore } from '../flows/audit-run-ports.ts'
import { bucketsOfPeople, linesCompleteFrom } from './audit-archive-sql.ts'
import { openAuditArchive } from './audit-archive-store.ts'
import { query, transaction } from './sql.ts'

/** The first number of the advisory lock of audits; the second is of the division. */
const auditLock = 7_140_627

const time = (column: string): string => `to_char(${column}, 'YYYY-MM-DD HH24:MI:SS')`

const runFields = `run_id as "runId", division, from_day::text as "from", until_day::text as until, release_digest as digest, rules, state, counts,
  ${time('started_at')} as "startedAt", started_by as "startedBy", ${time('finished_at')} as "finishedAt"`

const unfinished = `select ${runFields} from audit_run
where division = $1 and from_day = $2 and until_day = $3 and release_digest = $4
  and rules is not distinct from $5::text[] and state = 'running'
order by started_at desc limit 1`

const insertParts = `
insert into audit_part (run_id, kind, number, first_key, last_key, visits)
select $1, kind, number, first_key, last_key, visits
from jsonb_to_recordset($2::jsonb) as p(kind text, number integer, first_key text, last_key text, visits bigint)`

const partsOf = `select kind, number, first_key as "firstKey", last_key as "lastKey", visits, counts from audit_part
where run_id = $1 order by kind, number`

/** Findings of persons; one that this release found before is left as it is. */
const keepFindings = `
insert into audit_finding (insured_id, finding_id, moment, release_digest, settlement_id, visit_id, line_number, rule, severity,
  action, bears, stake, provider_code, found_on, found_at, run_id, content)
select insured_id, finding_id, 'post', release_digest, settlement_id, visit_id, line_number, rule, severity, action, bears, stake,
  coalesce(provider_code, ''), found_on, $2::timestamp, $3, content
from jsonb_to_recordset($1::jsonb) as f(insured_id text, finding_id text, release_digest text, settlement_id text, visit_id text,
  line_number text, rule text, severity text, action text, bears text, stake bigint, provider_code text, found_on date, content jsonb)
on conflict do nothing`

const keepGroupFindings = `
insert into audit_group_finding (finding_id, rule, release_digest, partition, group_key, provider_code, severity, action, bears,
  stake, found_on, found_at, run_id, content)
select finding_id, rule, release_digest, $4, array(select jsonb_array_elements_text(group_key)), provider_code, severity, action,
  bears, stake, found_on, $2::timestamp, $3, content
from jsonb_to_recordset($1::jsonb) as f(finding_id text, rule text, release_digest text, group_key jsonb, provider_code text,
  severity text, action text, bears text, stake bigint, found_on date, content jsonb)
on conflict do nothing`

function sentRow({ findingId, digest, settlementId, providerCode, words, finding }: FoundRow): object {
  const { rule, severity, action, bears, stake, insuredId, visitId, lineId, group, on } = finding
  return {
    finding_id: findingId,
    release_digest: digest,
    settlement_id: settlementId,
    provider_code: providerCode,
    insured_id: insuredId,
    visit_id: visitId,
    line_number: lineId,
    group_key: group,
    rule,
    severity,
    action,
    bears,
    stake,
    found_on: on,
    content: { ...finding, ...words },
  }
}

async function keepRows(
  client: pg.ClientBase,
  rows: readonly FoundRow[],
  { at, runId, kind }: { readonly at: LocalDateTime; readonly runId: string; readonly kind: string },
): Promise<number> {
  const isPersons = ({ finding }: FoundRow): boolean => finding.insuredId !== '' && finding.visitId !== ''
  const [ofPersons, ofGroups] = [rows.filter(isPersons), rows.filter((row) => !isPersons(row))]
  let added = 0
  const keep = async (text: string, some: readonly FoundRow[], ...more: readonly unknown[]): Promise<void> => {
    if (some.length === 0) return
    const { rowCount } = await client.query(text, [JSON.stringify(some.map(sentRow)), at, runId, ...more])
    added += rowCount ?? 0
  }
  await keep(keepFindings, ofPersons)
  await keep(keepGroupFindings, ofGroups, kind.split(':')[0])
  return added
}

/** Thrown to leave a transaction in which nothing may stand. */
class Undone extends Error {}

/** Works buckets on the connections of a pool. */
export function bucketStore(pool: pg.Pool, sources: SeenSources, now: () => LocalDateTime): BucketStore {
  return {
    async inBucket(runId, bucket, work) {
      let found: Awaited<ReturnType<typeof work>> | null = null
      try {
        await transaction(pool, async (client) => {
          const archive = await openAuditArchive(client, sources)
          const at = now()
          const outcome = await work(archive, async (rows, kind) =>
            runId === null ? 0 : keepRows(client, rows, { at, runId, kind }),
          )
          found = outcome
          if (runId === null) throw new Undone('a dry run')
          const done = 'update audit_part set counts = $4 where run_id = $1 and kind = $2 and number = $3'
          await client.query(done, [runId, bucket.kind, bucket.number, JSON.stringify(outcome.counts)])
        })
      } catch (error) {
        if (!(error instanceof Undone)) throw error
      }
      if (found === null) throw new Error('a bucket comes to something')
      return found
    },
  }
}

export function auditRunStore(pool: pg.Pool): AuditRunStore {
  return {
    async alone(division, work) {
      const client = await pool.connect()
      let broken: Error | undefined
      try {
        const taken = 'select pg_try_advisory_lock($1, hashtext($2)) as taken'
        const [row] = await query<{ taken: boolean }>(client, 'audit-lock', taken, [auditLock, division])
        if (row?.taken !== true) return 'busy'
        try {
          return await work()
        } finally {
          const free = 'select pg_advisory_unlock($1, hashtext($2))'
          // A session that cannot unlock is thrown away, and its lock with it.
          await query(client, 'audit-unlock', free, [auditLock, division]).catch((error: Error) => {
            broken = error
          })
        }
      } finally {
        client.release(broken)
      }
    },
    async completeFrom() {
      const [row] = await query<{ day: IsoDate | null }>(pool, 'audit-lines-complete', linesCompleteFrom)
      return row?.day ?? null
    },
    async unfinished({ division, from, until }, { digest, rules }) {
      const rows = await query<AuditRun & pg.QueryResultRow>(pool, 'audit-unfinished', unfinished, [
        division,
        from,
        until,
        digest,
        rules,
      ])
      return rows[0] ?? null
    },
    async isDone({ division, from, until }, digest) {
      const text = `select from audit_run where division = $1 and from_day = $2 and until_day = $3 and release_digest = $4
        and rules is null and state = 'done' limit 1`
      return (await query(pool, 'audit-is-done', text, [division, from, until, digest])).length > 0
    },
    async buckets({ division, from, until, providerCode = null }, visits) {
      const values = [from, until, division, visits, providerCode]
      const rows = await query<Omit<AuditBucket, 'kind'> & pg.QueryResultRow>(
        pool,
        'audit-buckets',
        bucketsOfPeople,
        values,
      )
      return rows.map((row) => ({ ...row, kind: 'person' }))
    },
    async begin({ runId, division, from, until, digest, rules, startedAt, startedBy }, buckets) {
      await transaction(pool, async (client) => {
        const text = `insert into audit_run (run_id, division, from_day, until_day, release_digest, rules, state, started_at,
            started_by) values ($1, $2, $3, $4, $5, $6, 'running', $7, $8)`
        await query(client, 'audit-begin', text, [runId, division, from, until, digest, rules, startedAt, startedBy])
        const rows = buckets.map(({ kind, number, firstKey, lastKey, visits }) => ({
          kind,
          number,
          first_key: firstKey,
          last_key: lastKey,
          visits,
        }))
        await query(client, 'audit-parts', insertParts, [runId, JSON.stringify(rows)])
      })
    },
    parts: (runId) => query<AuditPart & pg.QueryResultRow>(pool, 'audit-parts-of', partsOf, [runId]),
    async finish(runId, counts, at) {
      const text = `update audit_run set state = 'done', counts = $2, finished_at = $3 where run_id = $1`
      await query(pool, 'audit-finish', text, [runId, JSON.stringify(counts), at])
    },
    runs({ division, limit }) {
      const text = `select ${runFields} from audit_run where $1::text is null or division = $1
        order by started_at desc, run_id desc limit $2`
      return query<AuditRun & pg.QueryResultRow>(pool, 'audit-runs', text, [division, limit])
    },
  }
}

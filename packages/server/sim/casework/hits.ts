import type { NewItem } from '@yibao/core/casework'
import { type Fen, yuan } from '@yibao/core/kernel'
import { type StayFact, splitStays } from '@yibao/core/supervision'
import type pg from 'pg'
import { auditArchive } from '../../src/audit-desk.ts'
import { takeUpShippedAudit } from '../../src/audit-shipped.ts'
import { readPatternBook } from '../../src/files/pattern-parameters.ts'
import type { AuditScope } from '../../src/flows/audit-run-ports.ts'
import { takeFindings, takeItems } from '../../src/flows/casework-intake.ts'
import type { CaseworkDesk } from '../../src/flows/casework-ports.ts'
import { atConsole } from '../../src/flows/operation-log.ts'
import { auditedSpans, keptAuditRelease } from '../../src/store/audit-release-store.ts'
import type { Database } from '../../src/store/database.ts'
import { query } from '../../src/store/sql.ts'

/** A hit that was taken in. */
export interface Hit {
  readonly matterId: string
  readonly stake: Fen
}

type Say = (line: string) => void

function opened(taken: Awaited<ReturnType<typeof takeItems>>, say: Say): Hit {
  const [first] = taken.ok ? taken.value.opened : []
  if (first === undefined) throw new Error('nothing was taken in')
  const { matterId, item } = first
  say(`${item.rule} ${item.title.zh} ${item.title.en}  涉及 stake ${yuan(item.stake)}  → 疑点 review item ${matterId}`)
  return { matterId, stake: item.stake }
}

/** The rules that ship are taken up after the fact and look over the archive: all of them, or those named. */
export async function auditByShipped(
  database: Database,
  desk: CaseworkDesk,
  scope: AuditScope,
  only: readonly string[] | null = null,
): Promise<void> {
  const { pool } = database
  await takeUpShippedAudit(pool, desk, scope)
  const [span] = await auditedSpans(pool, scope.division, scope)
  const release = span === undefined ? null : await keptAuditRelease(pool, span.digest)
  if (release === null) throw new Error('no release governs the days')
  const order = { scope, releases: [release] as const, only, jobs: 1, dry: false, actor: atConsole }
  const done = await auditArchive(database, desk, order, () => undefined)
  if (!done.ok) throw new Error('another audit is under way')
}

/** What is charged beside what contains it. */
export async function duplicateHit(database: Database, desk: CaseworkDesk, scope: AuditScope, say: Say): Promise<Hit> {
  await auditByShipped(database, desk, scope, ['M-C01'])
  const { from, until } = scope
  return opened(await takeFindings(desk, atConsole, { from, until, rule: 'M-C01', limit: 1 }), say)
}

const staysSince = `
select t.settlement_id as "stayId", t.insured_id as "personId", t.provider_code as "providerCode", t.division as place,
  null as doctor, v.department_code as department, v.began_at::date::text as "from",
  left(v.stay->>'dischargedAt', 10) as until, t.total as amount, t.pool as paid,
  (select json_agg(d->>'code' order by (d->>'main')::boolean desc nulls last) from jsonb_array_elements(v.diagnoses) d) as diagnoses,
  '[]'::json as operations, null as group, null as "diedOn", null as "homePlace"
from settlement t join visit v using (insured_id, visit_id)
where t.care = 'inpatient' and t.undoes_id is null and t.settled_at >= $1 order by t.settled_at`

/** Stays of one person that go on with each other. */
export async function splitHit(
  pool: pg.Pool,
  desk: CaseworkDesk,
  { division, from }: Pick<AuditScope, 'division' | 'from'>,
  say: Say,
): Promise<Hit> {
  const stays = await query<StayFact & pg.QueryResultRow>(pool, 'example-stays', staysSince, [from])
  const { parameters, digest } = await readPatternBook()
  const [finding] = splitStays(stays, parameters.split).findings
  if (finding === undefined) throw new Error('no split stay was found')
  const { pattern, group, providerCode, doctor, personId, stake, score, reasons, members } = finding
  const item: NewItem = {
    source: 'pattern',
    sourceKey: `${pattern}/${group}`,
    providerCode: providerCode ?? '',
    insuredId: personId,
    doctor,
    rule: pattern,
    title: { zh: '疑似分解住院', en: 'suspected split stay' },
    stake,
    division,
    facts: { score, reasons, members, parameters: digest },
  }
  return opened(await takeItems(desk, atConsole, [item]), say)
}

import type pg from 'pg'
import type { FindingFilter, FindingKey, StoredFinding } from '../flows/audit-findings.ts'
import type { SettledOn } from '../flows/audit-reproduce.ts'
import type { FindingPlace } from '../flows/audit-verify.ts'
import { oneCondition, statementOf } from './conditions.ts'
import { type Queryable, query } from './sql.ts'

const time = (column: string): string => `to_char(${column}, 'YYYY-MM-DD HH24:MI:SS')`

const shared = `rule, severity, action, bears, stake, found_on::text as "foundOn", ${time('found_at')} as "foundAt", run_id as "runId",
  release_digest as digest, finding_id as "findingId", content`

const ofPersons = `select ${shared}, insured_id as "insuredId", moment, settlement_id as "settlementId", visit_id as "visitId",
  line_number as "lineNumber", deducted, provider_code as "providerCode" from audit_finding`

const ofGroups = `select ${shared}, null::text as "insuredId", 'post' as moment, null::text as "settlementId", null::text as "visitId",
  null::text as "lineNumber", 0::bigint as deducted, provider_code as "providerCode" from audit_group_finding`

type Row = StoredFinding & pg.QueryResultRow

function conditionsOf({ rule, providerCode, insuredId, from, until }: FindingFilter) {
  return [
    ...oneCondition('rule', (n) => `rule = $${n}`, rule),
    ...oneCondition('provider', (n) => `provider_code = $${n}`, providerCode),
    ...oneCondition('insured', (n) => `insured_id = $${n}`, insuredId),
    ...oneCondition('from', (n) => `found_on >= $${n}`, from),
    ...oneCondition('until', (n) => `found_on < $${n}`, until),
  ]
}

const behind = (after: FindingKey | null) =>
  after === null
    ? []
    : [
        ...oneCondition('before', (n) => `found_on <= $${n}`, after.foundOn),
        ...oneCondition('other', (n) => `(found_on::text || finding_id) < $${n}`, `${after.foundOn}${after.findingId}`),
      ]

/** Where findings are looked up: those of persons, or those of groups. */
export type FindingKind = 'person' | 'group'

/** A page of findings, the latest day first. */
export function findFindings(
  on: Queryable,
  kind: FindingKind,
  filter: FindingFilter,
  { after, limit }: { readonly after: FindingKey | null; readonly limit: number },
): Promise<StoredFinding[]> {
  if (kind === 'group' && filter.insuredId !== null) return Promise.resolve([])
  const select = kind === 'person' ? ofPersons : ofGroups
  const { name, text, values } = statementOf(
    `audit-findings-${kind}`,
    [...conditionsOf(filter), ...behind(after)],
    (where, next) => `${select} ${where} order by found_on desc, finding_id desc limit $${next}`,
  )
  return query<Row>(on, name, text, [...values, limit])
}

/** Every finding whose number begins so, of persons and groups; of one found at several moments each. */
export async function findingsNamed(on: Queryable, beginning: string): Promise<readonly StoredFinding[]> {
  const [persons, groups] = [
    await query<Row>(on, 'audit-finding-named', `${ofPersons} where starts_with(finding_id, $1) limit 20`, [beginning]),
    await query<Row>(on, 'audit-group-named', `${ofGroups} where starts_with(finding_id, $1) limit 20`, [beginning]),
  ]
  return [...persons, ...groups]
}

/** Findings of persons in the order of persons, each moment's; a finding of several moments stays on one page at least once. */
export function findingsAfter(
  on: Queryable,
  { insuredId, findingId }: FindingPlace,
  limit: number,
): Promise<StoredFinding[]> {
  const text = `${ofPersons} where (insured_id, finding_id) > ($1, $2) order by insured_id, finding_id limit $3`
  return query<Row>(on, 'audit-findings-after', text, [insuredId, findingId, limit])
}

/** Some findings: their digests are as good as drawn by lot. */
export const findingsSample = (on: Queryable, count: number): Promise<StoredFinding[]> =>
  query<Row>(on, 'audit-findings-sample', `${ofPersons} order by finding_id limit $1`, [count])

/** Names of persons, for who shows them masked. */
export async function namesOfInsured(
  on: Queryable,
  insuredIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const text = 'select insured_id as id, name from insured where insured_id = any($1::text[])'
  const rows = await query<{ id: string; name: string }>(on, 'audit-insured-names', text, [insuredIds])
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** When the last settlement of a visit that stands was made, and for which region; null when none stands. */
export async function settledVisit(on: Queryable, insuredId: string, visitId: string): Promise<SettledOn | null> {
  const text = `select t.settled_at::date::text as "settledOn", t.division from settlement t
    where t.insured_id = $1 and t.visit_id = $2 and t.undoes_id is null and (select count(*) % 2 = 1 from settlement o
      where o.insured_id = t.insured_id and o.root_id = t.settlement_id) order by t.sequence desc limit 1`
  return (await query<SettledOn & pg.QueryResultRow>(on, 'audit-settled-visit', text, [insuredId, visitId]))[0] ?? null
}

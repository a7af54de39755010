import type { AuditGround, AuditRelease } from '@yibao/core/audit'
import { addDays, divisionCode, isoDate } from '@yibao/core/kernel'
import type pg from 'pg'
import { auditArchive } from '../src/audit-desk.ts'
import { systemClock } from '../src/clock.ts'
import { releaseFromJson, releaseToJson } from '../src/files/audit-release.ts'
import { keepAuditRelease } from '../src/flows/audit-releases.ts'
import { atConsole } from '../src/flows/operation-log.ts'
import { idSource } from '../src/ids.ts'
import { auditReleaseStore } from '../src/store/audit-release-store.ts'
import type { Database } from '../src/store/database.ts'
import { type BenchAbout, type BenchClaims, benchDay, benchGrounds } from './audit-claims.ts'
import { benchItem, benchItems, benchRelease, benchRules, benchWindows } from './audit-rules.ts'
import { parentOf, processorMs } from './processor-time.ts'

/** The region of the generated archive. */
const auditDivision = divisionCode('990300')

const source = { now: systemClock.now, newId: idSource() }
/** Everybody came so often in the last months; the visits of the last month are under audit. */
const visitsEach = 9
const monthsOfPast = 3
const visitsAtOnce = 900

const catalogue = `
insert into catalog_item (code, kind, name, class, ceilings, restricted, restriction, charge_type, form, unit, source, assumed, valid_from)
select code, 'drug', '项目' || code, 'A', '{}', false, '', '09', '', '', '', false, '2020-01-01' from unnest($1::text[]) as i(code)`

const providers = `insert into provider (provider_code, name, kind, level, level_code, division, valid_from)
select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::date[])`

const people = `
insert into insured (insured_id, name, certificate_type, certificate_number, gender, birth)
select id, '测试', '01', id, gender, birth from jsonb_to_recordset($1::jsonb) as p(id text, gender text, birth date)`

const enrolments = `
insert into enrolment (insured_id, scheme, valid_from, division, status, person_type, civil_servant, consecutive_years, employer, traits)
select id, '310', '2020-01-01', $2, 'active', '1101', false, 4, '', '{}' from jsonb_to_recordset($1::jsonb) as p(id text)`

const visits = `
insert into visit (insured_id, visit_id, provider_code, scheme, opened_on, began_at, provider_visit_number, certificate_type, med_type,
  department_code, department_name, state, diagnoses)
select person, visit, provider, '310', day, day + time '08:00', visit, '02', '11', 'D01', '内科', 'open',
  '[{"type":"1","order":1,"code":"I10.x00x002","name":"","main":true}]'
from jsonb_to_recordset($1::jsonb) as v(person text, visit text, provider text, day date)`

const settlements = `
insert into settlement (insured_id, settlement_id, root_id, kind, sequence, visit_id, batch, provider_code, msgid, settled_at, scheme,
  division, year, care, med_type, certificate_type, person_type, total, non_covered, over_price_limit, pre_coinsurance, eligible,
  deductible, pool, account, cash, hospital, pool_rate, balance_after, totals_added, line_numbers, plan_id, pack_hash, basis, trace)
select person, 'S' || visit, 'S' || visit, 'settle', 1, visit, 'B', provider, visit, day + time '18:00', '310', $2, 2025, 'outpatient',
  '11', '02', '1101', total, 0, 0, 0, total, 0, total, 0, 0, 0, 0, 0, '{}', '[]', '', '', '{}', '[]'
from jsonb_to_recordset($1::jsonb) as v(person text, visit text, provider text, day date, total bigint)`

const lines = `
insert into bill_line (insured_id, visit_id, line_number, opened_on, batch, item_code, local_item_code, charged_at, price, quantity,
  approval, item_kind, item_name, item_class, charge_type, restricted, total, non_covered, over_price_limit, pre_coinsurance,
  eligible, pre_coinsurance_rate, reason, stream, source, assumed, settlement_id)
select person, visit, number, day, 'B', item, item, day + at::time, price, quantity, 'not-needed', 'drug', '项目' || item, 'A', '09',
  false, total, 0, 0, 0, total, 0, '', 'ordinary', '', false, 'S' || visit
from jsonb_to_recordset($1::jsonb) as l(person text, visit text, number text, day date, item text, at text, price bigint,
  quantity bigint, total bigint)`

const levels = ['tertiary', 'secondary', 'primary', 'ungraded'] as const
const places = Array.from({ length: 50 }, (_, number) => `H9900${String(number).padStart(5, '0')}`)

/** Of whom and where the visit of a number is: the same person comes again and again. */
function aboutOf(number: number): BenchAbout {
  const who = Math.floor(number / visitsEach)
  const birth = addDays(benchDay, -(3_000 + ((who * 7919) % 28_000)))
  const level = levels[(number % places.length) % levels.length] ?? 'tertiary'
  return { sex: who % 2 === 0 ? 'male' : 'female', birth, level, care: 'outpatient' }
}

/** The first day of the past; visits are spread over the months. */
const dayOf = (number: number): string =>
  addDays(benchDay, -Math.floor(((visitsEach - 1 - number) * monthsOfPast * 30) / visitsEach))

async function writeVisits(pool: pg.Pool, grounds: readonly AuditGround[], first: number): Promise<void> {
  const rows = grounds.flatMap(({ visits: of }, index) =>
    of.map((visit) => ({
      person: `B${String(Math.floor((first + index) / visitsEach)).padStart(9, '0')}`,
      visit: `V${String(first + index).padStart(10, '0')}`,
      provider: places[(first + index) % places.length],
      day: dayOf((first + index) % visitsEach),
      total: visit.total,
      lines: visit.lines,
    })),
  )
  const lineRows = rows.flatMap(({ person, visit, day, lines: of }) =>
    of.map(({ lineId, item, at, price, quantity, amount }) => ({
      person,
      visit,
      number: lineId,
      day,
      item,
      at: at.slice(11),
      price,
      quantity,
      total: amount,
    })),
  )
  const heads = JSON.stringify(rows.map(({ lines: _, ...head }) => head))
  await pool.query(visits, [heads])
  await pool.query(settlements, [heads, auditDivision])
  await pool.query(lines, [JSON.stringify(lineRows)])
}

/** Fills an empty database with generated claims of so many persons, settled over some months. */
export async function plantArchive(
  { pool }: Pick<Database, 'pool'>,
  rules: number,
  { seed, visits: count, hitsPerHundred }: BenchClaims,
  progress: (done: number, all: number) => void,
): Promise<void> {
  const made = benchRules(seed, rules - windowsOf(rules))
  await pool.query(catalogue, [Array.from({ length: benchItems }, (_, number) => benchItem(number))])
  await pool.query(providers, [
    places,
    places.map((code) => `示例机构${code.slice(-2)}`),
    places.map(() => 'hospital'),
    places.map((_, index) => levels[index % levels.length]),
    places.map(() => '09'),
    places.map(() => auditDivision),
    places.map(() => isoDate('2020-01-01')),
  ])
  for (let first = 0; first < count; first += visitsAtOnce) {
    const size = Math.min(visitsAtOnce, count - first)
    const claims = { seed: seed + first, visits: size, hitsPerHundred }
    const grounds = benchGrounds(made, claims, (index) => aboutOf(first + index))
    await writeVisits(pool, grounds, first)
    progress(first + size, count)
  }
  const persons = Array.from({ length: Math.ceil(count / visitsEach) }, (_, number) => {
    const { sex: gender, birth } = aboutOf(number * visitsEach)
    return { id: `B${String(number).padStart(9, '0')}`, gender, birth }
  })
  await pool.query(people, [JSON.stringify(persons)])
  await pool.query(enrolments, [JSON.stringify(persons), auditDivision])
  await pool.query('vacuum analyze')
}

/** How many of the rules look back. */
export const windowsOf = (rules: number): number => Math.floor(rules / 10)

/** The rules of the archive: nine of ten look at the line, one at what the person had in the last weeks. */
export function archiveRelease(seed: number, rules: number): AuditRelease {
  const windows = windowsOf(rules)
  return releaseFromJson(releaseToJson(benchRelease(benchRules(seed, rules - windows), benchWindows(seed, windows))))
}

export interface ArchivePass {
  readonly jobs: number
  readonly visits: number
  readonly lines: number
  readonly findings: number
  readonly seconds: number
  /** Of all threads, and of the database; null where the platform does not tell. */
  readonly processorSeconds: { readonly threads: number; readonly database: number } | null
}

type ProcessorClock = () => ArchivePass['processorSeconds']

async function clockOf(pool: pg.Pool): Promise<ProcessorClock> {
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid')
  const postmaster = parentOf(rows[0]?.pid ?? 0)
  return () => {
    const database = postmaster === null ? null : processorMs(postmaster)
    const { user, system } = process.cpuUsage()
    return database === null ? null : { threads: (user + system) / 1e6, database: database / 1_000 }
  }
}

/** Audits the last month of the archive, its findings written; what was written is taken away first. */
export async function measureArchive(
  database: Database,
  release: AuditRelease,
  jobs: number,
  dry: boolean,
): Promise<ArchivePass> {
  const { pool } = database
  await pool.query('truncate audit_finding, audit_part, audit_group_finding')
  await pool.query('delete from audit_run')
  await keepAuditRelease(auditReleaseStore(pool), source, { release, scope: null, actor: atConsole }, false)
  const scope = { division: auditDivision, from: addDays(benchDay, -29), until: addDays(benchDay, 1) }
  const audit = { scope, releases: [release] as const, jobs, dry, actor: atConsole }
  const [clock, begin] = [await clockOf(pool), performance.now()]
  const before = clock()
  const done = await auditArchive(database, source, audit, () => undefined)
  const [after, seconds] = [clock(), (performance.now() - begin) / 1_000]
  if (!done.ok) throw new Error(done.error.code)
  const { visits: count, lines: of, rules } = done.value.counts
  const findings = Object.values(rules).reduce((sum, { hits }) => sum + hits, 0)
  const processorSeconds =
    before === null || after === null
      ? null
      : { threads: after.threads - before.threads, database: after.database - before.database }
  return { jobs, visits: count, lines: of, findings, seconds, processorSeconds }
}

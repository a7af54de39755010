import type { LocalDateTime } from '@yibao/core/kernel'
import type { Signup, SignupSurvey } from '../flows/capitation-ports.ts'
import type { WriteCounts } from '../flows/import-ports.ts'
import { knownPeople } from './import-family.ts'
import { type Queryable, query } from './sql.ts'

const standing = `
select json_build_object('insuredId', insured_id, 'providerCode', provider_code, 'division', division, 'scheme', scheme,
  'range', json_build_object('from', valid_from::text, 'until', valid_until::text)) as signup
from capitation_signup where insured_id = any($1::text[])`

/** What is on file about people and institutions of sign-ups. */
export async function surveySignups(on: Queryable, signups: readonly Signup[]): Promise<SignupSurvey> {
  const insuredIds = [...new Set(signups.map(({ insuredId }) => insuredId))]
  const codes = [...new Set(signups.map(({ providerCode }) => providerCode))]
  const people = await knownPeople(on, insuredIds)
  const known = 'select provider_code as code from provider where provider_code = any($1::text[])'
  const institutions = await query<{ code: string }>(on, 'signup-institutions', known, [codes])
  const rows = await query<{ signup: Signup }>(on, 'signups-standing', standing, [insuredIds])
  return { people, institutions: new Set(institutions.map(({ code }) => code)), signups: rows.map((row) => row.signup) }
}

const putSignups = `
insert into capitation_signup as g (insured_id, division, scheme, valid_from, valid_until, provider_code, source, imported_at)
select s.insured_id, s.division, s.scheme, s.valid_from, s.valid_until, s.provider_code, $2, $3::timestamp
from jsonb_to_recordset($1::jsonb) as s(insured_id text, division text, scheme text, valid_from date, valid_until date,
  provider_code text)
on conflict (insured_id, division, scheme, valid_from) do update set valid_until = excluded.valid_until,
  provider_code = excluded.provider_code, source = excluded.source, imported_at = excluded.imported_at
where (g.valid_until, g.provider_code) is distinct from (excluded.valid_until, excluded.provider_code)
returning (xmax = 0) as fresh`

/** Signs people on; one that begins on the same day is changed. */
export async function writeSignups(
  on: Queryable,
  signups: readonly Signup[],
  { file, at }: { readonly file: string; readonly at: LocalDateTime },
): Promise<WriteCounts> {
  const rows = signups.map(({ insuredId, providerCode, division, scheme, range }) => ({
    insured_id: insuredId,
    division,
    scheme,
    valid_from: range.from,
    valid_until: range.until,
    provider_code: providerCode,
  }))
  const written = await query<{ fresh: boolean }>(on, 'import-signups', putSignups, [JSON.stringify(rows), file, at])
  const added = written.filter(({ fresh }) => fresh).length
  return { added, changed: written.length - added, closed: 0 }
}

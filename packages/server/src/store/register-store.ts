import type pg from 'pg'
import type { Department, Practitioner, RegisteredInstitution, RegisterStore } from '../flows/register-ports.ts'
import { query } from './sql.ts'

const readInstitutions = `
select provider_code as "providerCode", name, kind, level_code as "levelCode", credit_code as "creditCode"
from provider
where kind = any($1::text[])
  and ($2::text is null or strpos(name, $2) > 0)
  and ($3::text is null or provider_code = $3)
  and valid_from <= $4::date and (valid_until is null or valid_until > $4::date)
order by provider_code
limit $5`

const range = `'range', json_build_object('from', valid_from::text, 'until', valid_until::text)`

const readDepartments = `
select json_build_object('providerCode', provider_code, 'code', code, 'name', name, 'details', details, ${range}) as row
from department where provider_code = $1
order by code, valid_from
limit $2`

const readPractitioners = `
select json_build_object('providerCode', provider_code, 'code', code, 'name', name, 'kind', kind,
  'certificateType', certificate_type, 'certificateNumber', certificate_number, 'insuranceDoctor', insurance_doctor,
  'details', details, ${range}) as row
from practitioner
where kind = $1
  and ($2::text is null or certificate_type = $2)
  and ($3::text is null or certificate_number = $3)
  and ($4::text is null or name = $4)
  and ($5::text is null or code = $5)
  and ($6::text is null or provider_code = $6)
order by provider_code, code, valid_from
limit $7`

export function registerStore(pool: pg.Pool): RegisterStore {
  return {
    institutions: ({ kinds, name, providerCode }, on, limit) =>
      query<RegisteredInstitution & pg.QueryResultRow>(pool, 'register-institutions', readInstitutions, [
        kinds,
        name,
        providerCode,
        on,
        limit,
      ]),

    async departments(providerCode, limit) {
      const rows = await query<{ row: Department }>(pool, 'register-departments', readDepartments, [
        providerCode,
        limit,
      ])
      return rows.map(({ row }) => row)
    },

    async practitioners({ kind, certificateType, certificateNumber, name, code, providerCode }, limit) {
      const rows = await query<{ row: Practitioner }>(pool, 'register-practitioners', readPractitioners, [
        kind,
        certificateType,
        certificateNumber,
        name,
        code,
        providerCode,
        limit,
      ])
      return rows.map(({ row }) => row)
    },
  }
}

import type { WriteCounts } from '../flows/import-ports.ts'
import type { Department, Practitioner } from '../flows/register-ports.ts'
import { put } from './import-reference.ts'
import type { Queryable } from './sql.ts'

const putDepartments = `
insert into department (provider_code, code, name, valid_from, valid_until, details)
select provider_code, code, name, valid_from, valid_until, details
from jsonb_to_recordset($1::jsonb) as sent(provider_code text, code text, name text, valid_from date,
  valid_until date, details jsonb)
on conflict (provider_code, code, valid_from) do update set name = excluded.name, valid_until = excluded.valid_until,
  details = excluded.details
where (department.name, department.valid_until, department.details)
  is distinct from (excluded.name, excluded.valid_until, excluded.details)
returning xmax = 0 as added`

const putPractitioners = `
insert into practitioner (provider_code, code, name, kind, certificate_type, certificate_number, insurance_doctor,
  valid_from, valid_until, details)
select provider_code, code, name, kind, certificate_type, certificate_number, insurance_doctor, valid_from,
  valid_until, details
from jsonb_to_recordset($1::jsonb) as sent(provider_code text, code text, name text, kind text, certificate_type text,
  certificate_number text, insurance_doctor boolean, valid_from date, valid_until date, details jsonb)
on conflict (provider_code, code, valid_from) do update set name = excluded.name, kind = excluded.kind,
  certificate_type = excluded.certificate_type, certificate_number = excluded.certificate_number,
  insurance_doctor = excluded.insurance_doctor, valid_until = excluded.valid_until, details = excluded.details
where (practitioner.name, practitioner.kind, practitioner.certificate_type, practitioner.certificate_number,
    practitioner.insurance_doctor, practitioner.valid_until, practitioner.details)
  is distinct from (excluded.name, excluded.kind, excluded.certificate_type, excluded.certificate_number,
    excluded.insurance_doctor, excluded.valid_until, excluded.details)
returning xmax = 0 as added`

export function writeDepartments(on: Queryable, departments: readonly Department[]): Promise<WriteCounts> {
  const rows = departments.map(({ providerCode, code, name, range, details }) => ({
    provider_code: providerCode,
    code,
    name,
    valid_from: range.from,
    valid_until: range.until,
    details,
  }))
  return put(on, 'import-department', putDepartments, rows)
}

export function writePractitioners(on: Queryable, practitioners: readonly Practitioner[]): Promise<WriteCounts> {
  const rows = practitioners.map((practitioner) => ({
    provider_code: practitioner.providerCode,
    code: practitioner.code,
    name: practitioner.name,
    kind: practitioner.kind,
    certificate_type: practitioner.certificateType,
    certificate_number: practitioner.certificateNumber,
    insurance_doctor: practitioner.insuranceDoctor,
    valid_from: practitioner.range.from,
    valid_until: practitioner.range.until,
    details: practitioner.details,
  }))
  return put(on, 'import-practitioner', putPractitioners, rows)
}

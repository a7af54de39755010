/** A civil time as the core writes it. */
export const time = (column: string): string => `to_char(${column}, 'YYYY-MM-DD HH24:MI:SS')`

/** The columns of a visit as JSON. */
export const visitFields = `'visitId', visit_id, 'insuredId', insured_id, 'providerCode', provider_code,
    'scheme', scheme, 'openedOn', opened_on::text, 'begin', ${time('began_at')},
    'providerVisitNumber', provider_visit_number,
    'certificateType', certificate_type, 'medType', med_type, 'departmentCode', department_code,
    'departmentName', department_name, 'state', state, 'diseaseCode', disease_code, 'stay', stay`

/** When the latest settlement of a visit was made, of those that stand. */
export const settledAt = `(select ${time('max(chain.at)')} from (select max(settled_at) as at from settlement t
      where t.insured_id = visit.insured_id and t.visit_id = visit.visit_id group by t.root_id having count(*) % 2 = 1) chain)`

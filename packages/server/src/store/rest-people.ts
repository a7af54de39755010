import type { Insured } from '@yibao/core/encounter'
import type pg from 'pg'
import type { PeopleStore, PersonQuestion, ShownPerson } from '../flows/rest-ports.ts'
import { type Condition, oneCondition, statementOf } from './conditions.ts'
import { enrolmentJson, insuredJson } from './gather-sql.ts'
import { withinReach } from './reach-sql.ts'
import { query } from './sql.ts'

function asked(question: PersonQuestion): readonly Condition[] {
  switch (question.by) {
    case 'certificate':
      return oneCondition(
        'certificate',
        (n) => `i.insured_id in (select insured_id from credential where certificate_number = $${n})`,
        question.number,
      )
    case 'number':
      return oneCondition('number', (n) => `i.insured_id = $${n}`, question.insuredId)
    case 'name':
      return oneCondition('name', (n) => `i.name = $${n}`, question.name)
  }
}

/** Where a person belongs: the divisions of the enrolments, the institutions visited. */
const personBelongs = (insuredId: string): string => `
  'divisions', coalesce((select json_agg(distinct division) from enrolment where insured_id = ${insuredId}), '[]'),
  'institutions', coalesce((select json_agg(distinct provider_code) from visit where insured_id = ${insuredId}), '[]')`

const whole = `
select json_build_object('insured', ${insuredJson},
  'accountBalance', coalesce((select account_balance from person_state where insured_id = i.insured_id), 0),
  'enrolments', coalesce((select json_agg(${enrolmentJson} order by scheme, valid_from)
    from enrolment where insured_id = i.insured_id), '[]'),
  'totals', coalesce((select json_agg(json_build_object('scheme', scheme, 'period', period, 'code', code,
    'amount', amount) order by scheme, period, code) from running_total where insured_id = i.insured_id), '[]'),
  ${personBelongs('i.insured_id')}) as person
from insured i where i.insured_id = $1`

/** Insured people as a desk asks for them, never on the hot road. */
export function peopleStore(pool: pg.Pool): PeopleStore {
  return {
    async find(question, reach, after, limit) {
      const conditions = [
        ...asked(question),
        ...withinReach(reach, { enrolled: 'i.insured_id', visited: 'i.insured_id' }),
        ...oneCondition('after', (n) => `i.insured_id > $${n}`, after),
      ]
      const { name, text, values } = statementOf(
        'rest-people',
        conditions,
        (where, next) => `select ${insuredJson} as person from insured i ${where} order by i.insured_id limit $${next}`,
      )
      const rows = await query<{ person: Insured }>(pool, name, text, [...values, limit])
      return rows.map(({ person }) => person)
    },

    async person(insuredId) {
      const rows = await query<{ person: ShownPerson }>(pool, 'rest-person', whole, [insuredId])
      return rows[0]?.person ?? null
    },
  }
}

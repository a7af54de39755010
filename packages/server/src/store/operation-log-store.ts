import type pg from 'pg'
import type { Operation, OperationFilter, OperationKey, OperationLog } from '../flows/operation-log.ts'
import { type Queryable, query } from './sql.ts'

const columns = `operation_id as "operationId", to_char(done_at, 'YYYY-MM-DD HH24:MI:SS') as at, actor, action, target,
  outcome, reason, address, session_id as "sessionId", details`

/** Adds a row, usually in the transaction that does what the row tells. */
export async function noteOperation(on: Queryable, operation: Operation): Promise<void> {
  const { operationId, at, actor, action, target, outcome, reason, address, sessionId, details } = operation
  await query(
    on,
    'operation-note',
    `insert into operation_log
       (operation_id, done_at, actor, action, target, outcome, reason, address, session_id, details)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [operationId, at, actor, action, target, outcome, reason, address, sessionId, JSON.stringify(details)],
  )
}

/** Fixed words for each filter that is there; values never become text. */
function conditionsOf(filter: OperationFilter, after: OperationKey | null) {
  const conditions: { readonly name: string; readonly text: string }[] = []
  const values: unknown[] = []
  const add = (name: string, value: string | null, text: (place: string) => string): void => {
    if (value === null) return
    values.push(value)
    conditions.push({ name, text: text(`$${values.length}`) })
  }
  add('actor', filter.actor, (place) => `actor = ${place}`)
  add('action', filter.action, (place) => `action = ${place}`)
  add('target', filter.target, (place) => `target = ${place}`)
  add('outcome', filter.outcome, (place) => `outcome = ${place}`)
  add('from', filter.from, (place) => `done_at >= ${place}::timestamp`)
  add('until', filter.until, (place) => `done_at < ${place}::timestamp`)
  if (after !== null) {
    values.push(after.at, after.operationId)
    const [moment, number] = [values.length - 1, values.length]
    conditions.push({ name: 'after', text: `(done_at, operation_id) < ($${moment}::timestamp, $${number})` })
  }
  return { conditions, values }
}

export function operationLogStore(pool: pg.Pool): OperationLog {
  return {
    note: (operation) => noteOperation(pool, operation),

    find(filter, after, limit) {
      const { conditions, values } = conditionsOf(filter, after)
      const where = conditions.length === 0 ? '' : `where ${conditions.map(({ text }) => text).join(' and ')}`
      return query<Operation>(
        pool,
        ['operation-find', ...conditions.map(({ name }) => name)].join(' '),
        `select ${columns} from operation_log ${where} order by done_at desc, operation_id desc limit $${values.length + 1}`,
        [...values, limit],
      )
    },
  }
}

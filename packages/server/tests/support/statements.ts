import pg from 'pg'
import { hotStatements } from '../../src/store/hot-statements.ts'
import { valuesForOne } from '../../src/store/one-person.ts'
import { statementName } from '../../src/store/sql.ts'

/** A statement that went to the server. */
export interface Asked {
  /** Empty when it was not a prepared one. */
  readonly name: string
  readonly text: string
}

interface Prepared {
  readonly name?: string
  readonly text: string
  readonly values?: readonly unknown[]
}

const isPrepared = (asked: unknown): asked is Prepared =>
  typeof asked === 'object' && asked !== null && 'text' in asked && typeof asked.text === 'string'

const byName = new Map(hotStatements.map((statement) => [statement.name, statement]))

/** The same for one person, where it is about no more than one. */
function forOnePerson(asked: Prepared): Prepared {
  const { values = [] } = asked
  const name = statementName(asked.name ?? '')
  const statement = byName.get(name)
  if (statement === undefined) return asked
  const { forOne, lists } = statement
  if (values.slice(0, lists).some((value) => !Array.isArray(value) || value.length > 1)) return asked
  return { ...asked, name: `${name}-one`, text: forOne, values: valuesForOne(values, lists) }
}

/**
 * Notes every statement that goes to the server while `work` runs, on whatever connection of this process.
 *
 * @param onePerson sends the statements of the hot road in their forms for one person, as several machines would need
 */
export async function whileNoting(work: () => Promise<void>, onePerson: boolean): Promise<readonly Asked[]> {
  const asked: Asked[] = []
  const original: unknown = pg.Client.prototype.query
  if (typeof original !== 'function') throw new Error('the driver has no query')
  const noting = function (this: pg.Client, first: unknown, ...rest: readonly unknown[]): unknown {
    const statement = isPrepared(first) ? first : { text: String(first) }
    asked.push({ name: statementName(statement.name ?? ''), text: statement.text })
    const sent = onePerson && isPrepared(first) && rest[0] === undefined ? forOnePerson(first) : first
    return Reflect.apply(original, this, [sent, ...rest])
  }
  Object.defineProperty(pg.Client.prototype, 'query', { value: noting, configurable: true, writable: true })
  try {
    await work()
    return asked
  } finally {
    Object.defineProperty(pg.Client.prototype, 'query', { value: original, configurable: true, writable: true })
  }
}

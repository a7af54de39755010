import type pg from 'pg'
import { query } from '../../src/store/sql.ts'
import { nameOf } from './sent-messages.ts'

/** What the database holds of some people, by the name of the message that did it. */
export interface Filed {
  /** The answers that are kept with effects: one per message, if all is well. */
  readonly effects: ReadonlyMap<string, readonly string[]>
  readonly settlements: ReadonlyMap<string, readonly string[]>
}

interface Row {
  readonly providerCode: string
  readonly msgid: string
  readonly value: string
}

function byName(rows: readonly Row[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>()
  for (const row of rows) {
    const name = nameOf(row)
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [row.value])
    else group.push(row.value)
  }
  return groups
}

/** Reads what stands on file of these people. */
export async function readFiled(pool: pg.Pool, people: readonly string[]): Promise<Filed> {
  const read = async (name: string, value: string, from: string): Promise<ReadonlyMap<string, readonly string[]>> => {
    const text = `select provider_code as "providerCode", msgid, ${value} as value from ${from} and insured_id = any($1)`
    return byName(await query<Row>(pool, name, text, [people]))
  }
  return {
    effects: await read('sim-filed-effects', 'answer', 'message where effect'),
    settlements: await read('sim-filed-settlements', 'settlement_id', 'settlement where true'),
  }
}

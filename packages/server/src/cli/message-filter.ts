import { userInfo } from 'node:os'
import type { Command } from 'commander'
import { systemClock } from '../clock.ts'
import type { MessageFilter } from '../flows/desk.ts'
import { type FilterRefusal, filterFields, readFilter, type TypedFilter } from '../flows/desk-filter.ts'
import { atConsole, operationOf } from '../flows/operation-log.ts'
import { idSource } from '../ids.ts'
import { noteOperation } from '../store/operation-log-store.ts'
import type { Queryable } from '../store/sql.ts'

/** Adds the options that say which messages are meant. */
export function filterOptions(command: Command): Command {
  return command
    .option('--institution <code>', '机构编码 code of the institution')
    .option('--person <number>', '人员编号 number of the person (psn_no)')
    .option('--from <time>', '起始日期或时间 first day or moment')
    .option('--until <time>', '截止日期（含当日）或时间（不含） last day, or first moment that is too late')
    .option('--infno <number>', '交易编号 transaction number')
    .option('--outcome <code>', 'ok、refused、拒绝代码或其开头 a refusal code or its beginning: settlement.*')
    .option('--msgid <msgid>', '发送方报文 ID message number of the sender')
}

/** @throws Error with the option and what to write */
export function requireFilter(typed: TypedFilter): MessageFilter {
  const filter = readFilter(typed)
  if (filter.ok) return filter.value
  throw filterError(filter.error)
}

export function filterError({ field, value, cure }: FilterRefusal): Error {
  return new Error(`--${field} ${JSON.stringify(value)}：${cure}`)
}

export const typedOf = (options: TypedFilter): TypedFilter =>
  Object.fromEntries(filterFields.flatMap((field) => (options[field] === undefined ? [] : [[field, options[field]]])))

const source = { newId: idSource(), now: systemClock.now }

/** Writes into the operation log who looks at names and identity numbers, before they are shown. */
export function noteUnmaskingHere(on: Queryable, target: string | null, details: object): Promise<void> {
  const told = { action: 'messages.unmask', target, details: { ...details, account: userInfo().username } }
  return noteOperation(on, operationOf(source, atConsole, told))
}

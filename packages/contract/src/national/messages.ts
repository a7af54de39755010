import { ok, type Result, refuse } from '@yibao/core/kernel'
import { message1101 } from './1101.ts'
import { message2001 } from './2001.ts'
import { message2101 } from './2101.ts'
import { message2102 } from './2102.ts'
import { message2103 } from './2103.ts'
import { message2201 } from './2201.ts'
import { message2202 } from './2202.ts'
import { message2203 } from './2203.ts'
import { message2204 } from './2204.ts'
import { message2205 } from './2205.ts'
import { message2206 } from './2206.ts'
import { message2207 } from './2207.ts'
import { message2208 } from './2208.ts'
import { message2601 } from './2601.ts'
import { message5203 } from './5203.ts'
import { message5206 } from './5206.ts'
import { message9001 } from './9001.ts'
import { message9002 } from './9002.ts'
import type { Message } from './message.ts'
import type { MessageRefusal } from './refusal.ts'

/** Every message that the centre serves, by its transaction number. */
export const messages = {
  '1101': message1101,
  '2001': message2001,
  '2101': message2101,
  '2102': message2102,
  '2103': message2103,
  '2201': message2201,
  '2202': message2202,
  '2203': message2203,
  '2204': message2204,
  '2205': message2205,
  '2206': message2206,
  '2207': message2207,
  '2208': message2208,
  '2601': message2601,
  '5203': message5203,
  '5206': message5206,
  '9001': message9001,
  '9002': message9002,
} as const satisfies Readonly<Record<string, Message>>

export type Messages = typeof messages
export type Infno = keyof Messages

/**
 * Finds out whether a transaction number of an envelope is served.
 *
 * @returns the number as a key of `messages`, or `message.unknown-infno`
 */
export function readInfno(infno: string): Result<Infno, MessageRefusal> {
  return Object.hasOwn(messages, infno) ? ok(infno as Infno) : refuse({ code: 'message.unknown-infno', infno })
}

import { ok, type Result, refuse } from '@yibao/core/kernel'
import { message1101 } from './1101.ts'
import { message1201 } from './1201.ts'
import { message1301 } from './1301.ts'
import { message1302 } from './1302.ts'
import { message1303 } from './1303.ts'
import { message1304 } from './1304.ts'
import { message1305 } from './1305.ts'
import { message1306 } from './1306.ts'
import { message1306A } from './1306A.ts'
import { message1307 } from './1307.ts'
import { message1308 } from './1308.ts'
import { message1309 } from './1309.ts'
import { message1310 } from './1310.ts'
import { message1311 } from './1311.ts'
import { message1312 } from './1312.ts'
import { message1313 } from './1313.ts'
import { message1314 } from './1314.ts'
import { message1315 } from './1315.ts'
import { message1316 } from './1316.ts'
import { message1317 } from './1317.ts'
import { message1318 } from './1318.ts'
import { message1319 } from './1319.ts'
import { message1320 } from './1320.ts'
import { message1321 } from './1321.ts'
import { message1901 } from './1901.ts'
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
import { message2301 } from './2301.ts'
import { message2302 } from './2302.ts'
import { message2303 } from './2303.ts'
import { message2304 } from './2304.ts'
import { message2305 } from './2305.ts'
import { message2401 } from './2401.ts'
import { message2402 } from './2402.ts'
import { message2403 } from './2403.ts'
import { message2404 } from './2404.ts'
import { message2405 } from './2405.ts'
import { message2501 } from './2501.ts'
import { message2502 } from './2502.ts'
import { message2503 } from './2503.ts'
import { message2504 } from './2504.ts'
import { message2505 } from './2505.ts'
import { message2506 } from './2506.ts'
import { message2601 } from './2601.ts'
import { message3101 } from './3101.ts'
import { message3102 } from './3102.ts'
import { message3103 } from './3103.ts'
import { message3201 } from './3201.ts'
import { message3202 } from './3202.ts'
import { message3203 } from './3203.ts'
import { message3204 } from './3204.ts'
import { message3301 } from './3301.ts'
import { message3302 } from './3302.ts'
import { message3501 } from './3501.ts'
import { message3502 } from './3502.ts'
import { message3503 } from './3503.ts'
import { message3504 } from './3504.ts'
import { message3505 } from './3505.ts'
import { message3506 } from './3506.ts'
import { message4101A } from './4101A.ts'
import { message4102 } from './4102.ts'
import { message4103 } from './4103.ts'
import { message4104 } from './4104.ts'
import { message5101 } from './5101.ts'
import { message5102 } from './5102.ts'
import { message5201 } from './5201.ts'
import { message5202 } from './5202.ts'
import { message5203 } from './5203.ts'
import { message5204 } from './5204.ts'
import { message5205 } from './5205.ts'
import { message5206 } from './5206.ts'
import { message5301 } from './5301.ts'
import { message5302 } from './5302.ts'
import { message5303 } from './5303.ts'
import { message5304 } from './5304.ts'
import { message9001 } from './9001.ts'
import { message9002 } from './9002.ts'
import { message9101 } from './9101.ts'
import { message9102 } from './9102.ts'
import type { Message } from './message.ts'
import type { MessageRefusal } from './refusal.ts'

/** Every message that the centre serves, by its transaction number. */
export const messages = {
  '1101': message1101,
  '1201': message1201,
  '1301': message1301,
  '1302': message1302,
  '1303': message1303,
  '1304': message1304,
  '1305': message1305,
  '1306': message1306,
  '1306A': message1306A,
  '1307': message1307,
  '1308': message1308,
  '1309': message1309,
  '1310': message1310,
  '1311': message1311,
  '1312': message1312,
  '1313': message1313,
  '1314': message1314,
  '1315': message1315,
  '1316': message1316,
  '1317': message1317,
  '1318': message1318,
  '1319': message1319,
  '1320': message1320,
  '1321': message1321,
  '1901': message1901,
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
  '2301': message2301,
  '2302': message2302,
  '2303': message2303,
  '2304': message2304,
  '2305': message2305,
  '2401': message2401,
  '2402': message2402,
  '2403': message2403,
  '2404': message2404,
  '2405': message2405,
  '2501': message2501,
  '2502': message2502,
  '2503': message2503,
  '2504': message2504,
  '2505': message2505,
  '2506': message2506,
  '2601': message2601,
  '3101': message3101,
  '3102': message3102,
  '3103': message3103,
  '3201': message3201,
  '3202': message3202,
  '3203': message3203,
  '3204': message3204,
  '3301': message3301,
  '3302': message3302,
  '3501': message3501,
  '3502': message3502,
  '3503': message3503,
  '3504': message3504,
  '3505': message3505,
  '3506': message3506,
  '4101A': message4101A,
  '4102': message4102,
  '4103': message4103,
  '4104': message4104,
  '5101': message5101,
  '5102': message5102,
  '5201': message5201,
  '5202': message5202,
  '5203': message5203,
  '5204': message5204,
  '5205': message5205,
  '5206': message5206,
  '5301': message5301,
  '5302': message5302,
  '5303': message5303,
  '5304': message5304,
  '9001': message9001,
  '9002': message9002,
  '9101': message9101,
  '9102': message9102,
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

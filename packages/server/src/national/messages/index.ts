import type { Infno } from '@yibao/contract/national'
import type { Handler } from '../handler.ts'
import { handle1101 } from './1101.ts'
import { handle2001 } from './2001.ts'
import { handle2601 } from './2601.ts'
import { handle5203, handle5206 } from './query.ts'
import { handle9001, handle9002 } from './session.ts'
import { handle2101, handle2102, handle2103, handle2206, handle2207, handle2208 } from './settle.ts'
import { handle2201, handle2202, handle2203, handle2204, handle2205 } from './visit.ts'

/** Who answers which message. */
export const handlers: { readonly [N in Infno]: Handler } = {
  '1101': handle1101,
  '2001': handle2001,
  '2101': handle2101,
  '2102': handle2102,
  '2103': handle2103,
  '2201': handle2201,
  '2202': handle2202,
  '2203': handle2203,
  '2204': handle2204,
  '2205': handle2205,
  '2206': handle2206,
  '2207': handle2207,
  '2208': handle2208,
  '2601': handle2601,
  '5203': handle5203,
  '5206': handle5206,
  '9001': handle9001,
  '9002': handle9002,
}

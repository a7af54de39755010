import type { MessageRefusal } from '@yibao/contract/national'
import type { SettlementRefusal } from '@yibao/core/settlement'
import type { FileRefusal } from '../flows/file-refusals.ts'
import type { FlowRefusal } from '../flows/refusals.ts'
import type { GatewayRefusal } from './gateway.ts'
import { fileWords } from './words/file-words.ts'
import { flowWords } from './words/flow-words.ts'
import { gatewayWords } from './words/gateway-words.ts'
import { messageWords } from './words/message-words.ts'
import { settlementWords } from './words/settlement-words.ts'
import { meaningOf, type WordsOf } from './words/words.ts'

/** Everything that can keep a message from being carried out. */
export type Refusal = MessageRefusal | SettlementRefusal | FlowRefusal | FileRefusal | GatewayRefusal

/** The one table of refusals: the edge says them, the documents list them, a test holds the two together. */
export const refusalWords: WordsOf<Refusal> = {
  ...messageWords,
  ...gatewayWords,
  ...flowWords,
  ...fileWords,
  ...settlementWords,
}

/** A refusal as a sentence for the cashier, its stable code last; at most 200 characters. */
export function say(refusal: Refusal): string {
  const tail = `。${refusalWords[refusal.code].cure}。[${refusal.code}]`
  return `${[...meaningOf<Refusal>(refusalWords, refusal)].slice(0, 200 - [...tail].length).join('')}${tail}`
}

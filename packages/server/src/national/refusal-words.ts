import type { MessageRefusal } from '@yibao/contract/national'
import type { FilingRefusal } from '@yibao/core/filing'
import type { MappingRefusal } from '@yibao/core/mapping'
import type { ReconciliationRefusal } from '@yibao/core/reconciliation'
import type { ReviewRefusal } from '@yibao/core/review'
import type { SettlementRefusal } from '@yibao/core/settlement'
import type { ListRefusal } from '@yibao/core/settlement-list'
import type { StockRefusal } from '@yibao/core/stock'
import type { CatalogueQueryRefusal } from '../flows/catalogue-refusals.ts'
import type { FileRefusal } from '../flows/file-refusals.ts'
import type { FilingQueryRefusal } from '../flows/filing-refusals.ts'
import type { QueryRefusal } from '../flows/query-refusals.ts'
import type { FlowRefusal } from '../flows/refusals.ts'
import type { RegisterRefusal } from '../flows/registers.ts'
import type { GatewayRefusal } from './gateway.ts'
import { catalogueWords, registerWords } from './words/catalogue-words.ts'
import { fileWords } from './words/file-words.ts'
import { filingWords } from './words/filing-words.ts'
import { flowWords } from './words/flow-words.ts'
import { gatewayWords } from './words/gateway-words.ts'
import { listWords } from './words/list-words.ts'
import { mappingWords } from './words/mapping-words.ts'
import { messageWords } from './words/message-words.ts'
import { queryWords } from './words/query-words.ts'
import { reconciliationWords } from './words/reconciliation-words.ts'
import { reviewWords } from './words/review-words.ts'
import { settlementWords } from './words/settlement-words.ts'
import { stockWords } from './words/stock-words.ts'
import { meaningOf, type WordsOf } from './words/words.ts'

/** Everything that can keep a message from being carried out. */
export type Refusal =
  | MessageRefusal
  | SettlementRefusal
  | StockRefusal
  | QueryRefusal
  | ListRefusal
  | ReviewRefusal
  | FlowRefusal
  | FileRefusal
  | FilingRefusal
  | FilingQueryRefusal
  | ReconciliationRefusal
  | GatewayRefusal
  | CatalogueQueryRefusal
  | MappingRefusal
  | RegisterRefusal

/** The one table of refusals: the edge says them, the documents list them, a test holds the two together. */
export const refusalWords: WordsOf<Refusal> = {
  ...messageWords,
  ...gatewayWords,
  ...flowWords,
  ...fileWords,
  ...filingWords,
  ...reconciliationWords,
  ...settlementWords,
  ...catalogueWords,
  ...mappingWords,
  ...registerWords,
  ...stockWords,
  ...queryWords,
  ...listWords,
  ...reviewWords,
}

/** A refusal as a sentence for the cashier, its stable code last; at most 200 characters. */
export function say(refusal: Refusal): string {
  const tail = `。${refusalWords[refusal.code].cure}。[${refusal.code}]`
  return `${[...meaningOf<Refusal>(refusalWords, refusal)].slice(0, 200 - [...tail].length).join('')}${tail}`
}

/** What a code of a refusal means, without its facts; null of a code that is none. */
export function refusalMeaning(code: string): string | null {
  const words: Readonly<Record<string, { readonly meaning: string }>> = refusalWords
  return Object.hasOwn(words, code) ? (words[code]?.meaning ?? null) : null
}

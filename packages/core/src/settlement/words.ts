import type { WordTable } from '../kernel/index.ts'
import type { SettlementKind } from './types.ts'

/** What a settlement did to the one before it. */
export const settlementKindWords: WordTable<SettlementKind> = {
  settle: ['结算', 'settled'],
  cancel: ['撤销', 'cancelled'],
  reverse: ['冲正', 'reversed'],
  restore: ['恢复', 'restored'],
}

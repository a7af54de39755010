import * as casework from '@yibao/core/casework'
import * as evidence from '@yibao/core/evidence'
import * as tip from '@yibao/core/tip'
import { type Say, titled } from '../kit/index.ts'

export const procedureWords = titled(casework.procedureWords)
export const stateWords = titled(casework.stateWords)
export const actWords = titled(casework.actWords)
export const officeWords = titled(casework.officeWords)
export const limitWords = titled(casework.limitWords)
export const measureWords = titled(casework.measureWords)
export const sourceWords = titled(casework.sourceWords)
export const documentWords = titled(casework.documentWords)

export const pieceStateWords = titled(evidence.pieceStateWords)
export const pieceKindWords = titled(evidence.pieceKindWords)
export const custodyActWords = titled(evidence.custodyActWords)

export const tipStateWords = titled(tip.tipStateWords)
export const tipChannelWords = titled(tip.tipChannelWords)
export const tipActWords = titled(tip.tipActWords)

/** What a matter is about, with a part of its number: whoever keeps evidence need not open the matter to know it. */
export const matterText = (
  matterId: string,
  title: { readonly zh: string; readonly en: string } | null,
  say: Say,
): string => (title === null ? matterId : `${say(title)} ${casework.shortNumber(matterId)}`)

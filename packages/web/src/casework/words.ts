import * as casework from '@yibao/core/casework'
import * as evidence from '@yibao/core/evidence'
import { titled } from '../kit/index.ts'

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

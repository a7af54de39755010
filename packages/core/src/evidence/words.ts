import type { WordTable } from '../kernel/index.ts'
import type { CustodyAct, PieceKind, PieceState } from './types.ts'

export const pieceStateWords: WordTable<PieceState> = {
  in: ['在库', 'in'],
  out: ['借出', 'out'],
  transferred: ['已移交', 'transferred'],
  destroyed: ['已销毁', 'destroyed'],
  lost: ['遗失', 'lost'],
  damaged: ['损毁', 'damaged'],
}

export const pieceKindWords: WordTable<PieceKind> = {
  document: ['书证', 'document'],
  photo: ['照片', 'photo'],
  audio: ['录音', 'recording'],
  video: ['录像', 'video'],
  data: ['电子数据', 'data'],
  object: ['物证', 'object'],
}

export const custodyActWords: WordTable<CustodyAct> = {
  collect: ['入库', 'take in'],
  approve: ['审批', 'approve'],
  'check-out': ['借出', 'hand out'],
  return: ['归还', 'take back'],
  transfer: ['移交', 'transfer'],
  destroy: ['销毁', 'destroy'],
  'report-lost': ['报失', 'report lost'],
  'report-damaged': ['报损', 'report damaged'],
  restore: ['恢复在库', 'restore'],
  'count-found': ['盘点在库', 'counted'],
  'count-missing': ['盘点缺失', 'missing when counted'],
  'count-damaged': ['盘点损毁', 'damaged when counted'],
}

import type { ApprovedAct, CustodyAct, PieceKind, PieceState } from '@yibao/core/evidence'

interface Words {
  readonly zh: string
  readonly en: string
}

export const pieceStateWords: Readonly<Record<PieceState, Words>> = {
  in: { zh: '在库', en: 'in' },
  out: { zh: '借出', en: 'out' },
  transferred: { zh: '已移交', en: 'transferred' },
  destroyed: { zh: '已销毁', en: 'destroyed' },
  lost: { zh: '丢失', en: 'lost' },
  damaged: { zh: '损毁', en: 'damaged' },
}

export const pieceKindWords: Readonly<Record<PieceKind, Words>> = {
  document: { zh: '书证', en: 'document' },
  photo: { zh: '照片', en: 'photo' },
  audio: { zh: '录音', en: 'audio' },
  video: { zh: '录像', en: 'video' },
  data: { zh: '电子数据', en: 'data' },
  object: { zh: '物证', en: 'object' },
}

export const custodyActWords: Readonly<Record<CustodyAct, Words>> = {
  collect: { zh: '入库', en: 'collected' },
  approve: { zh: '审批', en: 'approved' },
  'check-out': { zh: '借出', en: 'checked out' },
  return: { zh: '归还', en: 'returned' },
  transfer: { zh: '移交', en: 'transferred' },
  destroy: { zh: '销毁', en: 'destroyed' },
  'report-lost': { zh: '报失', en: 'reported lost' },
  'report-damaged': { zh: '报损', en: 'reported damaged' },
  restore: { zh: '恢复在库', en: 'restored' },
  'count-found': { zh: '盘点在库', en: 'counted' },
  'count-missing': { zh: '盘点缺失', en: 'missed when counted' },
  'count-damaged': { zh: '盘点损毁', en: 'damaged when counted' },
}

export const approvedActWords: Readonly<Record<ApprovedAct, Words>> = {
  'check-out': { zh: '借出', en: 'going out' },
  transfer: { zh: '移交', en: 'transfer' },
  destroy: { zh: '销毁', en: 'destruction' },
}

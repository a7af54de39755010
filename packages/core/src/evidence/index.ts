export { chainFault, chainStart, eventHash } from './chain.ts'
export { isPieceCode, pieceCode } from './code.ts'
export type { AskedAct, CustodyStep } from './custody.ts'
export { custodyStep, needOrder, overduePieces, replayCustody } from './custody.ts'
export type { CountedPiece, StockDifference, StockTake, UnexpectedPiece } from './stock-take.ts'
export { compareStock, stockActs } from './stock-take.ts'
export { custodyActs, custodyOffice, custodyRow, custodyTable, finalStates } from './transitions.ts'
export type {
  Approval,
  ApprovedAct,
  ChainFault,
  CustodyAct,
  CustodyDetails,
  CustodyEvent,
  CustodyNeed,
  CustodyOffice,
  CustodyRow,
  Digest,
  EvidenceRefusal,
  Piece,
  PieceContent,
  PieceFacts,
  PieceKind,
  PieceState,
} from './types.ts'
export * from './words.ts'

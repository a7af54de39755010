import { invariant } from '../kernel/index.ts'
import type { CustodyAct, CustodyRow, PieceState } from './types.ts'

const keeper = { by: 'keeper' } as const

/** Custody of evidence, whole: what is not a row is refused. */
export const custodyTable: readonly CustodyRow[] = [
  { from: null, act: 'collect', to: 'in', ...keeper, needs: ['reason', 'facts', 'place'] },

  { from: 'in', act: 'approve', to: 'in', by: 'approver', needs: ['reason', 'grant'] },
  { from: 'in', act: 'check-out', to: 'out', ...keeper, needs: ['reason', 'approval', 'due-ahead'] },
  { from: 'in', act: 'transfer', to: 'transferred', ...keeper, needs: ['reason', 'receiver', 'approval'] },
  { from: 'in', act: 'destroy', to: 'destroyed', ...keeper, needs: ['reason', 'approval'] },
  { from: 'in', act: 'report-lost', to: 'lost', ...keeper, needs: ['reason'] },
  { from: 'in', act: 'report-damaged', to: 'damaged', ...keeper, needs: ['reason'] },
  { from: 'in', act: 'count-found', to: 'in', ...keeper, needs: ['place'] },
  { from: 'in', act: 'count-missing', to: 'lost', ...keeper, needs: [] },
  { from: 'in', act: 'count-damaged', to: 'damaged', ...keeper, needs: ['place'] },

  { from: 'out', act: 'return', to: 'in', ...keeper, needs: ['reason', 'place'] },
  { from: 'out', act: 'report-lost', to: 'lost', ...keeper, needs: ['reason'] },
  { from: 'out', act: 'report-damaged', to: 'damaged', ...keeper, needs: ['reason'] },

  { from: 'damaged', act: 'approve', to: 'damaged', by: 'approver', needs: ['reason', 'grant'] },
  { from: 'damaged', act: 'transfer', to: 'transferred', ...keeper, needs: ['reason', 'receiver', 'approval'] },
  { from: 'damaged', act: 'destroy', to: 'destroyed', ...keeper, needs: ['reason', 'approval'] },
  { from: 'damaged', act: 'restore', to: 'in', ...keeper, needs: ['reason', 'place'] },
  { from: 'damaged', act: 'report-lost', to: 'lost', ...keeper, needs: ['reason'] },
  { from: 'damaged', act: 'count-found', to: 'damaged', ...keeper, needs: ['place'] },
  { from: 'damaged', act: 'count-missing', to: 'lost', ...keeper, needs: [] },

  { from: 'lost', act: 'restore', to: 'in', ...keeper, needs: ['reason', 'place'] },
  { from: 'lost', act: 'count-found', to: 'in', ...keeper, needs: ['place'] },
  { from: 'lost', act: 'count-damaged', to: 'damaged', ...keeper, needs: ['place'] },
]

/** States that nothing leads out of. */
export const finalStates: readonly PieceState[] = ['transferred', 'destroyed']

export function custodyRow(from: PieceState | null, act: CustodyAct): CustodyRow | null {
  return custodyTable.find((row) => row.from === from && row.act === act) ?? null
}

/** What may happen in a state. */
export const custodyActs = (from: PieceState | null): readonly CustodyAct[] =>
  custodyTable.filter((row) => row.from === from).map(({ act }) => act)

/** Who does an act, whatever the state; every act has one office. */
export function custodyOffice(act: CustodyAct): CustodyRow['by'] {
  const row = custodyTable.find((one) => one.act === act)
  invariant(row !== undefined, 'every act stands in the table')
  return row.by
}

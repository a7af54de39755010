import { invariant } from '../kernel/index.ts'
import type { TipAct, TipRow, TipState } from './types.ts'

/** The road of a tip, whole: what is not a row is refused. */
export const tipTable: readonly TipRow[] = [
  { from: null, act: 'receive', to: 'received', by: 'receiver', needs: [] },
  { from: 'received', act: 'accept', to: 'accepted', by: 'receiver', needs: [] },
  { from: 'received', act: 'decline', to: 'declined', by: 'receiver', needs: ['reason'] },
  { from: 'accepted', act: 'link', to: 'linked', by: 'receiver', needs: ['matter'] },
  { from: 'accepted', act: 'decline', to: 'declined', by: 'receiver', needs: ['reason'] },
  { from: 'linked', act: 'conclude', to: 'concluded', by: 'receiver', needs: ['reason', 'outcome'] },
  {
    from: 'concluded',
    act: 'propose-reward',
    to: 'proposed',
    by: 'receiver',
    needs: ['reason', 'substantiated', 'reward'],
  },
  { from: 'concluded', act: 'no-reward', to: 'unrewarded', by: 'receiver', needs: ['reason'] },
  { from: 'proposed', act: 'approve-reward', to: 'awarded', by: 'approver', needs: ['reason', 'other-person'] },
  { from: 'proposed', act: 'return-reward', to: 'concluded', by: 'approver', needs: ['reason', 'other-person'] },
  {
    from: 'awarded',
    act: 'pay',
    to: 'rewarded',
    by: 'cashier',
    needs: ['other-person', 'before-end', 'claim-code'],
  },
  { from: 'awarded', act: 'lapse', to: 'unrewarded', by: 'receiver', needs: ['after-end'] },
]

/** States that nothing leads out of. */
export const finalTipStates: readonly TipState[] = ['declined', 'rewarded', 'unrewarded']

export function tipRow(from: TipState | null, act: TipAct): TipRow | null {
  return tipTable.find((row) => row.from === from && row.act === act) ?? null
}

/** What may happen in a state. */
export const tipActs = (from: TipState | null): readonly TipAct[] =>
  tipTable.filter((row) => row.from === from).map(({ act }) => act)

/** Who does an act, whatever the state; every act has one office. */
export function tipOffice(act: TipAct): TipRow['by'] {
  const row = tipTable.find((one) => one.act === act)
  invariant(row !== undefined, 'every act stands in the table')
  return row.by
}

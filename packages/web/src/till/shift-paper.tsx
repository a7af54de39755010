import { Button, Modal } from 'antd'
import { Money, type Pair, useSay } from '../kit/index.ts'
import type { Shift } from './shift-now.ts'

type SumName = Exclude<keyof Shift['sums'], 'settled' | 'undone'>

const sumNames: Readonly<Record<SumName, Pair>> = {
  total: ['医疗总费用', 'Total charge'],
  pool: ['统筹基金', 'Pooled fund'],
  largeAmount: ['大额补助', 'Large-amount supplement'],
  criticalIllness: ['大病保险', 'Critical illness insurance'],
  civilServant: ['公务员补助', 'Civil-servant supplement'],
  enterprise: ['企业补充', 'Enterprise supplement'],
  assistance: ['医疗救助', 'Medical assistance'],
  other: ['其他基金', 'Other funds'],
  hospital: ['医院负担', 'Borne by the hospital'],
  account: ['个人账户', 'Personal accounts'],
  family: ['家庭共济', 'Accounts of relatives'],
  cash: ['现金', 'Cash'],
}

/** The sums of a shift by who paid. */
export function ShiftSums({ shift: { sums } }: { readonly shift: Shift }) {
  const say = useSay()
  return (
    <table className="till-sums">
      <caption className="unseen">{say('班次合计', 'Sums of the shift')}</caption>
      <tbody>
        <tr>
          <th scope="row">{say('收费 / 退费', 'Settled / refunded')}</th>
          <td className="right">
            {sums.settled} / {sums.undone}
          </td>
        </tr>
        {(Object.keys(sumNames) as readonly SumName[])
          .filter((name) => sums[name] !== 0 || name === 'total' || name === 'cash')
          .map((name) => (
            <tr key={name}>
              <th scope="row">{say(...sumNames[name])}</th>
              <td className="right">
                <Money fen={sums[name]} />
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  )
}

/** A shift as it is printed and signed. */
export function ShiftPaper({ shift, onClose }: { readonly shift: Shift; readonly onClose: () => void }) {
  const say = useSay()
  const { shiftId, providerCode, userId, openedAt, closedAt, counted, note, sums } = shift
  return (
    <Modal
      open
      title={say('收费班次结班单', 'Closing paper of a shift')}
      onCancel={onClose}
      footer={[
        <Button key="print" onClick={() => window.print()}>
          {say('打印', 'Print')}
        </Button>,
        <Button key="close" type="primary" onClick={onClose}>
          {say('关闭', 'Close')}
        </Button>,
      ]}
    >
      <div className="till-paper">
        <p>
          {providerCode} · {say('收费员', 'Cashier')} {userId}
        </p>
        <p>
          {openedAt} – {closedAt ?? say('未结', 'open')}
        </p>
        <ShiftSums shift={shift} />
        {counted === null ? null : (
          <p>
            {say('清点现金', 'Cash as counted')} <Money fen={counted} /> · {say('差额', 'difference')}{' '}
            <Money fen={counted - sums.cash} />
          </p>
        )}
        {note === null ? null : (
          <p>
            {say('备注：', 'Note: ')}
            {note}
          </p>
        )}
        <p className="till-soft">{shiftId}</p>
        <p>{say('收费员签字：＿＿＿＿　　复核：＿＿＿＿', 'Cashier: ________  Checked by: ________')}</p>
      </div>
    </Modal>
  )
}

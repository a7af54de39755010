import { Button, Tag } from 'antd'
import { useState } from 'react'
import { type Column, Money, RowList, useSay } from '../kit/index.ts'
import type { Shift } from './shift-now.ts'
import { ShiftPaper } from './shift-paper.tsx'

interface ShiftsProps {
  readonly providerCode: string
  readonly on: string
  /** Shows the receipts of a shift. */
  readonly onOpen: (shiftId: string) => void
}

/** The shifts of a day, of every cashier of the institution. */
export function Shifts({ providerCode, on, onOpen }: ShiftsProps) {
  const say = useSay()
  const [paper, setPaper] = useState<Shift | null>(null)
  const columns: readonly Column<Shift>[] = [
    { key: 'opened', title: say('开班', 'Opened'), width: '7rem', show: ({ openedAt }) => openedAt.slice(5, 16) },
    {
      key: 'closed',
      title: say('结班', 'Closed'),
      width: '7rem',
      show: ({ closedAt }) => (closedAt === null ? <Tag>{say('未结', 'open')}</Tag> : closedAt.slice(5, 16)),
    },
    { key: 'user', title: say('收费员', 'Cashier'), width: 'minmax(8rem, 1fr)', show: ({ userId }) => userId },
    {
      key: 'count',
      title: say('收 / 退', 'Settled / refunded'),
      width: '8rem',
      align: 'right',
      show: ({ sums, shiftId }) => (
        <Button type="link" size="small" onClick={() => onOpen(shiftId)}>
          {sums.settled} / {sums.undone}
        </Button>
      ),
    },
    {
      key: 'total',
      title: say('总额', 'Total'),
      width: '7rem',
      align: 'right',
      show: ({ sums }) => <Money fen={sums.total} />,
    },
    {
      key: 'cash',
      title: say('现金', 'Cash'),
      width: '7rem',
      align: 'right',
      show: ({ sums }) => <Money fen={sums.cash} />,
    },
    {
      key: 'counted',
      title: say('清点', 'Counted'),
      width: '7rem',
      align: 'right',
      show: ({ counted }) => <Money fen={counted} />,
    },
    {
      key: 'paper',
      title: say('结班单', 'Closing paper'),
      width: '6rem',
      show: (shift) => (
        <Button size="small" onClick={() => setPaper(shift)}>
          {say('查看', 'Show')}
        </Button>
      ),
    },
  ]
  return (
    <>
      <RowList
        name="till.shifts"
        input={{ providerCode, on }}
        label={say('班次', 'Shifts')}
        columns={columns}
        rowKey={({ shiftId }) => shiftId}
        onOpen={setPaper}
        height="calc(100vh - 24rem)"
      />
      {paper === null ? null : <ShiftPaper shift={paper} onClose={() => setPaper(null)} />}
    </>
  )
}

import { Button, DatePicker, Flex, Select, Tabs, Tag } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import {
  Asked,
  type Column,
  Go,
  Money,
  type Pair,
  RowList,
  Sheet,
  useAnswer,
  useFilters,
  useSay,
} from '../kit/index.ts'
import { type CentreClock, centreClock } from './clock.ts'
import { CloseShift } from './close-shift.tsx'
import { Reconciliation } from './reconciliation.tsx'
import { isRefundable, type Receipt, Refund } from './refund.tsx'
import type { Shift, ShiftNow } from './shift-now.ts'
import { ShiftPaper, ShiftSums } from './shift-paper.tsx'
import { useTills } from './tills.ts'
import { careNames, named } from './words.ts'
import './till.css'

const text = (value: unknown, pattern: RegExp): string | undefined =>
  typeof value === 'string' && pattern.test(value) ? value : undefined

const pick = (search: Readonly<Record<string, unknown>>) => ({
  on: text(search.on, /^\d{4}-\d\d-\d\d$/),
  shiftId: text(search.shiftId, /^\w{1,40}$/),
})

const kindNames: Readonly<Record<NonNullable<Receipt['settlement']>['kind'], Pair>> = {
  settle: ['收费', 'Settled'],
  restore: ['恢复', 'Restored'],
  cancel: ['退费', 'Refund'],
  reverse: ['冲正', 'Reversed'],
}

interface ReceiptsProps {
  readonly providerCode: string
  readonly clock: CentreClock
  readonly on: string
  readonly shiftId?: string
}

function Receipts({ providerCode, clock, on, shiftId }: ReceiptsProps) {
  const say = useSay()
  const [open, setOpen] = useState<Receipt | null>(null)
  const money = (key: 'total' | 'fund' | 'account' | 'cash', title: string): Column<Receipt> => ({
    key,
    title,
    width: '6rem',
    align: 'right',
    show: ({ settlement }) => <Money fen={settlement?.[key]} />,
  })
  const columns: readonly Column<Receipt>[] = [
    { key: 'at', title: say('时间', 'Time'), width: '4.5rem', show: ({ at }) => at.slice(11) },
    {
      key: 'kind',
      title: say('办理', 'What'),
      width: '6rem',
      show: ({ settlement }) =>
        settlement === null ? (
          <Tag color="orange">{say('结果未知', 'Unknown')}</Tag>
        ) : (
          <>
            {say(...kindNames[settlement.kind])}
            {settlement.kind === 'settle' && !settlement.stands ? say('（已退）', ' (refunded)') : ''}
          </>
        ),
    },
    {
      key: 'name',
      title: say('参保人', 'Person'),
      width: 'minmax(8rem, 1fr)',
      show: ({ name, insuredId, settlement }) =>
        settlement === null ? (
          name
        ) : (
          <Go to="/settlements/$insuredId/$settlementId" params={{ insuredId, settlementId: settlement.settlementId }}>
            {name} …{insuredId.slice(-6)}
          </Go>
        ),
    },
    {
      key: 'care',
      title: say('类别', 'Care'),
      width: '6.5rem',
      show: ({ settlement, infno }) => (settlement === null ? infno : say(...named(careNames, settlement.medType))),
    },
    money('total', say('总额', 'Total')),
    money('fund', say('基金', 'Funds')),
    money('account', say('账户', 'Accounts')),
    money('cash', say('现金', 'Cash')),
    { key: 'user', title: say('收费员', 'Cashier'), width: '6rem', show: ({ userId }) => userId },
    {
      key: 'do',
      title: say('操作', 'Action'),
      width: '4.5rem',
      show: (receipt) =>
        isRefundable(receipt) ? (
          <Button size="small" onClick={() => setOpen(receipt)}>
            {say('退费', 'Refund')}
          </Button>
        ) : null,
    },
  ]
  return (
    <>
      <RowList
        name="till.receipts"
        input={{ providerCode, ...(shiftId === undefined ? { on } : { shiftId }) }}
        label={say('收费记录', 'Receipts')}
        columns={columns}
        rowKey={({ msgid, insuredId }) => `${insuredId}-${msgid}`}
        onOpen={(receipt) => {
          if (isRefundable(receipt)) setOpen(receipt)
        }}
        height="calc(100vh - 24rem)"
      />
      {open === null ? null : (
        <Refund providerCode={providerCode} clock={clock} receipt={open} onDone={() => setOpen(null)} />
      )}
    </>
  )
}

function Shifts({
  providerCode,
  on,
  onOpen,
}: {
  readonly providerCode: string
  readonly on: string
  readonly onOpen: (shiftId: string) => void
}) {
  const say = useSay()
  const [paper, setPaper] = useState<Shift | null>(null)
  const columns: readonly Column<Shift>[] = [
    { key: 'opened', title: say('开班', 'Opened'), width: '10rem', show: ({ openedAt }) => openedAt.slice(5, 16) },
    {
      key: 'closed',
      title: say('结班', 'Closed'),
      width: '10rem',
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
      width: '8rem',
      align: 'right',
      show: ({ sums }) => <Money fen={sums.total} />,
    },
    {
      key: 'cash',
      title: say('现金', 'Cash'),
      width: '8rem',
      align: 'right',
      show: ({ sums }) => <Money fen={sums.cash} />,
    },
    {
      key: 'counted',
      title: say('清点', 'Counted'),
      width: '8rem',
      align: 'right',
      show: ({ counted }) => <Money fen={counted} />,
    },
    {
      key: 'paper',
      title: say('结算单', 'Statement'),
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

function Day({ now, clock }: { readonly now: ShiftNow; readonly clock: CentreClock }) {
  const say = useSay()
  const [{ on = now.now.slice(0, 10), shiftId }, filter] = useFilters(pick)
  const [tab, setTab] = useState('receipts')
  const { providerCode, name } = now.institution
  return (
    <Sheet
      title={say('班次与对账', 'Shifts and reconciliation')}
      extra={
        <Flex gap="small" align="center" wrap>
          <span className="till-soft">{name}</span>
          <Go to="/till">{say('收费台', 'Till')}</Go>
          <CloseShift shift={now.shift} />
        </Flex>
      }
    >
      {now.shift === null ? (
        <p className="till-soft">
          {say('没有打开的班次；第一笔收费时开班', 'No open shift; the first charge opens one')}
        </p>
      ) : (
        <div className="till-shift">
          <ShiftSums shift={now.shift} />
        </div>
      )}
      <Flex gap="small" align="center" wrap>
        <DatePicker
          aria-label={say('日期', 'Day')}
          value={dayjs(on)}
          allowClear={false}
          onChange={(day) => {
            if (day !== null) filter({ on: day.format('YYYY-MM-DD'), shiftId: undefined })
          }}
        />
        {shiftId === undefined ? null : (
          <Tag closable onClose={() => filter({ shiftId: undefined })}>
            {say('只看班次', 'Only shift')} {shiftId}
          </Tag>
        )}
      </Flex>
      <Tabs
        activeKey={tab}
        onChange={setTab}
        items={[
          {
            key: 'receipts',
            label: say('收费记录', 'Receipts'),
            children: (
              <Receipts
                providerCode={providerCode}
                clock={clock}
                on={on}
                {...(shiftId === undefined ? {} : { shiftId })}
              />
            ),
          },
          {
            key: 'shifts',
            label: say('班次', 'Shifts'),
            children: (
              <Shifts
                providerCode={providerCode}
                on={on}
                onOpen={(one) => {
                  filter({ shiftId: one })
                  setTab('receipts')
                }}
              />
            ),
          },
          {
            key: 'reconcile',
            label: say('日对账', 'Reconciliation'),
            children: <Reconciliation providerCode={providerCode} on={on} />,
          },
        ]}
      />
    </Sheet>
  )
}

function Institution({ providerCode }: { readonly providerCode: string }) {
  const now = useAnswer('till.shift', { providerCode })
  return <Asked of={now}>{(shown) => <Day now={shown} clock={centreClock(shown.now, now.dataUpdatedAt)} />}</Asked>
}

/** The cashier's shift, the receipts of a day, and what the centre has on file beside them. */
export function Page() {
  const say = useSay()
  const tills = useTills()
  const [chosen, choose] = useState(tills[0] ?? '')
  return (
    <>
      {tills.length < 2 ? null : (
        <Select
          aria-label={say('机构', 'Institution')}
          value={chosen}
          onChange={choose}
          options={tills.map((value) => ({ value, label: value }))}
        />
      )}
      <Institution key={chosen} providerCode={chosen} />
    </>
  )
}

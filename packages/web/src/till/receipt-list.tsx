import { Button } from 'antd'
import { useState } from 'react'
import { type Column, Go, Money, medTypePair, type Pair, RowList, type schemeWords, useSay } from '../kit/index.ts'
import type { CentreClock } from './clock.ts'
import { TakeBack } from './take-back.tsx'
import { type Receipt, takingOf } from './takings.ts'
import { Caution } from './told.tsx'

const kindNames: Readonly<Record<NonNullable<Receipt['settlement']>['kind'], Pair>> = {
  settle: ['收费', 'Settled'],
  restore: ['恢复', 'Restored'],
  cancel: ['退费', 'Refund'],
  reverse: ['冲正', 'Reversed'],
}

function AboutReceipt({ receipt: { name, insuredId, settlement, transaction, at } }: { readonly receipt: Receipt }) {
  const say = useSay()
  return (
    <>
      <div>
        {name} · {insuredId} · {say(transaction)} · {at.slice(11)}
      </div>
      {settlement === null ? null : (
        <div>
          {say('总额', 'Total')} <Money fen={settlement.total} /> · {say('基金', 'funds')}{' '}
          <Money fen={settlement.fund} /> · {say('账户', 'accounts')} <Money fen={settlement.account} /> ·{' '}
          {say('现金', 'cash')} <Money fen={settlement.cash} />
        </div>
      )}
    </>
  )
}

interface ReceiptsProps {
  readonly providerCode: string
  readonly clock: CentreClock
  readonly on: string
  readonly shiftId?: string
  readonly scheme?: keyof typeof schemeWords
  readonly medType?: string
}

/** What was settled, undone or left without an answer on a day or in a shift, and how it is taken back. */
export function Receipts({ providerCode, clock, on, shiftId, ...care }: ReceiptsProps) {
  const say = useSay()
  const [open, setOpen] = useState<Receipt | null>(null)
  const taking = open === null ? null : takingOf(open)
  const money = (key: 'total' | 'fund' | 'account' | 'cash', title: string): Column<Receipt> => ({
    key,
    title,
    width: '5.5rem',
    align: 'right',
    show: ({ settlement }) => <Money fen={settlement?.[key]} />,
  })
  const columns: readonly Column<Receipt>[] = [
    { key: 'at', title: say('时间', 'Time'), width: '4.5rem', show: ({ at }) => at.slice(11) },
    {
      key: 'kind',
      title: say('办理', 'What'),
      width: '8.5rem',
      show: ({ settlement, state }) => (
        <>
          {settlement === null ? null : say(...kindNames[settlement.kind])}
          {settlement?.kind === 'settle' && !settlement.stands ? say('（已退）', ' (refunded)') : ''}
          {state === 'done' ? null : (
            <Caution>{state === 'unknown' ? say('结果未知', 'Unknown') : say('未收到应答', 'No answer')}</Caution>
          )}
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
      show: ({ settlement, transaction }) =>
        settlement === null ? say(transaction) : say(...medTypePair(settlement.medType)),
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
      show: (receipt) => {
        const found = takingOf(receipt)
        return found === null ? null : (
          <Button size="small" onClick={() => setOpen(receipt)}>
            {say(...found.title)}
          </Button>
        )
      },
    },
  ]
  return (
    <>
      <RowList
        name="till.receipts"
        input={{ providerCode, ...care, ...(shiftId === undefined ? { on } : { shiftId }) }}
        label={say('收费记录', 'Receipts')}
        columns={columns}
        rowKey={({ msgid, insuredId }) => `${insuredId}-${msgid}`}
        onOpen={(receipt) => {
          if (takingOf(receipt) !== null) setOpen(receipt)
        }}
        height="calc(100vh - 24rem)"
      />
      {open === null || taking === null ? null : (
        <TakeBack
          providerCode={providerCode}
          clock={clock}
          taking={taking}
          about={<AboutReceipt receipt={open} />}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  )
}

import { DatePicker, Flex, Select, Tabs, Tag } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import {
  Asked,
  dayIn,
  Go,
  given,
  isOneOf,
  medTypePair,
  Sheet,
  schemeWords,
  useAnswer,
  useFilters,
  useSay,
} from '../kit/index.ts'
import { type CentreClock, centreClock } from './clock.ts'
import { CloseShift } from './close-shift.tsx'
import { Receipts } from './receipt-list.tsx'
import { Reconciliation } from './reconciliation.tsx'
import { Shifts } from './shift-list.tsx'
import type { ShiftNow } from './shift-now.ts'
import { ShiftSums } from './shift-paper.tsx'
import { useTills } from './tills.ts'
import './till.css'

const text = (value: unknown, pattern: RegExp): string | undefined =>
  typeof value === 'string' && pattern.test(value) ? value : undefined

const schemeIn = (value: string) => (isOneOf(schemeWords, value) ? value : undefined)

const pick = (search: Readonly<Record<string, unknown>>) => ({
  on: dayIn(search.on),
  shiftId: text(search.shiftId, /^\w{1,40}$/),
  tab: text(search.tab, /^(?:receipts|shifts|reconcile)$/),
  scheme: schemeIn(String(search.scheme)),
  medType: text(String(search.medType), /^\d{1,6}$/),
})

function Day({ now, clock }: { readonly now: ShiftNow; readonly clock: CentreClock }) {
  const say = useSay()
  const [asked, filter] = useFilters(pick)
  const { on = now.now.slice(0, 10), shiftId, tab = 'receipts', scheme, medType } = asked
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
        {scheme === undefined || medType === undefined ? null : (
          <Tag closable onClose={() => filter({ scheme: undefined, medType: undefined })}>
            {say('只看', 'Only')} {say(...schemeWords[scheme])} · {say(...medTypePair(medType))}
          </Tag>
        )}
      </Flex>
      <Tabs
        activeKey={tab}
        onChange={(key) => filter({ tab: key })}
        items={[
          {
            key: 'receipts',
            label: say('收费记录', 'Receipts'),
            children: (
              <Receipts providerCode={providerCode} clock={clock} on={on} {...given({ shiftId, scheme, medType })} />
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
                  filter({ shiftId: one, tab: 'receipts' })
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

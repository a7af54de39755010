import { Alert, Button, Flex, type InputRef, Modal, Select, Tag } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { Asked, call, Go, Money, Sheet, useAnswer, useGo, useSay, useShortcut } from '../kit/index.ts'
import { Banner } from './banner.tsx'
import { type Item, totalOf } from './bill.ts'
import { type CareField, missingOf } from './care.ts'
import { CareForm } from './care-form.tsx'
import type { CareInputs } from './care-picks.tsx'
import { CashGiven } from './cash.tsx'
import { type CentreClock, centreClock } from './clock.ts'
import { useCounter } from './counter.ts'
import { useDrop } from './drop.tsx'
import { GiveUp } from './give-up.tsx'
import { Hold } from './hold.tsx'
import { Identify } from './identify.tsx'
import { Lines } from './lines.tsx'
import { LinesOnFile } from './lines-on-file.tsx'
import { PaymentView } from './payment.tsx'
import { PickList } from './pick-list.tsx'
import { ReceiptPaper } from './receipt-paper.tsx'
import { useTillSettings } from './settings.ts'
import type { ShiftNow } from './shift-now.ts'
import { StayPanel } from './stay-panel.tsx'
import { useTills } from './tills.ts'
import { Caution, Trouble, Waiting } from './told.tsx'
import { OpenVisit } from './visit-panel.tsx'
import { classNames } from './words.ts'
import './till.css'

function ItemChoice({ item }: { readonly item: Item }) {
  const say = useSay()
  return (
    <Flex gap="small" align="baseline">
      <span className="till-grow">
        {item.name} <small className="till-soft">{item.form}</small>
      </span>
      <small className="till-soft">{item.code}</small>
      <Tag>{say(...classNames[item.class])}</Tag>
      {item.restricted ? <Caution>{say('限', 'R')}</Caution> : null}
      <span className="money">{item.price ?? '–'}</span>
    </Flex>
  )
}

function Counter({ institution, clock }: Pick<ShiftNow, 'institution'> & { readonly clock: CentreClock }) {
  const say = useSay()
  const go = useGo()
  const [settings, changeSettings] = useTillSettings()
  const counter = useCounter(institution, clock)
  const { person, lines, visit, quote, warnings, receipt, busy, delivery, mayQuote, isStay, missing } = counter
  const { mayDrop, dialog } = useDrop(lines.length)
  const [asked, ask] = useState<CareField | null>(null)
  const [, draw] = useState(0)
  const search = useRef<InputRef>(null)
  const identity = useRef<InputRef>(null)
  const quantity = useRef<InputRef>(null)
  const cash = useRef<InputRef>(null)
  const care: CareInputs = {
    diagnosis: useRef<InputRef>(null),
    department: useRef<InputRef>(null),
    doctor: useRef<InputRef>(null),
  }
  const pharmacy = institution.pharmacy
  // A field is drawn or enabled first, then it gets the focus.
  const wanted = useRef<typeof search | null>(null)
  useEffect(() => {
    if (busy || wanted.current === null) return
    wanted.current.current?.focus()
    wanted.current = null
  })
  const focus = (field: typeof search): void => {
    wanted.current = field
    draw((count) => count + 1)
  }
  const next = (): void => {
    counter.next()
    ask(null)
    focus(identity)
  }
  const begin = (): void => {
    if (busy) return
    if (receipt !== null) next()
    else identity.current?.focus()
  }
  const askFor = (field: CareField): void => {
    ask(field)
    focus(care[field])
  }
  const withCare = (act: () => void): void => {
    const field = missingOf(counter.care)
    if (field === null) act()
    else askFor(field)
  }
  const quoteNow = (): void => {
    if (person === null || receipt !== null || busy) return
    if (missing !== null) askFor(missing)
    else counter.quoteNow((payment) => focus(payment.cash > 0 ? cash : search))
  }
  const settleNow = (): void => {
    if (counter.cash?.ok === false) focus(cash)
    else counter.settleNow()
  }
  useShortcut('f2', ['识别参保人', 'identify the person'], begin)
  useShortcut('f8', ['预结算', 'quote the bill'], quoteNow)
  useShortcut('f9', ['确认收费', 'settle the bill'], settleNow)
  useShortcut('alt+t', ['退费：到收费记录中选一笔', 'refund: choose one of the receipts'], () => {
    if (!busy) go({ to: '/shifts' })
  })
  const another = async (): Promise<void> => {
    if (!busy && (await mayDrop())) next()
  }
  useShortcut('alt+n', ['下一位', 'the next person'], () => void another())
  const total = totalOf(lines)
  return (
    <div className="till">
      <Hold holds={(busy && person !== null) || delivery.pending !== null || lines.length > 0} />
      {dialog}
      <div className="till-main">
        <Identify
          inputRef={identity}
          busy={busy}
          identifying={counter.identifying}
          port={settings.devicePort}
          onBegin={counter.forget}
          onAsk={async (question) => {
            if (!(await mayDrop())) return false
            const found = await counter.identify(question)
            ask(null)
            focus(found ? (pharmacy ? search : care.diagnosis) : identity)
            return found
          }}
        />
        <Trouble error={counter.error} />
        <Waiting delivery={delivery}>
          {person === null ? null : <GiveUp delivery={delivery} insuredId={person.insuredId} />}
        </Waiting>
        {person === null ? null : <Banner person={person} chosen={visit?.visitId ?? null} onVisit={counter.take} />}
        {person === null || receipt !== null ? null : (
          <>
            <PickList<Item>
              label={say('找项目', 'Find an item')}
              hint={say('拼音首字母、全拼、编码或名称；空回车预结算', 'Pinyin, code or name; Enter alone quotes')}
              inputRef={search}
              disabled={busy || visit?.discharged === true}
              find={async (words) => (await call('till.items', { providerCode: institution.providerCode, words })).rows}
              rowKey={({ code }) => code}
              show={(item) => <ItemChoice item={item} />}
              onPick={(item) => {
                counter.add(item)
                focus(quantity)
              }}
              onOther={counter.scan}
              onEmptyEnter={quoteNow}
              onFailure={counter.fail}
            />
            <Lines
              lines={lines}
              disabled={busy}
              onChange={counter.changeLine}
              onRemove={counter.removeLine}
              onDone={() => focus(search)}
              lastQuantity={quantity}
            />
            <LinesOnFile counter={counter} institution={institution} clock={clock} />
          </>
        )}
        {warnings.map(({ id, rule, says }) => (
          <Alert key={id} type="warning" showIcon title={rule} description={<span lang="zh-CN">{says}</span>} />
        ))}
        {receipt === null || person === null ? null : (
          <ReceiptPaper institution={institution} person={person} payment={receipt} at={clock.now()} onNext={next} />
        )}
      </div>
      <aside className="till-side" aria-label={say('结算', 'Settlement')}>
        {person === null ? <p className="till-soft">{say('先识别参保人', 'Identify the person first')}</p> : null}
        {receipt === null ? null : (
          <p className="till-soft">{say('已收费；F2 或回车办理下一位', 'Settled; F2 or Enter for the next person')}</p>
        )}
        {person === null || receipt !== null ? null : (
          <CareForm
            counter={counter}
            pharmacy={pharmacy}
            settings={settings}
            onSettings={changeSettings}
            picks={{
              providerCode: institution.providerCode,
              inputs: care,
              asked,
              onChosen: (field) => focus(field === null ? search : care[field]),
            }}
          />
        )}
        <OpenVisit counter={counter} institution={institution} clock={clock} />
        {person === null || pharmacy || receipt !== null ? null : <StayPanel counter={counter} withCare={withCare} />}
        {receipt !== null || person === null ? null : (
          <>
            <Flex justify="space-between" className="till-sum">
              <span>{say(`明细 ${lines.length} 行`, `Lines: ${lines.length}`)}</span>
              <Money fen={total} />
            </Flex>
            <Button block disabled={busy || !mayQuote} onClick={quoteNow}>
              {isStay && visit?.discharged === false ? say('预结算（中途）', 'Quote so far') : say('预结算', 'Quote')}{' '}
              <kbd>F8</kbd>
            </Button>
            {quote === null ? null : <PaymentView payment={quote.payment} />}
            {quote === null || quote.payment.cash === 0 ? null : (
              <CashGiven
                counter={counter}
                inputRef={cash}
                disabled={busy}
                onEnter={settleNow}
                onLeave={() => focus(search)}
              />
            )}
            <Button
              block
              type="primary"
              size="large"
              disabled={busy || quote === null}
              loading={busy}
              onClick={settleNow}
            >
              {say('确认收费', 'Settle')} <kbd>F9</kbd>
            </Button>
          </>
        )}
      </aside>
    </div>
  )
}

function Choice({ tills, onChoose }: { readonly tills: readonly string[]; readonly onChoose: (code: string) => void }) {
  const say = useSay()
  return (
    <Modal open title={say('为哪家机构收费', 'For which institution')} footer={null} closable={false}>
      <Select
        aria-label={say('机构', 'Institution')}
        style={{ width: '100%' }}
        options={tills.map((value) => ({ value, label: value }))}
        onChange={onChoose}
      />
    </Modal>
  )
}

function Open({ providerCode }: { readonly providerCode: string }) {
  const say = useSay()
  const shift = useAnswer('till.shift', { providerCode })
  // The clock is set once: what the centre tells later is no better.
  const clock = useRef<CentreClock | null>(null)
  if (shift.data !== undefined) clock.current ??= centreClock(shift.data.now, shift.dataUpdatedAt)
  const sums = shift.data?.shift?.sums
  const count = sums === undefined ? 0 : sums.settled + sums.undone
  return (
    <Sheet
      title={say('收费台', 'Till')}
      extra={
        <Flex gap="middle" align="center">
          <span className="till-soft">{shift.data?.institution.name}</span>
          <Go to="/shifts">
            {say(`本班 ${count} 笔 现金`, `This shift: ${count}, cash`)} <Money fen={sums?.cash ?? 0} />
          </Go>
        </Flex>
      }
    >
      <Asked of={shift}>
        {({ institution }) =>
          clock.current === null ? null : <Counter institution={institution} clock={clock.current} />
        }
      </Asked>
    </Sheet>
  )
}

/** The till: identify, lines, quote, settle; all of it from the keyboard. */
export function Page() {
  const tills = useTills()
  const [chosen, choose] = useState<string | null>(tills.length === 1 ? (tills[0] ?? null) : null)
  if (chosen === null) return <Choice tills={tills} onChoose={choose} />
  return <Open providerCode={chosen} />
}

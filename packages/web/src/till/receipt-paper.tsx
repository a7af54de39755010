import { Alert, Button, Flex } from 'antd'
import { useEffect, useRef } from 'react'
import { Go, useSay } from '../kit/index.ts'
import type { Settled } from './bench.ts'
import type { Person } from './bill.ts'
import { PaymentView } from './payment.tsx'
import type { ShiftNow } from './shift-now.ts'

interface ReceiptPaperProps {
  readonly institution: ShiftNow['institution']
  readonly person: Person
  readonly payment: Settled
  readonly at: string
  readonly onNext: () => void
}

/** What was settled, to be printed and handed over; Enter goes on to the next person. */
export function ReceiptPaper({ institution, person, payment, at, onNext }: ReceiptPaperProps) {
  const say = useSay()
  const nextButton = useRef<HTMLButtonElement>(null)
  // What was settled stands under the time at which it was shown first.
  const shownAt = useRef(at)
  useEffect(() => nextButton.current?.focus(), [])
  const { settlementId } = payment
  return (
    <section className="till-receipt" aria-label={say('收费单', 'Receipt')}>
      <Alert type="success" showIcon role="status" title={say('收费完成', 'Settled')} className="till-unprinted" />
      <div className="till-paper">
        <h2>{say('收费单', 'Receipt')}</h2>
        <p>
          {institution.name} · {shownAt.current}
        </p>
        <p>
          {person.name} · {person.insuredId}
        </p>
        <PaymentView payment={payment} given={payment.given} />
        <p className="till-soft">
          {say('结算编号', 'Settlement')}{' '}
          {settlementId === null ? (
            '–'
          ) : (
            <Go to="/settlements/$insuredId/$settlementId" params={{ insuredId: person.insuredId, settlementId }}>
              {settlementId}
            </Go>
          )}
        </p>
      </div>
      <Flex gap="small" wrap className="till-unprinted">
        <Button ref={nextButton} type="primary" onClick={onNext}>
          {say('下一位', 'Next person')} <kbd>Enter</kbd>
        </Button>
        <Button onClick={() => window.print()}>{say('打印收费单', 'Print the receipt')}</Button>
        {settlementId === null ? null : (
          <Go to="/receipts/$insuredId/$settlementId" params={{ insuredId: person.insuredId, settlementId }}>
            <Button tabIndex={-1}>{say('结算单（A4、半页、二维码）', 'Statement (A4, half page, code)')}</Button>
          </Go>
        )}
      </Flex>
    </section>
  )
}

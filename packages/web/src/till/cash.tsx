import { Flex, Input, type InputRef, Typography } from 'antd'
import type { Ref } from 'react'
import { Money, useSay } from '../kit/index.ts'
import type { Counter } from './counter.ts'

interface CashGivenProps {
  readonly counter: Pick<Counter, 'cash' | 'given' | 'give'>
  readonly inputRef: Ref<InputRef>
  readonly disabled: boolean
  /** Enter behind an amount that is enough. */
  readonly onEnter: () => void
  /** Back to the lines. */
  readonly onLeave: () => void
}

/** The cash that the person gives, and what goes back; nothing of it is sent. */
export function CashGiven({ counter: { cash, given, give }, inputRef, disabled, onEnter, onLeave }: CashGivenProps) {
  const say = useSay()
  const wrong = cash?.ok === false ? cash.error : null
  return (
    <div className="till-given">
      <Flex justify="space-between" align="center" gap="small">
        <label htmlFor="till-given">{say('收现金（元）', 'Cash given, yuan')}</label>
        <Input
          id="till-given"
          ref={inputRef}
          value={given}
          disabled={disabled}
          status={wrong === null ? '' : 'error'}
          aria-invalid={wrong !== null}
          aria-describedby="till-change"
          inputMode="decimal"
          autoComplete="off"
          maxLength={12}
          placeholder={say('可不填', 'optional')}
          onChange={({ target }) => give(target.value)}
          onPressEnter={() => {
            if (cash?.ok === true) onEnter()
          }}
          onKeyDown={({ key }) => {
            if (key === 'Escape') onLeave()
          }}
        />
      </Flex>
      <div id="till-change" role="status">
        {wrong === null ? null : <Typography.Text type="danger">{say(...wrong)}</Typography.Text>}
        {cash?.ok === true ? (
          <Flex justify="space-between" align="baseline" className="till-change">
            <strong>{say('找零', 'Change')}</strong>
            <Money fen={cash.value.change} />
          </Flex>
        ) : null}
      </div>
    </div>
  )
}

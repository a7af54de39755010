import { Button, Flex, Form, Input, type InputRef, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { choices, useSay, useShortcut } from '../kit/index.ts'
import type { Counter } from './counter.ts'
import { dischargeWays } from './words.ts'

interface StayPanelProps {
  readonly counter: Counter
  /** Does something that needs diagnosis, department and doctor, or asks for what is missing. */
  readonly withCare: (act: () => void) => void
}

/** Admits the person who stands at the window. */
function Admission({ counter, withCare }: StayPanelProps) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const number = useRef<InputRef>(null)
  const needed = { required: true, whitespace: true, message: say('请填写', 'fill this in') }
  useShortcut('alt+r', ['办理入院', 'admit to hospital'], () => setOpen(true))
  useEffect(() => {
    if (open) number.current?.focus()
  }, [open])
  return (
    <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {say('办理入院', 'Admit to hospital')} <kbd>Alt R</kbd>
      </summary>
      <Form
        layout="vertical"
        size="small"
        disabled={counter.busy}
        onFinish={(told: { readonly bed: string; readonly number: string }) => withCare(() => counter.admit(told))}
      >
        <Flex gap="small">
          <Form.Item name="number" label={say('住院号', 'Number of the stay')} rules={[needed]}>
            <Input ref={number} maxLength={20} autoComplete="off" />
          </Form.Item>
          <Form.Item name="bed" label={say('床位', 'Bed')} rules={[needed]}>
            <Input maxLength={10} autoComplete="off" />
          </Form.Item>
        </Flex>
        <Button htmlType="submit">{say('入院', 'Admit')}</Button>
      </Form>
    </details>
  )
}

/** What can be done with the stay that was chosen: lines, discharge. */
function Stay({ counter, withCare }: StayPanelProps) {
  const say = useSay()
  const [way, setWay] = useState('1')
  const { visit, busy, lines } = counter
  const discharged = visit?.discharged === true
  const mayUpload = !busy && !discharged && lines.length > 0
  const mayDischarge = !busy && !discharged && lines.length === 0
  const upload = (): void => {
    if (mayUpload) withCare(counter.upload)
  }
  const discharge = (): void => {
    if (mayDischarge) withCare(() => counter.discharge(way))
  }
  useShortcut('f7', ['上传住院费用', 'put the lines of the stay on file'], upload)
  useShortcut('alt+c', ['办理出院', 'discharge from hospital'], discharge)
  return (
    <Flex vertical gap="small">
      <Button disabled={!mayUpload} onClick={upload}>
        {say('上传费用', 'Put lines on file')} <kbd>F7</kbd>
      </Button>
      {discharged ? null : (
        <>
          <Flex gap="small">
            <Select
              aria-label={say('离院方式', 'Way of discharge')}
              value={way}
              onChange={setWay}
              disabled={busy}
              style={{ flex: 1 }}
              options={choices(dischargeWays, say)}
            />
            <Button disabled={!mayDischarge} onClick={discharge}>
              {say('出院', 'Discharge')} <kbd>Alt C</kbd>
            </Button>
          </Flex>
          {lines.length === 0 ? null : (
            <p className="till-soft">{say('先上传费用，再出院', 'Put the lines on file before the discharge')}</p>
          )}
        </>
      )}
    </Flex>
  )
}

/** Inpatient care at the till. */
export function StayPanel(props: StayPanelProps) {
  return props.counter.isStay ? <Stay {...props} /> : <Admission {...props} />
}

import { Button, Flex, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { choices, useSay, useShortcut } from '../kit/index.ts'
import type { Counter } from './counter.ts'
import { dischargeWays } from './words.ts'

/** Admits the person who stands at the window. */
function Admission({ counter, ready }: { readonly counter: Counter; readonly ready: boolean }) {
  const say = useSay()
  const needed = { required: true, message: say('请填写', 'fill this in') }
  return (
    <details>
      <summary>{say('办理入院', 'Admit to hospital')}</summary>
      <Form
        layout="vertical"
        size="small"
        disabled={counter.busy || !ready}
        onFinish={(told: { readonly bed: string; readonly number: string }) => counter.admit(told)}
      >
        <Flex gap="small">
          <Form.Item name="number" label={say('住院号', 'Number of the stay')} rules={[needed]}>
            <Input maxLength={20} autoComplete="off" />
          </Form.Item>
          <Form.Item name="bed" label={say('床位', 'Bed')} rules={[needed]}>
            <Input maxLength={10} autoComplete="off" />
          </Form.Item>
        </Flex>
        <Button htmlType="submit">{say('入院', 'Admit')}</Button>
        {ready ? null : <p className="till-soft">{say('请先选诊断', 'Choose a diagnosis first')}</p>}
      </Form>
    </details>
  )
}

/** What can be done with the stay that was chosen: lines, discharge. */
function Stay({ counter }: { readonly counter: Counter }) {
  const say = useSay()
  const [way, setWay] = useState('1')
  const { visit, busy, lines } = counter
  useShortcut('f7', ['上传住院费用', 'put the lines of the stay on file'], counter.upload)
  if (visit === null) return null
  const { discharged } = visit
  return (
    <Flex vertical gap="small">
      <Button disabled={busy || discharged || lines.length === 0} onClick={counter.upload}>
        {say('上传费用', 'Put lines on file')} <kbd>F7</kbd>
      </Button>
      {discharged ? null : (
        <Flex gap="small">
          <Select
            aria-label={say('离院方式', 'Way of discharge')}
            value={way}
            onChange={setWay}
            disabled={busy}
            style={{ flex: 1 }}
            options={choices(dischargeWays, say)}
          />
          <Button disabled={busy || lines.length > 0} onClick={() => counter.discharge(way)}>
            {say('出院', 'Discharge')}
          </Button>
        </Flex>
      )}
    </Flex>
  )
}

/** Inpatient care at the till. */
export function StayPanel({ counter, ready }: { readonly counter: Counter; readonly ready: boolean }) {
  return counter.isStay ? <Stay counter={counter} /> : <Admission counter={counter} ready={ready} />
}

import { Checkbox, Flex, Form, InputNumber, Select } from 'antd'
import type { ComponentProps } from 'react'
import { medTypePair, named, schemeWords, useSay } from '../kit/index.ts'
import { CarePicks } from './care-picks.tsx'
import type { Counter } from './counter.ts'
import type { TillSettings } from './settings.ts'

interface CareFormProps {
  readonly counter: Counter
  readonly pharmacy: boolean
  readonly settings: TillSettings
  readonly onSettings: (settings: TillSettings) => void
  readonly picks: Omit<ComponentProps<typeof CarePicks>, 'counter'>
}

const visitKinds = ['11', '13', '14']

/** What the bill is about: insurance, kind of care, department, doctor, diagnosis. */
export function CareForm({ counter, pharmacy, settings, onSettings, picks }: CareFormProps) {
  const say = useSay()
  const { person, scheme, medType, disease, accountUsed, isStay, busy } = counter
  const chronic = person?.filings.filter(({ kind }) => kind === 'chronic') ?? []
  const schemes = [...new Set(person?.enrolments.filter(({ inForce }) => inForce).map((one) => one.scheme) ?? [])]
  const { devicePort } = settings
  return (
    <Form layout="vertical" size="small" disabled={busy} className="till-care">
      <Flex gap="small">
        <Form.Item label={say('险种', 'Scheme')} htmlFor="till-scheme">
          <Select
            id="till-scheme"
            value={scheme || null}
            onChange={(chosen: string) => counter.choose({ scheme: chosen })}
            options={schemes.map((value) => ({ value, label: say(...named(schemeWords, value)) }))}
            style={{ width: 116 }}
          />
        </Form.Item>
        {pharmacy || isStay ? null : (
          <Form.Item label={say('医疗类别', 'Kind of care')} htmlFor="till-care-kind">
            <Select
              id="till-care-kind"
              value={medType}
              onChange={(chosen: string) => counter.choose({ medType: chosen, disease: null })}
              options={visitKinds.map((value) => ({ value, label: say(...medTypePair(value)) }))}
              style={{ width: 150 }}
            />
          </Form.Item>
        )}
      </Flex>
      {medType === '14' ? (
        <Form.Item
          label={say('慢特病病种', 'Filed disease')}
          htmlFor="till-disease"
          {...(chronic.length === 0 ? { help: say('此人没有慢特病备案', 'no such filing of this person') } : {})}
        >
          <Select
            id="till-disease"
            value={disease?.code ?? null}
            onChange={(code: string) => {
              const filed = chronic.find((one) => one.code === code)
              counter.choose({ disease: filed === undefined ? null : { code, name: filed.name } })
            }}
            options={chronic.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
          />
        </Form.Item>
      ) : null}
      <Checkbox checked={accountUsed} onChange={({ target }) => counter.choose({ accountUsed: target.checked })}>
        {say('使用个人账户', 'Use the personal account')}
      </Checkbox>
      {pharmacy ? null : <CarePicks counter={counter} {...picks} />}
      <details>
        <summary>{say('读卡设备', 'Card reader')}</summary>
        <Form.Item label={say('本机端口', 'Port on this machine')} htmlFor="till-port">
          <InputNumber
            id="till-port"
            min={1024}
            max={65_535}
            value={devicePort}
            onChange={(port) => {
              if (port !== null) onSettings({ devicePort: port })
            }}
          />
        </Form.Item>
      </details>
    </Form>
  )
}

import { Select } from 'antd'
import { useState } from 'react'
import { useAnswer, useSay } from '../kit/index.ts'

interface FieldProps {
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
}

/** A transaction by its name or its number. */
export function TransactionField({ value, onChange }: FieldProps) {
  const say = useSay()
  const known = useAnswer('messages.transactions', {})
  return (
    <Select<string>
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={say('交易', 'Transaction')}
      placeholder={say('交易：名称或编号', 'Transaction: name or number')}
      value={value ?? null}
      style={{ width: 220 }}
      popupMatchSelectWidth={false}
      loading={known.isFetching}
      onChange={(infno?: string) => onChange(infno)}
      options={(known.data?.transactions ?? []).map(({ infno, name }) => ({
        value: infno,
        label: `${infno} ${say(name)}`,
      }))}
    />
  )
}

/** Done or refused, or one code of a refusal, typed. */
export function OutcomeField({ value, onChange }: FieldProps) {
  const say = useSay()
  const [typed, setTyped] = useState('')
  const usual = [
    { value: 'ok', label: say('成功', 'Ok') },
    { value: 'refused', label: say('被拒绝', 'Refused') },
  ]
  const isUsual = (code: string) => usual.some((one) => one.value === code)
  const codes = [value ?? '', typed].filter((code) => /^[a-z][a-z0-9.*-]{2,59}$/.test(code) && !isUsual(code))
  return (
    <Select<string>
      allowClear
      showSearch={{ optionFilterProp: 'label', onSearch: setTyped }}
      aria-label={say('结果', 'Outcome')}
      placeholder={say('结果，或拒绝代码', 'Outcome, or a code')}
      value={value ?? null}
      style={{ width: 170 }}
      popupMatchSelectWidth={false}
      onChange={(outcome?: string) => onChange(outcome)}
      options={[...usual, ...[...new Set(codes)].map((code) => ({ value: code, label: code }))]}
    />
  )
}

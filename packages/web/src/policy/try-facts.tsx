import { type Fen, fen } from '@yibao/core/kernel'
import type { Facts } from '@yibao/core/policy'
import { AutoComplete, DatePicker, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import { useSay } from '../kit/index.ts'
import type { AskedFact } from './draft.ts'
import { Field, YuanInput } from './inputs.tsx'

type Value = Facts[string] | undefined

interface FactProps {
  readonly ask: AskedFact
  readonly value: Value
  readonly lacking?: boolean
  readonly onChange: (value: Value) => void
}

function WordFact({ id, ask: { words, open, needed }, value, onChange }: FactProps & { readonly id: string }) {
  const say = useSay()
  const options = words.map(({ word, label }) => ({ value: word, label: say(label) }))
  const text = typeof value === 'string' ? value : undefined
  if (open) {
    return (
      <AutoComplete
        id={id}
        allowClear
        options={options}
        value={text ?? ''}
        onChange={(typed: string | undefined) => onChange(typed === undefined || typed === '' ? undefined : typed)}
      />
    )
  }
  return (
    <Select
      id={id}
      allowClear={!needed}
      options={options}
      {...(text === undefined ? {} : { value: text })}
      onChange={(chosen: string | undefined) => onChange(chosen)}
    />
  )
}

/** One fact of person, place or visit, asked as its kind wants. */
export function FactField({ ask, value, lacking = false, onChange }: FactProps) {
  const say = useSay()
  const { kind, words } = ask
  return (
    <Field label={say(ask.label)} lacking={lacking}>
      {(id) => {
        if (kind === 'number') {
          return (
            <InputNumber
              id={id}
              min={0}
              max={100_000}
              style={{ width: '100%' }}
              value={typeof value === 'number' ? value : null}
              onChange={(number) => onChange(number ?? undefined)}
            />
          )
        }
        if (kind === 'money') {
          const amount: Fen = fen(typeof value === 'number' ? value : 0)
          return <YuanInput id={id} value={amount} onChange={onChange} />
        }
        if (kind === 'date') {
          return (
            <DatePicker
              id={id}
              value={typeof value === 'string' ? dayjs(value) : null}
              onChange={(day) => onChange(day === null || Array.isArray(day) ? undefined : day.format('YYYY-MM-DD'))}
            />
          )
        }
        if (kind === 'list') {
          return (
            <Select
              id={id}
              mode="tags"
              options={words.map(({ word, label }) => ({ value: word, label: say(label) }))}
              value={typeof value === 'object' ? [...value] : []}
              onChange={(chosen: string[]) => onChange(chosen)}
            />
          )
        }
        return <WordFact id={id} ask={ask} value={value} onChange={onChange} />
      }}
    </Field>
  )
}

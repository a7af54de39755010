import { type Fen, type Ppm, parsePercent, parseYuan, percent, yuan } from '@yibao/core/kernel'
import { Input, InputNumber } from 'antd'
import { type ReactNode, useId, useState } from 'react'

interface FieldProps {
  readonly label: string
  readonly lacking?: boolean
  /** @param id what the label belongs to */
  readonly children: (id: string) => ReactNode
}

/** A labelled field. */
export function Field({ label, lacking = false, children }: FieldProps) {
  const id = useId()
  return (
    <div className={lacking ? 'try-field lacking' : 'try-field'}>
      <label htmlFor={id}>{lacking ? `⚠ ${label}` : label}</label>
      {children(id)}
    </div>
  )
}

interface YuanProps {
  readonly id?: string
  readonly label?: string
  readonly value: Fen
  readonly onChange: (amount: Fen) => void
}

/** An amount in yuan, kept in fen; each keystroke that makes an amount is told. */
export function YuanInput({ id, label, value, onChange }: YuanProps) {
  return (
    <InputNumber
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { 'aria-label': label })}
      stringMode
      controls={false}
      min="0"
      max="999999999"
      precision={2}
      style={{ width: '100%' }}
      styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
      value={yuan(value)}
      onChange={(text) => {
        const amount = parseYuan(text === null ? '0' : String(text))
        if (amount.ok) onChange(amount.value)
      }}
    />
  )
}

interface ShareProps {
  readonly label: string
  readonly placeholder: string
  readonly value: Ppm | null
  readonly onChange: (share: Ppm | null) => void
}

/** A share of the whole as people write it, `10%`; empty is none. */
export function ShareInput({ label, placeholder, value, onChange }: ShareProps) {
  const [text, setText] = useState(value === null ? '' : percent(value))
  const read = (typed: string) => parsePercent(/%$/.test(typed) ? typed : `${typed}%`)
  const trimmed = text.trim()
  const parsed = trimmed === '' ? null : read(trimmed)
  const isWrong = parsed !== null && !parsed.ok
  return (
    <Input
      aria-label={label}
      aria-invalid={isWrong}
      {...(isWrong ? { status: 'error' as const } : {})}
      placeholder={placeholder}
      value={text}
      onChange={(event) => {
        const typed = event.target.value
        setText(typed)
        const share = typed.trim() === '' ? null : read(typed.trim())
        if (share === null) onChange(null)
        else if (share.ok) onChange(share.value)
      }}
    />
  )
}

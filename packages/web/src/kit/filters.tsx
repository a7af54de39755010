import { Input, Select } from 'antd'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { dayIn } from './day.ts'
import './filters.css'
import { type Pair, useSay } from './say.tsx'
import { choices } from './words.ts'

/** A row of filters above a list. */
export function FilterBar({ children }: { readonly children: ReactNode }) {
  const say = useSay()
  return (
    <search className="filter-bar" aria-label={say('筛选', 'Filters')}>
      {children}
    </search>
  )
}

/** One line of a row, cut where its column ends; whole where the mouse rests. */
export function Cut({ children }: { readonly children: string }) {
  return (
    <span className="cut" title={children}>
      {children}
    </span>
  )
}

interface SearchFieldProps {
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
  readonly width?: number
}

const restMs = 300

/** Looks for what is typed once the typing rests. */
export function SearchField({ label, value, onChange, width = 240 }: SearchFieldProps) {
  const [typed, setTyped] = useState(value ?? '')
  const asked = useRef(value)
  // Asked for from elsewhere, by a link or the menu: then that stands here.
  useEffect(() => {
    if (value === asked.current) return
    asked.current = value
    setTyped(value ?? '')
  }, [value])
  useEffect(() => {
    const wanted = typed.trim() === '' ? undefined : typed.trim()
    if (wanted === asked.current) return
    const timer = setTimeout(() => {
      asked.current = wanted
      onChange(wanted)
    }, restMs)
    return () => clearTimeout(timer)
  }, [typed, onChange])
  return (
    <Input
      type="search"
      aria-label={label}
      placeholder={label}
      maxLength={60}
      value={typed}
      style={{ width }}
      onChange={(event) => setTyped(event.target.value)}
    />
  )
}

interface WrittenFieldProps {
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
  readonly maxLength?: number
  readonly width?: number
}

/** Whether a text was asked for and is not what is filtered by: its form is none that the page knows. */
function useDropped(asked: string | null, value: string): boolean {
  const [told, tell] = useState(false)
  const dropped = asked !== null && asked !== value
  useEffect(() => {
    if (!dropped) {
      tell(false)
      return
    }
    // The address takes a moment to change.
    const timer = setTimeout(() => tell(true), restMs)
    return () => clearTimeout(timer)
  }, [dropped])
  return told && dropped
}

/** A text that is asked for when it is complete: on Enter, or when one leaves it. */
export function WrittenField({ label, value, onChange, maxLength = 30, width = 150 }: WrittenFieldProps) {
  const say = useSay()
  const told = useId()
  const [typed, setTyped] = useState(value ?? '')
  const [asked, setAsked] = useState<string | null>(null)
  const isDropped = useDropped(asked, value ?? '')
  useEffect(() => {
    setTyped(value ?? '')
    setAsked(null)
  }, [value])
  const done = (): void => {
    const text = typed.normalize('NFKC').trim()
    setTyped(text)
    setAsked(text)
    if (text !== (value ?? '')) onChange(text === '' ? undefined : text)
  }
  return (
    <span className="filter-written">
      <Input
        aria-label={label}
        aria-invalid={isDropped}
        aria-describedby={told}
        status={isDropped ? 'error' : ''}
        placeholder={label}
        value={typed}
        maxLength={maxLength}
        style={{ width }}
        onChange={(event) => {
          setTyped(event.target.value)
          setAsked(null)
        }}
        onPressEnter={done}
        onBlur={done}
      />
      <small id={told} role="status">
        {isDropped ? say('写法不对，未按此筛选', 'not of this form: not filtered by it') : null}
      </small>
    </span>
  )
}

interface ChoiceProps<V extends string> {
  readonly label: string
  readonly words: Readonly<Record<V, Pair>>
  readonly value: V | undefined
  readonly onChange: (value: V | undefined) => void
  readonly width?: number
}

/** One of a few words, or none of them. */
export function Choice<V extends string>({ label, words, value, onChange, width = 150 }: ChoiceProps<V>) {
  const say = useSay()
  return (
    <Select<V | ''>
      aria-label={label}
      value={value ?? ''}
      style={{ width }}
      popupMatchSelectWidth={false}
      onChange={(chosen) => onChange(chosen === '' ? undefined : chosen)}
      options={[{ value: '', label: say(`${label}：全部`, `${label}: all`) }, ...choices(words, say)]}
    />
  )
}

interface DayFieldProps {
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
}

/** A day, as the browser lets one choose it; a year of which the first digits are typed is none yet. */
export function DayField({ label, value, onChange }: DayFieldProps) {
  const [typed, setTyped] = useState(value ?? '')
  useEffect(() => setTyped(value ?? ''), [value])
  return (
    <Input
      type="date"
      aria-label={label}
      title={label}
      value={typed}
      style={{ width: 150 }}
      onChange={({ target }) => {
        setTyped(target.value)
        const day = dayIn(target.value)
        if (target.value === '' || day !== undefined) onChange(day)
      }}
    />
  )
}

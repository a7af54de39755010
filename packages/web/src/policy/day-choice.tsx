import { DatePicker, Slider } from 'antd'
import dayjs from 'dayjs'
import { useEffect, useState } from 'react'
import { useSay } from '../kit/index.ts'

interface DayChoiceProps {
  readonly label: string
  readonly on: string
  readonly onChange: (day: string) => void
}

const form = 'YYYY-MM-DD'

/** One day, typed or picked. */
export function DayChoice({ label, on, onChange }: DayChoiceProps) {
  return (
    <DatePicker
      aria-label={label}
      value={dayjs(on)}
      allowClear={false}
      onChange={(day) => {
        if (day !== null && !Array.isArray(day)) onChange(day.format(form))
      }}
    />
  )
}

const dayNumber = (day: string): number => Math.round(Date.parse(day) / 86_400_000)
const dayText = (number: number): string => new Date(number * 86_400_000).toISOString().slice(0, 10)

interface DaySliderProps extends DayChoiceProps {
  readonly today: string
  /** Days on which the law changes. */
  readonly days: readonly string[]
}

/** A day on a line of time with the changes of the law as marks; the arrow keys move by a day, a mark takes there. */
export function DaySlider({ label, on, onChange, today, days }: DaySliderProps) {
  const say = useSay()
  const [shown, setShown] = useState(on)
  useEffect(() => setShown(on), [on])
  const all = [...days, today, on].sort()
  const [first = today, last = today] = [all.at(0), all.at(-1)]
  const marks = Object.fromEntries(days.map((day) => [dayNumber(day), <span key={day} />]))
  const [before, after] = [days.findLast((day) => day < shown), days.find((day) => day > shown)]
  return (
    <div className="law-days">
      <DayChoice label={label} on={shown} onChange={onChange} />
      <button type="button" className="law-step" disabled={before === undefined} onClick={() => onChange(before ?? on)}>
        ‹ {say('上次变动', 'Change before')}
      </button>
      <Slider
        className="law-slider"
        min={dayNumber(first) - 30}
        max={dayNumber(last) + 30}
        marks={marks}
        value={dayNumber(shown)}
        ariaLabelForHandle={label}
        ariaValueTextFormatterForHandle={(value) => dayText(value)}
        tooltip={{ formatter: (value) => dayText(value ?? 0) }}
        onChange={(value) => setShown(dayText(value))}
        onChangeComplete={(value) => onChange(dayText(value))}
      />
      <button type="button" className="law-step" disabled={after === undefined} onClick={() => onChange(after ?? on)}>
        {say('下次变动', 'Change after')} ›
      </button>
      <button type="button" className="law-step" disabled={shown === today} onClick={() => onChange(today)}>
        {say('今天', 'Today')}
      </button>
    </div>
  )
}

import { Button, DatePicker, InputNumber } from 'antd'
import dayjs from 'dayjs'
import { useEffect, useState } from 'react'
import { Choice, FilterBar, schemeWords, useSay, WrittenField } from '../kit/index.ts'
import { nothingAsked, type Question } from './question.ts'
import { careWords, kindWords, stateWords } from './words.ts'

interface AmountProps {
  readonly label: string
  readonly value: number | undefined
  readonly onChange: (fen: number | undefined) => void
}

const fenPerYuan = 100

/** An amount in yuan, asked for when it is complete. */
function Amount({ label, value, onChange }: AmountProps) {
  const [yuan, setYuan] = useState<number | null>(value === undefined ? null : value / fenPerYuan)
  useEffect(() => setYuan(value === undefined ? null : value / fenPerYuan), [value])
  const done = (): void => {
    const fen = yuan === null ? undefined : Math.round(yuan * fenPerYuan)
    if (fen !== value) onChange(fen)
  }
  return (
    <InputNumber<number>
      aria-label={label}
      placeholder={label}
      value={yuan}
      min={0}
      max={100_000_000}
      precision={2}
      controls={false}
      className="settlement-amount"
      onChange={setYuan}
      onPressEnter={done}
      onBlur={done}
    />
  )
}

const dayForm = 'YYYY-MM-DD'

interface QuestionBarProps {
  readonly question: Question
  /** The days that are looked at when none are named. */
  readonly days: { readonly from: string | null; readonly until: string | null }
  readonly onChange: (some: Question) => void
}

/** What the list of settlements is asked. */
export function QuestionBar({ question, days, onChange }: QuestionBarProps) {
  const say = useSay()
  const from = question.from ?? days.from
  const until = question.until ?? days.until
  return (
    <FilterBar>
      <DatePicker.RangePicker
        aria-label={say('结算日期', 'Days of settlement')}
        value={[from === null ? null : dayjs(from), until === null ? null : dayjs(until)]}
        onChange={(range) => onChange({ from: range?.[0]?.format(dayForm), until: range?.[1]?.format(dayForm) })}
      />
      <WrittenField
        label={say('机构编码', 'Institution code')}
        value={question.providerCode}
        onChange={(providerCode) => onChange({ providerCode })}
      />
      <WrittenField
        label={say('人员编号', 'Insured number')}
        value={question.insuredId}
        onChange={(insuredId) => onChange({ insuredId })}
      />
      <Choice
        label={say('险种', 'Scheme')}
        words={schemeWords}
        value={question.scheme}
        onChange={(scheme) => onChange({ scheme })}
      />
      <Choice
        label={say('类型', 'Kind')}
        words={kindWords}
        value={question.kind}
        onChange={(kind) => onChange({ kind })}
      />
      <Choice
        label={say('状态', 'State')}
        words={stateWords}
        value={question.state}
        onChange={(state) => onChange({ state })}
      />
      <Choice
        label={say('医疗类别', 'Care')}
        words={careWords}
        value={question.medType}
        onChange={(medType) => onChange({ medType })}
      />
      <Amount
        label={say('费用不少于（元）', 'Total from, yuan')}
        value={question.totalFrom}
        onChange={(totalFrom) => onChange({ totalFrom })}
      />
      <Amount
        label={say('费用不多于（元）', 'Total to, yuan')}
        value={question.totalUntil}
        onChange={(totalUntil) => onChange({ totalUntil })}
      />
      <Button onClick={() => onChange(nothingAsked)}>{say('清除条件', 'Clear')}</Button>
    </FilterBar>
  )
}

import type { Answer, Input as InputOf } from '@yibao/contract/rest'
import type { MeasureKind } from '@yibao/core/casework'
import { Button, Input, InputNumber, Select } from 'antd'
import { useSay } from '../kit/index.ts'
import { measureWords } from './words.ts'

type Law = Answer<'measures.list'>
type Basis = Law['bases'][number]
type Measure = NonNullable<InputOf<'matters.act'>['measures']>[number]

const withAmount: readonly MeasureKind[] = ['refuse-payment', 'recover', 'order-return', 'fine']
const withMonths: readonly MeasureKind[] = [
  'suspend-payment',
  'suspend-agreement',
  'suspend-service',
  'suspend-person-settlement',
  'ban-management',
]
const withDay: readonly MeasureKind[] = ['correct', 'order-correction']

interface MeasuresFieldProps {
  readonly bases: readonly Basis[]
  /** Fen that can still be recovered: the first proposal. */
  readonly most: number
  readonly value?: readonly Measure[]
  readonly onChange?: (measures: readonly Measure[]) => void
}

interface OneProps {
  readonly bases: readonly Basis[]
  readonly measure: Measure
  readonly onChange: (measure: Measure) => void
  readonly onRemove: () => void
}

function One({ bases, measure, onChange, onRemove }: OneProps) {
  const say = useSay()
  const basis = bases.find(({ code }) => code === measure.basis)
  const { kind } = measure
  return (
    <fieldset className="case-measure">
      <legend className="unseen">{say('一项措施', 'One measure')}</legend>
      <Select<string>
        aria-label={say('依据', 'Legal basis')}
        value={measure.basis}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        onChange={(code) => {
          const [first] = bases.find((one) => one.code === code)?.allows ?? []
          onChange({ basis: code, kind: first?.kind ?? kind })
        }}
        options={bases.map(({ code, law, article }) => ({ value: code, label: `${law} ${article}` }))}
      />
      <Select<MeasureKind>
        aria-label={say('措施', 'Measure')}
        value={kind}
        onChange={(next) => onChange({ basis: measure.basis, kind: next })}
        options={(basis?.allows ?? []).map((allowed) => ({
          value: allowed.kind,
          label: say(...measureWords[allowed.kind]),
        }))}
      />
      {withAmount.includes(kind) ? (
        <InputNumber<number>
          aria-label={say('金额（元）', 'Amount (yuan)')}
          placeholder={say('金额（元）', 'Amount (yuan)')}
          min={0}
          precision={2}
          style={{ width: '100%' }}
          value={measure.amount === undefined ? null : measure.amount / 100}
          onChange={(yuan) =>
            onChange({ kind, basis: measure.basis, ...(yuan === null ? {} : { amount: Math.round(yuan * 100) }) })
          }
        />
      ) : null}
      {withMonths.includes(kind) ? (
        <InputNumber<number>
          aria-label={say('月数', 'Months')}
          placeholder={say('月数', 'Months')}
          min={1}
          precision={0}
          style={{ width: '100%' }}
          value={measure.months ?? null}
          onChange={(months) => onChange({ kind, basis: measure.basis, ...(months === null ? {} : { months }) })}
        />
      ) : null}
      {withDay.includes(kind) ? (
        <Input
          type="date"
          aria-label={say('整改期限', 'To be corrected until')}
          value={measure.until ?? ''}
          onChange={({ target }) =>
            onChange({ kind, basis: measure.basis, ...(target.value === '' ? {} : { until: target.value }) })
          }
        />
      ) : null}
      <Button onClick={onRemove}>{say('删除此项', 'Remove')}</Button>
      {basis === undefined ? null : <small style={{ gridColumn: '1 / -1' }}>{say(basis.says)}</small>}
    </fieldset>
  )
}

/** Measures with the clauses that allow them; only what a clause allows can be chosen. */
export function MeasuresField({ bases, most, value = [], onChange }: MeasuresFieldProps) {
  const say = useSay()
  const [first] = bases
  const put = (measures: readonly Measure[]): void => onChange?.(measures)
  const add = (): void => {
    if (first === undefined) return
    const recover = bases.find(({ allows }) => allows.some(({ kind }) => kind === 'recover'))
    put([
      ...value,
      recover === undefined
        ? { basis: first.code, kind: first.allows[0]?.kind ?? 'correct' }
        : { basis: recover.code, kind: 'recover', amount: most },
    ])
  }
  return (
    <div>
      {value.map((measure, at) => (
        <One
          // biome-ignore lint/suspicious/noArrayIndexKey: measures have no other name
          key={at}
          bases={bases}
          measure={measure}
          onChange={(next) => put(value.with(at, next))}
          onRemove={() => put(value.toSpliced(at, 1))}
        />
      ))}
      <Button onClick={add}>{say('添加措施', 'Add a measure')}</Button>
    </div>
  )
}

import { chargeTypeWords } from '@yibao/core/encounter'
import { fen, parseQuantity, quantityText, sumFen, unitPriceFromFen, zeroFen } from '@yibao/core/kernel'
import type { CoverageRules } from '@yibao/core/policy'
import { Button, Input, Segmented, Select } from 'antd'
import { chargeTypePair, Money, useSay } from '../kit/index.ts'
import { type Draft, type DraftLine, lineOfClass, type PlanForm, partNames, type Whole } from './draft.ts'
import { Field, ShareInput, YuanInput } from './inputs.tsx'
import { billPartWords } from './law-words.ts'
import { FactField } from './try-facts.tsx'

interface ChargesProps {
  readonly draft: Draft
  readonly whole: Whole
  readonly form: PlanForm
  readonly onChange: (some: Partial<Draft>) => void
}

/** Whether a region's rules for lines tell items apart by something they say of themselves. */
function asksOfItem({ classes, parameters }: CoverageRules, fact: string): boolean {
  return (
    classes.some(({ rows }) => rows.some(({ when }) => when.some((condition) => condition.fact === fact))) ||
    Object.values(parameters).some(({ by }) => by.includes(fact))
  )
}

interface LineProps {
  readonly line: DraftLine
  readonly whole: Whole
  readonly onChange: (line: DraftLine) => void
  readonly onRemove: () => void
}

/** Unit prices are millionths of a yuan; a form asks whole fen. */
const fenOfPrice = ({ price }: DraftLine) => fen(Math.round(price / 10_000))

function Line({ line, whole: { pack, lines }, onChange, onRemove }: LineProps) {
  const say = useSay()
  const { coverage } = pack
  const named = say(`第 ${line.number} 行`, `Line ${line.number}`)
  const hasUnits = coverage.priceCeiling !== null
  return (
    <div className="try-line">
      <Select
        aria-label={`${named} ${say('类别', 'class')}`}
        value={line.class}
        onChange={(itemClass) => onChange({ ...line, class: itemClass })}
        options={[
          { value: 'A', label: say('甲类', 'Class A') },
          { value: 'B', label: say('乙类', 'Class B') },
          { value: 'C', label: say('丙类', 'Class C') },
        ]}
      />
      <YuanInput
        label={`${named} ${hasUnits ? say('单价（元）', 'unit price, yuan') : say('金额（元）', 'amount, yuan')}`}
        value={fenOfPrice(line)}
        onChange={(amount) => onChange({ ...line, price: unitPriceFromFen(amount) })}
      />
      {line.class === 'C' ? (
        <span />
      ) : (
        <ShareInput
          label={`${named} ${say('项目先行自付比例', 'own share borne first')}`}
          placeholder={say('自付按规定', 'as ruled')}
          value={line.preCoinsurance}
          onChange={(preCoinsurance) => onChange({ ...line, preCoinsurance })}
        />
      )}
      <Button aria-label={`${named} ${say('删去', 'remove')}`} onClick={onRemove}>
        ×
      </Button>
      {hasUnits ? (
        <Field label={say('数量', 'Quantity')}>
          {(id) => (
            <Input
              id={id}
              defaultValue={quantityText(line.quantity)}
              onChange={(event) => {
                const parsed = parseQuantity(event.target.value)
                if (parsed.ok && parsed.value >= 0) onChange({ ...line, quantity: parsed.value })
              }}
            />
          )}
        </Field>
      ) : null}
      {asksOfItem(coverage, 'chargeType') ? (
        <Field label={say('收费项目类别', 'Charge type')}>
          {(id) => (
            <Select
              id={id}
              value={line.chargeType}
              options={Object.keys(chargeTypeWords).map((value) => ({ value, label: say(...chargeTypePair(value)) }))}
              onChange={(chargeType) => onChange({ ...line, chargeType })}
            />
          )}
        </Field>
      ) : null}
      {asksOfItem(coverage, 'itemKind') ? (
        <Field label={say('项目种类', 'Kind of item')}>
          {(id) => (
            <Select
              id={id}
              value={line.kind}
              options={[
                { value: 'drug', label: say('药品', 'drug') },
                { value: 'service', label: say('服务', 'service') },
                { value: 'consumable', label: say('耗材', 'consumable') },
              ]}
              onChange={(kind) => onChange({ ...line, kind })}
            />
          )}
        </Field>
      ) : null}
      {asksOfItem(coverage, 'form') ? (
        <Field label={say('剂型', 'Form')}>
          {(id) => (
            <Input id={id} value={line.form} onChange={(event) => onChange({ ...line, form: event.target.value })} />
          )}
        </Field>
      ) : null}
      {lines.line.map((ask) => (
        <FactField
          key={ask.fact}
          ask={ask}
          value={line.facts[ask.fact]}
          onChange={(value) => {
            const { [ask.fact]: _before, ...others } = line.facts
            onChange({ ...line, facts: value === undefined ? others : { ...others, [ask.fact]: value } })
          }}
        />
      ))}
    </div>
  )
}

function Lines({ draft, whole, onChange }: Omit<ChargesProps, 'form'>) {
  const say = useSay()
  const { lines } = draft
  const next = Math.max(0, ...lines.map(({ number }) => number)) + 1
  return (
    <>
      {lines.map((line) => (
        <Line
          key={line.number}
          line={line}
          whole={whole}
          onChange={(changed) =>
            onChange({ lines: lines.map((other) => (other.number === line.number ? changed : other)) })
          }
          onRemove={() => onChange({ lines: lines.filter(({ number }) => number !== line.number) })}
        />
      ))}
      <Button onClick={() => onChange({ lines: [...lines, lineOfClass(next, 'A', whole, zeroFen)] })}>
        {say('加一行', 'Add a line')}
      </Button>
    </>
  )
}

function Parts({ draft, form, onChange }: Omit<ChargesProps, 'whole'>) {
  const say = useSay()
  const { parts, streams } = draft
  const total = sumFen(partNames.map((name) => parts[name]))
  return (
    <>
      <div className="try-fields">
        {partNames.map((name) => (
          <Field key={name} label={say(...billPartWords[name])}>
            {(id) => (
              <YuanInput
                id={id}
                value={parts[name]}
                onChange={(amount) => onChange({ parts: { ...parts, [name]: amount } })}
              />
            )}
          </Field>
        ))}
        {form.streams.map((name) => (
          <Field key={name} label={say(`其中“${name}”类费用`, `of it in stream “${name}”`)}>
            {(id) => (
              <YuanInput
                id={id}
                value={streams[name] ?? zeroFen}
                onChange={(amount) => onChange({ streams: { ...streams, [name]: amount } })}
              />
            )}
          </Field>
        ))}
      </div>
      <p className="law-facts">
        {say(...billPartWords.total)} <Money fen={total} />
      </p>
    </>
  )
}

/** What the bill charges: by class of its lines, or by its four parts. */
export function Charges(props: ChargesProps) {
  const say = useSay()
  const { draft, onChange } = props
  return (
    <fieldset className="try-group">
      <legend>{say('费用（元）', 'Charges, yuan')}</legend>
      <Segmented
        block
        aria-label={say('费用怎样给出', 'How charges are given')}
        value={draft.by}
        onChange={(by) => onChange({ by: by === 'parts' ? 'parts' : 'lines' })}
        options={[
          { value: 'lines', label: say('按目录类别', 'By class') },
          { value: 'parts', label: say('按费用构成', 'By parts') },
        ]}
      />
      {draft.by === 'lines' ? <Lines {...props} /> : <Parts {...props} />}
    </fieldset>
  )
}

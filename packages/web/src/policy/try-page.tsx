import { zeroFen } from '@yibao/core/kernel'
import { type Plan, totalWords } from '@yibao/core/policy'
import { Button, Select, Switch } from 'antd'
import { useMemo, useState } from 'react'
import { Asked, dayIn, given, Sheet, useAnswer, useFilters, useParam, useSay } from '../kit/index.ts'
import { planIn, type Tried, tryBill } from './compute.ts'
import { DayChoice } from './day-choice.tsx'
import {
  askedOf,
  billOfDraft,
  type Draft,
  draftOfVisit,
  factsFor,
  firstDraft,
  formFor,
  payablePlans,
  type Whole,
  withPlan,
} from './draft.ts'
import { Field, YuanInput } from './inputs.tsx'
import { askedSchemeWords, careWords } from './law-words.ts'
import { factLacking, Refused } from './refusal.tsx'
import { RegionBar } from './region-bar.tsx'
import { Charges } from './try-charges.tsx'
import { FactField } from './try-facts.tsx'
import { Result } from './try-result.tsx'

const pick = ({ on, planId, example, visit }: Readonly<Record<string, unknown>>) => ({
  ...given({ on: dayIn(on) }),
  ...(typeof planId === 'string' ? { planId } : {}),
  ...(typeof example === 'string' ? { example } : {}),
  ...(typeof visit === 'number' && Number.isInteger(visit) && visit >= 0 ? { visit } : {}),
})

interface FormProps {
  readonly whole: Whole
  readonly first: Draft
}

/** The plans to choose from, under their schemes. */
function usePlanOptions(whole: Whole) {
  const say = useSay()
  const named = ({ id, label, labelEn, care }: Plan) => ({
    value: id,
    label: [care.map((one) => say(...careWords[one])).join('/'), say(label, labelEn)]
      .filter((text) => text !== '')
      .join(' · '),
  })
  const plans = payablePlans(whole.pack)
  return (['310', '390', 'none'] as const)
    .map((scheme) => ({
      label: say(...askedSchemeWords[scheme]),
      options: plans.filter((plan) => (plan.scheme ?? 'none') === scheme).map(named),
    }))
    .filter(({ options }) => options.length > 0)
}

interface GroupProps extends FormProps {
  readonly draft: Draft
  readonly plan: Plan
  readonly onChange: (some: Partial<Draft>) => void
}

function Law({
  whole,
  draft,
  onReplace,
  onChange,
}: Omit<GroupProps, 'first' | 'plan'> & { readonly onReplace: (draft: Draft) => void }) {
  const say = useSay()
  const options = usePlanOptions(whole)
  const asWritten = planIn(whole.pack, draft.planId, null)
  const readings = Object.entries(asWritten?.readings ?? {})
  return (
    <fieldset className="try-group">
      <legend>{say('依据', 'Law')}</legend>
      <div className="try-fields">
        <Field label={say('险种与医疗类别（方案）', 'Scheme and care (plan)')}>
          {(id) => (
            <Select
              id={id}
              value={draft.planId}
              options={options}
              popupMatchSelectWidth={false}
              onChange={(planId) => onReplace(withPlan(draft, whole, planId, null))}
            />
          )}
        </Field>
        <div className="try-field">
          <span className="try-label">{say('结算日期', 'Day of settlement')}</span>
          <DayChoice label={say('结算日期', 'Day of settlement')} on={draft.on} onChange={(on) => onChange({ on })} />
        </div>
        {readings.length === 0 ? null : (
          <Field label={say('读法', 'Reading')}>
            {(id) => (
              <Select
                id={id}
                value={draft.reading ?? ''}
                options={[
                  { value: '', label: say('本文', 'as it stands') },
                  ...readings.map(([name, { label }]) => ({ value: name, label: say(label, name) })),
                ]}
                onChange={(name) => onReplace(withPlan(draft, whole, draft.planId, name === '' ? null : name))}
              />
            )}
          </Field>
        )}
      </div>
    </fieldset>
  )
}

function Before({ draft, plan, onChange }: Pick<GroupProps, 'draft' | 'plan' | 'onChange'>) {
  const say = useSay()
  const { used, account, family, accountUsed } = draft
  return (
    <fieldset className="try-group">
      <legend>{say('此前累计与账户（元）', 'Running totals and account, yuan')}</legend>
      <div className="try-fields">
        {plan.totals.map(({ code, label }) => (
          <Field key={code} label={say(...totalWords({ code, label }))}>
            {(id) => (
              <YuanInput
                id={id}
                value={used[code] ?? zeroFen}
                onChange={(amount) => onChange({ used: { ...used, [code]: amount } })}
              />
            )}
          </Field>
        ))}
        <Field label={say('个人账户余额', 'Balance of the account')}>
          {(id) => <YuanInput id={id} value={account} onChange={(amount) => onChange({ account: amount })} />}
        </Field>
        <Field label={say('家庭共济可用', 'Relatives let use')}>
          {(id) => <YuanInput id={id} value={family} onChange={(amount) => onChange({ family: amount })} />}
        </Field>
        <Field label={say('个人负担用账户支付', 'The account pays')}>
          {(id) => <Switch id={id} checked={accountUsed} onChange={(on) => onChange({ accountUsed: on })} />}
        </Field>
      </div>
    </fieldset>
  )
}

/** A bill as it is typed, and beside it what the law makes of it, computed here at every keystroke. */
function Bench({ whole, first }: FormProps) {
  const say = useSay()
  const [draft, setDraft] = useState(first)
  const [before, setBefore] = useState<Tried | null>(null)
  const { pack, words } = whole
  const plan = planIn(pack, draft.planId, draft.reading)
  const form = formFor(whole, draft.planId, draft.reading)
  const computed = useMemo(() => {
    if (plan === null) return null
    const begin = performance.now()
    const outcome = tryBill(pack, plan, billOfDraft(draft))
    return { outcome, ms: performance.now() - begin }
  }, [pack, plan, draft])
  if (plan === null || form === null || computed === null) return null
  const { outcome, ms } = computed
  const asks = askedOf(whole, form, draft.by)
  const lacking = outcome.ok ? null : factLacking(outcome.error)
  const change = (some: Partial<Draft>): void => {
    const next = { ...draft, ...some }
    setDraft(some.by === undefined ? next : { ...next, facts: factsFor(askedOf(whole, form, next.by), next.facts) })
  }
  return (
    <div className="try">
      <form className="try-form" aria-label={say('账单', 'Bill')} onSubmit={(event) => event.preventDefault()}>
        <Law whole={whole} draft={draft} onReplace={setDraft} onChange={change} />
        {asks.length === 0 ? null : (
          <fieldset className="try-group">
            <legend>{say('人员与就诊', 'Person and visit')}</legend>
            <div className="try-fields">
              {asks.map((ask) => (
                <FactField
                  key={ask.fact}
                  ask={ask}
                  value={draft.facts[ask.fact]}
                  lacking={ask.fact === lacking}
                  onChange={(value) => {
                    const { [ask.fact]: _before, ...others } = draft.facts
                    change({ facts: value === undefined ? others : { ...others, [ask.fact]: value } })
                  }}
                />
              ))}
            </div>
          </fieldset>
        )}
        <Charges draft={draft} whole={whole} form={form} onChange={change} />
        <Before draft={draft} plan={plan} onChange={change} />
      </form>
      <div className="try-result" aria-live="polite">
        <div className="law-bar">
          <span className="law-facts" data-ms={ms.toFixed(2)}>
            {say(`由本机计算，${ms.toFixed(1)} 毫秒`, `Computed here in ${ms.toFixed(1)} ms`)}
          </span>
          <Button disabled={!outcome.ok} onClick={() => outcome.ok && setBefore(outcome.value)}>
            {say('记为对照', 'Keep to compare')}
          </Button>
          {before === null ? null : (
            <Button onClick={() => setBefore(null)}>{say('去掉对照', 'Stop comparing')}</Button>
          )}
        </div>
        {outcome.ok ? (
          <Result tried={outcome.value} before={before} reading={{ plan, words, asks }} />
        ) : (
          <Refused refusal={outcome.error} asks={[...asks, ...whole.lines.line]} />
        )}
      </div>
    </div>
  )
}

interface OpenProps {
  readonly division: string
  readonly today: string
}

function Blank({ division, today }: OpenProps) {
  const say = useSay()
  const [{ on = today, planId }] = useFilters(pick)
  const answer = useAnswer('policies.pack', { division })
  return (
    <Asked of={answer}>
      {(whole) => {
        const first = firstDraft(whole, on, planId)
        if (first !== null) return <Bench key={`${division} ${planId ?? ''}`} whole={whole} first={first} />
        return <p>{say('本地区没有可试算的方案', 'No plan of this region pays a bill')}</p>
      }}
    </Asked>
  )
}

function FromExample({
  division,
  name,
  visit,
}: {
  readonly division: string
  readonly name: string
  readonly visit: number
}) {
  const say = useSay()
  const answer = useAnswer('policies.pack', { division })
  const example = useAnswer('policies.example', { division, name })
  return (
    <Asked of={answer}>
      {(whole) => (
        <Asked of={example}>
          {({ rulesId, reading, visits }) => {
            const chosen = visits[visit]
            const first = chosen === undefined ? null : draftOfVisit(whole, rulesId, reading, chosen)
            if (first === null) return <p role="alert">{say('这个算例没有账单', 'This case gives no bill')}</p>
            return (
              <>
                <p className="law-facts">{say(`取自算例：${name}`, `From the worked case: ${name}`)}</p>
                <Bench key={`${name} ${visit}`} whole={whole} first={first} />
              </>
            )
          }}
        </Asked>
      )}
    </Asked>
  )
}

/** A bill under the law of a day: change anything and see who pays what, and why. */
export function Page() {
  const say = useSay()
  const division = useParam('division')
  const [{ on, example, visit = 0 }] = useFilters(pick)
  return (
    <Sheet title={say('待遇试算', 'What-if bill')}>
      <RegionBar division={division} page="try" on={on}>
        {(pack, today) =>
          example === undefined ? (
            <Blank key={pack.division} division={pack.division} today={today} />
          ) : (
            <FromExample key={pack.division} division={pack.division} name={example} visit={visit} />
          )
        }
      </RegionBar>
    </Sheet>
  )
}

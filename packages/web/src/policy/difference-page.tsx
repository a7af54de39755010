import type { Answer } from '@yibao/contract/rest'
import { Tag } from 'antd'
import dayjs from 'dayjs'
import { Asked, dayIn, Go, Money, type Pair, Sheet, useAnswer, useFilters, useParam, useSay } from '../kit/index.ts'
import { DayChoice } from './day-choice.tsx'
import { expectedText } from './expected-text.ts'
import { signed, valueText } from './law-words.ts'
import { type PackRow, RegionBar } from './region-bar.tsx'
import { Source } from './source.tsx'

type Difference = Answer<'policies.difference'>['rules'][number]
type Changed = Difference['parameters'][number]
type CaseSide = Difference['cases'][number]['left']

const pick = ({ left, right, on }: Readonly<Record<string, unknown>>) => ({
  left: dayIn(left),
  right: dayIn(right) ?? dayIn(on),
})

const changeWords: Readonly<Record<Changed['change'], Pair>> = {
  added: ['新增', 'added'],
  removed: ['删去', 'removed'],
  value: ['改值', 'changed'],
  source: ['值同据异', 'other source'],
}

function Side({ side, kind }: { readonly side: Changed['left']; readonly kind: Changed['kind'] }) {
  const say = useSay()
  if (side === null) return <>—</>
  return (
    <>
      <strong>{valueText(side.value, kind, say)}</strong> <small>{say(`自 ${side.from}`, `from ${side.from}`)}</small>
      <br />
      <small>
        <Source of={side} />
      </small>
    </>
  )
}

function Values({ parameters, left, right }: Pick<Difference, 'parameters'> & Days) {
  const say = useSay()
  if (parameters.length === 0) return null
  return (
    <div className="law-scroll">
      <table className="law-table">
        <caption className="unseen">{say('不同的参数', 'Parameters that differ')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('参数', 'Parameter')}</th>
            <th scope="col">{say('分类', 'Class')}</th>
            <th scope="col">{say('变化', 'Change')}</th>
            <th scope="col">{left}</th>
            <th scope="col">{right}</th>
          </tr>
        </thead>
        <tbody>
          {parameters.map((one) => (
            <tr key={`${one.name} ${one.key.join(' ')}`}>
              <th scope="row">{say(one.label)}</th>
              <td>{say(one.keyWords)}</td>
              <td>
                <Tag>{say(...changeWords[one.change])}</Tag>
              </td>
              <td>
                <Side side={one.left} kind={one.kind} />
              </td>
              <td>
                <Side side={one.right} kind={one.kind} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface Days {
  readonly left: string
  readonly right: string
}

/** What one day makes of a case: who pays how much, what the rules answer, or why they do not. */
function Outcome({ of: { refused, paid, answers } }: { readonly of: CaseSide }) {
  const say = useSay()
  if (refused !== null)
    return <>{say(`无法计算：${expectedText(refused, say)}`, `refused: ${expectedText(refused, say)}`)}</>
  return (
    <>
      {paid === null ? null : (
        <div>
          {say('基金', 'funds')} <Money fen={paid.fund} /> · {say('个人', 'person')} <Money fen={paid.person} />
        </div>
      )}
      {answers.map(({ name, label, value }) => (
        <div key={name} title={name}>
          {say(label)} {expectedText(value, say)}
        </div>
      ))}
    </>
  )
}

interface CasesProps extends Pick<Difference, 'cases' | 'casesSame'>, Days {
  readonly division: string
}

/** What both days make of the worked cases; a case opens among the cases of the region. */
function Cases({ division, cases, casesSame, left, right }: CasesProps) {
  const say = useSay()
  if (cases.length === 0) return null
  return (
    <div className="law-scroll">
      <table className="law-table">
        <caption>
          {say(
            `${cases.length} 个算例结果不同，${casesSame} 个不变；算例不是人群，不可外推`,
            `${cases.length} worked cases come out differently, ${casesSame} the same; cases are no population`,
          )}
        </caption>
        <thead>
          <tr>
            <th scope="col">{say('算例', 'Worked case')}</th>
            <th scope="col">{left}</th>
            <th scope="col">{right}</th>
            <th scope="col" className="right">
              {say('个人增减', 'Person, change')}
            </th>
          </tr>
        </thead>
        <tbody>
          {cases.map(({ name, label, left: before, right: after }) => (
            <tr key={name}>
              <th scope="row">
                <Go to="/policies/$division/cases" params={{ division }} search={{ example: name }}>
                  {say(label)}
                </Go>
              </th>
              <td>
                <Outcome of={before} />
              </td>
              <td>
                <Outcome of={after} />
              </td>
              <td className="right">
                {before.paid === null || after.paid === null ? '—' : signed(after.paid.person - before.paid.person)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface RulesProps extends Days {
  readonly division: string
  readonly one: Difference
}

function RulesDifference({ division, one, left, right }: RulesProps) {
  const say = useSay()
  return (
    <section className="law-part" aria-label={say(one.label)}>
      <h2>{say(one.label)}</h2>
      <p className="law-facts">
        {say(
          `${one.parameters.length} 处参数不同，${one.same} 处相同`,
          `${one.parameters.length} values differ, ${one.same} are the same`,
        )}
      </p>
      <Values parameters={one.parameters} left={left} right={right} />
      {one.chapters.map(({ title, changes }) => (
        <div key={title}>
          <h3>{title}</h3>
          {changes.map(({ side, line }) => (
            <p key={`${side} ${line}`} className={side === 'left' ? 'law-gone' : 'law-came'}>
              {side === 'left' ? '− ' : '+ '}
              {line}
            </p>
          ))}
        </div>
      ))}
      <Cases division={division} cases={one.cases} casesSame={one.casesSame} left={left} right={right} />
      {one.items.length === 0 ? null : (
        <table className="law-table">
          <caption>{say('单项算例：符合范围金额', 'Single lines: eligible part')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('算例', 'Worked case')}</th>
              <th scope="col" className="right">
                {left}
              </th>
              <th scope="col" className="right">
                {right}
              </th>
            </tr>
          </thead>
          <tbody>
            {one.items.map((item) => (
              <tr key={item.name}>
                <th scope="row">{say(item.label)}</th>
                <td className="right">{expectedText(item.left, say)}</td>
                <td className="right">{expectedText(item.right, say)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Compared({ pack, today }: { readonly pack: PackRow; readonly today: string }) {
  const say = useSay()
  const [filters, change] = useFilters(pick)
  const { days, division } = pack
  const right = filters.right ?? today
  // The day before the latest change shows what that change did.
  const latest = days.findLast((one) => one <= right && one !== days[0])
  const left = filters.left ?? days.findLast((one) => one < (latest ?? right)) ?? right
  const answer = useAnswer('policies.difference', { division, left, right, language: say.language })
  return (
    <>
      <div className="law-bar">
        <span>{say('甲日', 'The one day')}</span>
        <DayChoice label={say('甲日', 'The one day')} on={left} onChange={(to) => change({ left: to, right })} />
        <span>{say('乙日', 'The other day')}</span>
        <DayChoice label={say('乙日', 'The other day')} on={right} onChange={(to) => change({ left, right: to })} />
        <button type="button" className="law-step" onClick={() => change({ left: right, right: left })}>
          ⇄ {say('对调', 'Swap')}
        </button>
      </div>
      <div className="law-bar">
        <span>{say('各变动日与其前一日', 'Each day of change against the day before')}</span>
        {days.map((one) => (
          <button
            key={one}
            type="button"
            className="law-step"
            onClick={() => change({ left: dayjs(one).subtract(1, 'day').format('YYYY-MM-DD'), right: one })}
          >
            {one}
          </button>
        ))}
      </div>
      <Asked of={answer}>
        {({ rules, unchanged }) => (
          <>
            {rules.length === 0 ? (
              <p>{say(`两日之间 ${unchanged} 份规则都没有不同`, `Nothing differs in any of the ${unchanged} rules`)}</p>
            ) : (
              <p className="law-facts">
                {say(
                  `${rules.length} 份规则有不同，${unchanged} 份没有`,
                  `${rules.length} rules differ, ${unchanged} do not`,
                )}
              </p>
            )}
            {rules.map((one) => (
              <RulesDifference key={one.rulesId} division={division} one={one} left={left} right={right} />
            ))}
          </>
        )}
      </Asked>
    </>
  )
}

/** What differs in the law of a region between two days, and what it does to its worked cases. */
export function Page() {
  const say = useSay()
  const division = useParam('division')
  const [{ right }] = useFilters(pick)
  return (
    <Sheet title={say('两日比较', 'The law on two days')}>
      <RegionBar division={division} page="difference" on={right}>
        {(pack, today) => <Compared key={pack.division} pack={pack} today={today} />}
      </RegionBar>
    </Sheet>
  )
}

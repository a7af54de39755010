import type { Answer } from '@yibao/contract/rest'
import { Alert, Button, Tag } from 'antd'
import { useState } from 'react'
import {
  Asked,
  Go,
  named,
  providerKindWords,
  providerLevelWords,
  type Say,
  Sheet,
  useAnswer,
  useCan,
  useFilters,
  useSay,
} from '../kit/index.ts'
import { Months, Peers } from './card-charts.tsx'
import './supervision.css'
import {
  alikeWords,
  badWhenPair,
  grainWords,
  isAskedGrain,
  meansWords,
  numberText,
  partText,
  refusedPair,
  unitPair,
  verdictColours,
  verdictWords,
} from './words.ts'

type Card = Answer<'indicators.card'>
type Judged = Card['judged'][number]
type Rows = Answer<'indicators.rows'>

const wordOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''

const pick = (search: Readonly<Record<string, unknown>>) => {
  const grain = wordOf(search.grain)
  return {
    run: wordOf(search.run),
    indicator: wordOf(search.indicator),
    grain: isAskedGrain(grain) ? grain : ('provider' as const),
    key: wordOf(search.key),
  }
}

type Subject = ReturnType<typeof pick>

type Line = readonly [name: string, value: string]

function targetLines(say: Say, { low, high, beyond }: NonNullable<Judged['target']>): readonly Line[] {
  return [
    ...(low === null ? [] : [[say('不低于', 'At least'), numberText(low)] as const]),
    ...(high === null ? [] : [[say('不高于', 'At most'), numberText(high)] as const]),
    [say('超出', 'Beyond by'), partText(beyond)],
  ]
}

function outlierLines(say: Say, outlier: NonNullable<Judged['outlier']>): readonly Line[] {
  const { plain, adjusted, peers, by, threshold, logarithmic } = outlier
  const alike = by.map((one) => say(...named(alikeWords, one))).join(' × ')
  return [
    [say('同类', 'Peers'), `${peers} · ${alike}`],
    [say('阈值', 'Threshold'), `|z| ≥ ${threshold}${logarithmic ? say('（对数）', ' (logarithms)') : ''}`],
    [
      say('本值 / 中位数', 'Own / median'),
      `${numberText(plain.value)} / ${numberText(plain.median)} (${partText(plain.part)})`,
    ],
    ['z', `${plain.z.toFixed(2)} · ${say('位次', 'rank')} ${(plain.rank * 100).toFixed(0)} %`],
    ...(adjusted === null
      ? []
      : [
          [
            say('病组校正后（以此为准）', 'Adjusted for case mix (this one decides)'),
            `${numberText(adjusted.value, 3)} · z ${adjusted.z.toFixed(2)}`,
          ] as const,
          [
            say('实际 ÷ 期望', 'Observed ÷ expected'),
            `${numberText(adjusted.observed)} ÷ ${numberText(adjusted.expected)} · ${say(`${adjusted.groups} 个病组 ${adjusted.stays} 例`, `${adjusted.groups} groups, ${adjusted.stays} stays`)}`,
          ] as const,
        ]),
  ]
}

function trendLines(say: Say, trend: NonNullable<Judged['trend']>): readonly Line[] {
  const { months, season, monthOnMonth, yearOnYear, drift, low, high, changes } = trend
  return [
    [say('月数', 'Months'), `${months}${season ? say('，已去季节', ', season taken out') : ''}`],
    [say('环比 / 同比', 'On month / on year'), `${partText(monthOnMonth)} / ${partText(yearOnYear)}`],
    [say('年漂移', 'Drift a year'), partText(drift)],
    ['EWMA', `${numberText(low)} – ${numberText(high)}`],
    ...changes.map(
      ({ month, before, after, shift, p }) =>
        [
          say(`${month} 起`, `From ${month}`),
          `${numberText(before)} → ${numberText(after)} (${partText(shift)}), p ${p.toFixed(3)}`,
        ] as const,
    ),
  ]
}

function Why({ judged }: { readonly judged: Judged }) {
  const say = useSay()
  const { target, outlier, trend, refused } = judged
  const lines: readonly Line[] = [
    ...(target === null ? [] : targetLines(say, target)),
    ...(outlier === null ? [] : outlierLines(say, outlier)),
    ...(trend === null ? [] : trendLines(say, trend)),
  ]
  return (
    <section className="guard-card">
      <h2>
        {say(...named(meansWords, judged.means))}{' '}
        <Tag color={verdictColours[judged.verdict]}>{say(...verdictWords[judged.verdict])}</Tag>
      </h2>
      {refused.map((one) => (
        <div key={one.code}>{say(...refusedPair(one))}</div>
      ))}
      <dl className="guard-facts">
        {lines.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Table({ rows }: { readonly rows: Rows['rows'] }) {
  const say = useSay()
  const [first] = rows
  if (first === undefined) return null
  const names = [
    ...new Map(rows.flatMap(({ columns }) => columns.map(({ name }) => [name.en, name] as const))).values(),
  ]
  return (
    <div className="guard-scroll">
      <table className="guard-table wide">
        <thead>
          <tr>
            <th scope="col">{say('键', 'Key')}</th>
            <th scope="col" className="right">
              {say('分子', 'Numerator')}
            </th>
            <th scope="col" className="right">
              {say('分母', 'Denominator')}
            </th>
            {names.map((name) => (
              <th key={name.en} scope="col">
                {say(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, numerator, denominator, columns }) => (
            <tr key={key}>
              <td>{key}</td>
              <td className="right">{numerator}</td>
              <td className="right">{denominator}</td>
              {names.map((name) => (
                <td key={name.en}>{columns.find((column) => column.name.en === name.en)?.value ?? ''}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Behind({ subject, card }: { readonly subject: Subject; readonly card: Card }) {
  const say = useSay()
  const [after, setAfter] = useState<readonly string[]>([])
  const last = after.at(-1)
  const opened = useAnswer('indicators.rows', {
    ...subject,
    limit: 100,
    ...(last === undefined ? {} : { after: last }),
  })
  return (
    <Asked of={opened}>
      {({ rows, next, all, agrees }) => (
        <>
          <p>
            <Tag color={agrees ? 'default' : 'red'}>
              {agrees ? say('合计相符', 'They add up') : say('合计不符', 'They do not add up')}
            </Tag>
            {say(`共 ${all} 行`, `${all} rows`)} · <Parts card={card} /> → {numberText(card.value)}{' '}
            {say(...unitPair(card.indicator.unit))}
          </p>
          <Table rows={rows} />
          <div className="guard-filters">
            <Button disabled={after.length === 0} onClick={() => setAfter(after.slice(0, -1))}>
              {say('上一页', 'Previous')}
            </Button>
            <Button disabled={next === null} onClick={() => next !== null && setAfter([...after, next])}>
              {say('下一页', 'Next')}
            </Button>
          </div>
        </>
      )}
    </Asked>
  )
}

/** What the number is divided from, in yuan where it is money. */
const Parts = ({ card: { numerator, denominator } }: { readonly card: Card }) => (
  <>
    {numerator}
    {denominator === null ? '' : ` ÷ ${denominator}`}
  </>
)

function Whole({ card, subject }: { readonly card: Card; readonly subject: Subject }) {
  const say = useSay()
  const [isOpen, setOpen] = useState(false)
  const mayFindings = useCan('findings.read')
  const { indicator, run, level, kind, region, providerCode, name } = card
  const about = [
    ...(level === null ? [] : [say(...named(providerLevelWords, level))]),
    ...(kind === null ? [] : [say(...named(providerKindWords, kind))]),
    ...(region === null ? [] : [region]),
  ].join(' · ')
  return (
    <Sheet
      title={`${indicator.code} ${say(indicator.name)} · ${card.period}`}
      extra={
        <>
          {providerCode === null || !mayFindings ? null : (
            <Go to="/findings" search={{ view: 'list', providerCode }}>
              {say('该机构的疑点', 'Findings there')}
            </Go>
          )}
          <Go to="/indicators" search={{ run: run.run, indicator: indicator.code, grain: subject.grain }}>
            {say('同一指标的其他对象', 'Others of this indicator')}
          </Go>
        </>
      }
    >
      <div className="guard-two">
        <section className="guard-card">
          <h2>
            {say(...named(grainWords, card.grain))} {name ?? ''} {card.key}
          </h2>
          <div>{about}</div>
          <button
            type="button"
            className="guard-big"
            style={{ all: 'unset', cursor: 'pointer' }}
            onClick={() => setOpen(true)}
            aria-label={say('打开数值背后的行', 'Open the rows behind the number')}
          >
            <span className="guard-big">{numberText(card.value)}</span> {say(...unitPair(indicator.unit))}
          </button>
          <div>
            <Parts card={card} /> · {say(`${card.rows} 行`, `${card.rows} rows`)}
          </div>
          <div>
            {say(...badWhenPair(indicator.badWhen))} · {indicator.reference}
            {indicator.assumed ? say('（起步值，待校准）', ' (a starting value, to be calibrated)') : ''}
          </div>
          {card.sameDefinitions ? null : (
            <Alert
              type="warning"
              showIcon
              title={say('指标定义在运行之后改过', 'The definitions were changed since the run')}
            />
          )}
          <Button onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
            {isOpen ? say('收起明细行', 'Close the rows') : say('打开背后的行', 'Open the rows')}
          </Button>
        </section>
        <div className="guard-actions">
          {card.judged.length === 0 ? <Alert type="info" title={say('没有判定', 'Not judged')} /> : null}
          {card.judged.map((judged) => (
            <Why key={judged.means} judged={judged} />
          ))}
        </div>
      </div>
      {isOpen ? (
        <section className="guard-card">
          <h2>{say('数值背后的行', 'Rows behind the number')}</h2>
          <Behind subject={subject} card={card} />
        </section>
      ) : null}
      <div className="guard-two">
        {card.peers === null || card.peers.others.length === 0 ? null : (
          <Peers peers={card.peers} unit={say(...unitPair(indicator.unit))} />
        )}
        <Months card={card} />
      </div>
    </Sheet>
  )
}

/** One number with its peers, its months, why it was judged so, and the rows that it is made of. */
export function Page() {
  const [subject] = useFilters(pick)
  const found = useAnswer('indicators.card', subject)
  return <Asked of={found}>{(card) => <Whole card={card} subject={subject} />}</Asked>
}

import type { Answer } from '@yibao/contract/rest'
import { numberText, partText, unitPair, valueText } from '@yibao/core/supervision'
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
import { Behind, Parts } from './card-rows.tsx'
import './supervision.css'
import {
  alikeWords,
  badWhenPair,
  grainWords,
  isAskedGrain,
  meansWords,
  refusedPair,
  verdictColours,
  verdictWords,
} from './words.ts'

type Card = Answer<'indicators.card'>
type Judged = Card['judged'][number]

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

const inUnit = (say: Say, value: number, unit: string): string => `${valueText(value, unit)} ${say(...unitPair(unit))}`

/** How far its own value is from the median: of percentages in points, for a part of a small share says too much. */
const apartText = (say: Say, { value, median, part }: NonNullable<Judged['outlier']>['plain'], unit: string): string =>
  unit === 'percent'
    ? `${value > median ? '+' : ''}${numberText(value - median)} ${say('个百分点', 'points')}`
    : partText(part)

function targetLines(say: Say, { low, high, beyond }: NonNullable<Judged['target']>, unit: string): readonly Line[] {
  return [
    ...(low === null ? [] : [[say('不低于', 'At least'), inUnit(say, low, unit)] as const]),
    ...(high === null ? [] : [[say('不高于', 'At most'), inUnit(say, high, unit)] as const]),
    [say('超出', 'Beyond by'), `${(beyond * 100).toFixed(1)} %`],
  ]
}

function outlierLines(say: Say, outlier: NonNullable<Judged['outlier']>, unit: string): readonly Line[] {
  const { plain, adjusted, peers, by, threshold, logarithmic } = outlier
  const alike = by.map((one) => say(...named(alikeWords, one))).join(' × ')
  return [
    [say('同类', 'Peers'), `${peers} · ${alike}`],
    [say('阈值', 'Threshold'), `|z| ≥ ${threshold}${logarithmic ? say('（对数）', ' (logarithms)') : ''}`],
    [
      say('本值 / 中位数', 'Own / median'),
      `${valueText(plain.value, unit)} / ${valueText(plain.median, unit)} (${apartText(say, plain, unit)})`,
    ],
    ['z', `${numberText(plain.z)} · ${say('位次', 'rank')} ${(plain.rank * 100).toFixed(0)} %`],
    ...(adjusted === null
      ? []
      : [
          [
            say('病组校正后（以此为准）', 'Adjusted for case mix (this one decides)'),
            `${numberText(adjusted.value, 3)} · z ${adjusted.z.toFixed(2)}`,
          ] as const,
          [
            say('实际 ÷ 期望', 'Observed ÷ expected'),
            `${valueText(adjusted.observed, unit)} ÷ ${valueText(adjusted.expected, unit)} · ${say(`${adjusted.groups} 个病组 ${adjusted.stays} 例`, `${adjusted.groups} groups, ${adjusted.stays} stays`)}`,
          ] as const,
        ]),
  ]
}

function trendLines(say: Say, trend: NonNullable<Judged['trend']>, unit: string): readonly Line[] {
  const { months, season, monthOnMonth, yearOnYear, drift, low, high, changes } = trend
  return [
    [say('月数', 'Months'), `${months}${season ? say('，已去季节', ', season taken out') : ''}`],
    [say('环比 / 同比', 'On month / on year'), `${partText(monthOnMonth)} / ${partText(yearOnYear)}`],
    [say('年漂移', 'Drift a year'), partText(drift)],
    [say('控制界限（EWMA）', 'Limits (EWMA)'), `${valueText(low, unit)} – ${valueText(high, unit)}`],
    ...changes.map(
      ({ month, before, after, shift, p }) =>
        [
          say(`${month} 起`, `From ${month}`),
          `${valueText(before, unit)} → ${valueText(after, unit)} (${partText(shift)}), p ${p.toFixed(3)}`,
        ] as const,
    ),
  ]
}

function Why({ judged, unit }: { readonly judged: Judged; readonly unit: string }) {
  const say = useSay()
  const { target, outlier, trend, refused } = judged
  const lines: readonly Line[] = [
    ...(target === null ? [] : targetLines(say, target, unit)),
    ...(outlier === null ? [] : outlierLines(say, outlier, unit)),
    ...(trend === null ? [] : trendLines(say, trend, unit)),
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
        <section className="guard-card guard-stack">
          <h2>
            {say(...named(grainWords, card.grain))} {name ?? ''} {card.key}
          </h2>
          <div>{about}</div>
          <button
            type="button"
            className="guard-number"
            title={say('打开数值背后的行', 'Open the rows behind the number')}
            onClick={() => setOpen(true)}
          >
            <span className="guard-big">{valueText(card.value, indicator.unit)}</span>{' '}
            {say(...unitPair(indicator.unit))}
          </button>
          <div>
            <Parts card={card} /> · {say(`${card.rows} 行`, `${card.rows} rows`)}
          </div>
          <div>
            {say(...badWhenPair(indicator.badWhen))} · {say('参考', 'Reference')} {say(indicator.reference)}
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
            <Why key={judged.means} judged={judged} unit={indicator.unit} />
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
          <Peers peers={card.peers} unit={indicator.unit} />
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

import type { Answer } from '@yibao/contract/rest'
import { Alert, Input, Segmented, Select, Tag } from 'antd'
import { useMemo } from 'react'
import { Asked, type Column, RowList, type Say, Sheet, useAnswer, useFilters, useGo, useSay } from '../kit/index.ts'
import { given } from './given.ts'
import './supervision.css'
import {
  badWhenWords,
  grainPair,
  isAskedGrain,
  levelPair,
  meansPair,
  numberText,
  unitPair,
  verdictColours,
  verdictWords,
} from './words.ts'

type Listing = Answer<'indicators.list'>
type Indicator = Listing['rows'][number]
type Value = Answer<'indicators.values'>['rows'][number]
type Risk = Answer<'indicators.risks'>['rows'][number]
type Grain = Value['grain']
type Run = Answer<'indicators.runs'>['rows'][number]

const views = ['indicators', 'risks'] as const
const verdicts = ['bad', 'fine', 'refused'] as const
const orders = ['far', 'high', 'low'] as const

const wordOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined

const pick = (search: Readonly<Record<string, unknown>>) => {
  const grain = wordOf(search.grain)
  return {
    view: views.find((one) => one === search.view) ?? 'indicators',
    run: wordOf(search.run),
    indicator: wordOf(search.indicator),
    topic: wordOf(search.topic),
    grain: grain !== undefined && isAskedGrain(grain) ? grain : undefined,
    verdict: verdicts.find((one) => one === search.verdict),
    order: orders.find((one) => one === search.order),
    providerCode: wordOf(search.providerCode),
  }
}

type Found = ReturnType<typeof pick>
type Change = (some: Partial<Found>) => void

const subjectColumns = (say: Say): readonly Column<Value | Risk>[] => [
  {
    key: 'name',
    title: say('对象', 'Subject'),
    width: 'minmax(12rem, 2fr)',
    show: ({ name, key, providerCode }) =>
      name === null ? key : key === providerCode ? `${name} ${key}` : `${name} ${key.slice(key.indexOf('/') + 1)}`,
  },
  {
    key: 'level',
    title: say('等级', 'Level'),
    width: '5rem',
    show: ({ level }) => (level === null ? '–' : say(...levelPair(level))),
  },
]

const valueColumns = (say: Say, unit: string): readonly Column<Value>[] => [
  ...subjectColumns(say),
  {
    key: 'value',
    title: `${say('数值', 'Value')} ${unit}`,
    width: '11rem',
    align: 'right',
    show: ({ value }) => numberText(value),
  },
  {
    key: 'rows',
    title: say('行数', 'Rows'),
    width: '6rem',
    align: 'right',
    show: ({ rows }) => rows.toLocaleString('en-US'),
  },
  {
    key: 'judged',
    title: say('判定', 'Judged'),
    width: 'minmax(16rem, 2fr)',
    show: ({ judged }) =>
      judged.map(({ means, verdict, distance }) => (
        <Tag key={means} color={verdictColours[verdict]}>
          {say(...meansPair(means))} {say(...verdictWords[verdict])}
          {distance === null ? '' : ` ${distance.toFixed(2)}`}
        </Tag>
      )),
  },
]

const riskColumns = (say: Say): readonly Column<Risk>[] => [
  ...subjectColumns(say),
  { key: 'grain', title: say('统计对象', 'Of'), width: '6rem', show: ({ grain }) => say(...grainPair(grain)) },
  { key: 'topic', title: say('主题', 'Topic'), width: '8rem', show: ({ topic }) => topic },
  {
    key: 'score',
    title: say('评分', 'Score'),
    width: '8rem',
    align: 'right',
    show: ({ score, listed }) => (
      <>
        {listed ? <Tag color="red">{say('高风险', 'High')}</Tag> : null}
        {numberText(score, 1)}
      </>
    ),
  },
  {
    key: 'reasons',
    title: say('得分构成', 'Made of'),
    width: 'minmax(18rem, 3fr)',
    show: ({ reasons }) =>
      reasons.map(({ indicator, name, points }) => `${indicator} ${say(name)} ${points.toFixed(1)}`).join('；') || '–',
  },
]

function Values({
  found,
  change,
  indicator,
  run,
}: {
  readonly found: Found
  readonly change: Change
  readonly indicator: Indicator
  readonly run: string
}) {
  const say = useSay()
  const go = useGo()
  const grains = indicator.grains.filter(isAskedGrain)
  const grain: Grain =
    found.grain !== undefined && grains.includes(found.grain) ? found.grain : (grains[0] ?? 'provider')
  const columns = useMemo(() => valueColumns(say, say(...unitPair(indicator.unit))), [say, indicator.unit])
  const asked = {
    run,
    indicator: indicator.code,
    grain,
    ...given({ verdict: found.verdict, order: found.order, providerCode: found.providerCode }),
  }
  return (
    <>
      <section className="guard-card">
        <h2>
          {indicator.code} {say(indicator.name)}
        </h2>
        <div>
          {say(...badWhenWords[indicator.badWhen])} · {say('参考', 'Reference')} {indicator.reference}
          {indicator.assumed ? say('（起步值，待校准）', ' (a starting value, to be calibrated)') : ''}
        </div>
        {indicator.note === null ? null : <div>{indicator.note}</div>}
        {indicator.lacks.length === 0 ? null : (
          <Alert
            type="info"
            showIcon
            title={say(`缺少数据：${indicator.lacks.join('、')}`, `Data are lacking: ${indicator.lacks.join(', ')}`)}
          />
        )}
      </section>
      <search className="guard-filters">
        <Select<Grain>
          aria-label={say('统计对象', 'Of what')}
          style={{ width: 130 }}
          value={grain}
          onChange={(next) => change({ grain: next })}
          options={grains.map((value) => ({ value, label: say(...grainPair(value)) }))}
        />
        <Select<(typeof verdicts)[number]>
          aria-label={say('判定', 'Judged')}
          placeholder={say('判定', 'Judged')}
          allowClear
          style={{ width: 130 }}
          {...(found.verdict === undefined ? {} : { value: found.verdict })}
          onChange={(verdict?: (typeof verdicts)[number]) => change({ verdict })}
          options={verdicts.map((value) => ({ value, label: say(...verdictWords[value]) }))}
        />
        <Select<(typeof orders)[number]>
          aria-label={say('排序', 'Order')}
          style={{ width: 150 }}
          value={found.order ?? 'far'}
          onChange={(order) => change({ order })}
          options={[
            { value: 'far', label: say('偏离大的在前', 'Farthest first') },
            { value: 'high', label: say('数值高的在前', 'Highest first') },
            { value: 'low', label: say('数值低的在前', 'Lowest first') },
          ]}
        />
        <Place found={found} change={change} />
      </search>
      <RowList
        name="indicators.values"
        input={asked}
        label={`${indicator.code} ${say(indicator.name)}`}
        columns={columns}
        rowKey={({ key }) => key}
        onOpen={({ key }) => go({ to: '/indicators/card', search: { run, indicator: indicator.code, grain, key } })}
        height="calc(100vh - 22rem)"
      />
    </>
  )
}

function Place({ found, change }: { readonly found: Found; readonly change: Change }) {
  const say = useSay()
  const label = say('机构编码', 'Institution')
  return (
    <Input
      key={found.providerCode ?? ''}
      aria-label={label}
      placeholder={label}
      defaultValue={found.providerCode ?? ''}
      style={{ width: 170 }}
      onPressEnter={(event) => change({ providerCode: event.currentTarget.value.trim() || undefined })}
    />
  )
}

function Risks({
  found,
  change,
  listing,
  run,
}: {
  readonly found: Found
  readonly change: Change
  readonly listing: Listing
  readonly run: string
}) {
  const say = useSay()
  const columns = useMemo(() => riskColumns(say), [say])
  const go = useGo()
  const first = ({ reasons, grain, key }: Risk): void => {
    const [reason] = reasons
    if (reason !== undefined) go({ to: '/indicators/card', search: { run, indicator: reason.indicator, grain, key } })
  }
  return (
    <>
      <search className="guard-filters">
        <Select<string>
          aria-label={say('主题', 'Topic')}
          placeholder={say('主题', 'Topic')}
          allowClear
          style={{ width: 200 }}
          {...(found.topic === undefined ? {} : { value: found.topic })}
          onChange={(topic?: string) => change({ topic })}
          options={listing.topics.map(({ code, name }) => ({ value: code, label: say(name) }))}
        />
        <Place found={found} change={change} />
      </search>
      <RowList
        name="indicators.risks"
        input={{ run, ...given({ topic: found.topic, grain: found.grain, providerCode: found.providerCode }) }}
        label={say('风险评分', 'Risk scores')}
        columns={columns}
        rowKey={({ topic, grain, key }) => `${topic} ${grain} ${key}`}
        onOpen={first}
        height="calc(100vh - 18rem)"
      />
    </>
  )
}

function OfRun({ found, change, run }: { readonly found: Found; readonly change: Change; readonly run: Run }) {
  const say = useSay()
  const listing = useAnswer('indicators.list', { run: run.run })
  return (
    <Asked of={listing}>
      {(answer) => {
        const shown = answer.rows.filter(({ grains }) => grains.some(isAskedGrain))
        const told = shown.filter(({ bad, fine, refused }) => bad + fine + refused > 0)
        const chosen =
          shown.find(({ code }) => code === found.indicator) ??
          told.toSorted((one, other) => other.bad - one.bad)[0] ??
          shown[0]
        return (
          <>
            {run.gaps.length === 0 ? null : (
              <Alert
                type="warning"
                showIcon
                title={say('数据缺口', 'Gaps of the data')}
                description={run.gaps.join('；')}
              />
            )}
            {found.view === 'risks' ? (
              <Risks found={found} change={change} listing={answer} run={run.run} />
            ) : chosen === undefined ? null : (
              <>
                <Select<string>
                  aria-label={say('指标', 'Indicator')}
                  showSearch={{ optionFilterProp: 'label' }}
                  style={{ width: 'min(36rem, 100%)' }}
                  value={chosen.code}
                  onChange={(indicator) => change({ indicator })}
                  options={shown.map(({ code, name, bad, fine, refused }) => ({
                    value: code,
                    label: `${code} ${say(name)}${
                      bad + fine + refused === 0
                        ? say('（本期无数值）', ' (no number)')
                        : say(
                            `（异常 ${bad}，正常 ${fine}，不判定 ${refused}）`,
                            ` (beyond ${bad}, within ${fine}, not judged ${refused})`,
                          )
                    }`,
                  }))}
                />
                <Values found={found} change={change} indicator={chosen} run={run.run} />
              </>
            )}
          </>
        )
      }}
    </Asked>
  )
}

/** The numbers that the night told and judged, by period. */
export function Page() {
  const say = useSay()
  const [found, change] = useFilters(pick)
  const runs = useAnswer('indicators.runs', {})
  return (
    <Sheet title={say('监管指标', 'Supervision indicators')}>
      <Asked of={runs}>
        {({ rows }) => {
          const run = rows.find((one) => one.run === found.run) ?? rows[0]
          if (run === undefined)
            return (
              <Alert
                type="info"
                showIcon
                title={say('还没有运行结果', 'There is no run yet')}
                description={say(
                  '夜间任务按排程计算；也可以在命令行执行 ./yibao lake export 和 ./yibao indicator run',
                  'The night makes them as scheduled; or run ./yibao lake export and ./yibao indicator run',
                )}
              />
            )
          return (
            <>
              <div className="guard-filters">
                <Select<string>
                  aria-label={say('期间', 'Period')}
                  style={{ width: 240 }}
                  value={run.run}
                  onChange={(next) => change({ run: next })}
                  options={rows.map((one) => ({
                    value: one.run,
                    label: `${one.period} · ${say(`异常 ${one.beyond}`, `${one.beyond} beyond`)}`,
                  }))}
                />
                <Segmented<(typeof views)[number]>
                  aria-label={say('查看', 'Look at')}
                  value={found.view}
                  onChange={(view) => change({ view })}
                  options={[
                    { value: 'indicators', label: say('逐个指标', 'By indicator') },
                    { value: 'risks', label: say('风险评分', 'Risk scores') },
                  ]}
                />
                <span>
                  {say(`算于 ${run.madeAt}，${run.values} 个数值`, `made ${run.madeAt}, ${run.values} numbers`)}
                </span>
              </div>
              <OfRun found={found} change={change} run={run} />
            </>
          )
        }}
      </Asked>
    </Sheet>
  )
}

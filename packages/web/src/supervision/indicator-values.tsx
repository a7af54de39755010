import type { Answer } from '@yibao/contract/rest'
import { unitPair, valueText } from '@yibao/core/supervision'
import { Alert, Select, Tag } from 'antd'
import { useMemo } from 'react'
import { Choice, type Column, FilterBar, given, named, RowList, type Say, useGo, useSay } from '../kit/index.ts'
import './supervision.css'
import { type Change, type Found, type Listing, type orders, Place, subjectColumns } from './indicator-filters.tsx'
import {
  badWhenPair,
  distanceText,
  grainWords,
  isAskedGrain,
  meansWords,
  verdictColours,
  verdictWords,
} from './words.ts'

type Indicator = Listing['rows'][number]
type Value = Answer<'indicators.values'>['rows'][number]
type Grain = Value['grain']

const valueColumns = (say: Say, unit: string): readonly Column<Value>[] => [
  ...subjectColumns(say),
  {
    key: 'value',
    title: `${say('数值', 'Value')} ${say(...unitPair(unit))}`,
    width: '11rem',
    align: 'right',
    show: ({ value }) => valueText(value, unit),
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
    show: ({ judged }) => (
      <span className="guard-tags">
        {judged.map(({ means, verdict, distance }) => (
          <Tag key={means} color={verdictColours[verdict]}>
            {say(...named(meansWords, means))} {say(...verdictWords[verdict])}
            {distance === null ? '' : ` ${distanceText(means, distance)}`}
          </Tag>
        ))}
      </span>
    ),
  },
]

export function Values({
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
  const columns = useMemo(() => valueColumns(say, indicator.unit), [say, indicator.unit])
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
          {say(...badWhenPair(indicator.badWhen))} · {say('参考', 'Reference')} {say(indicator.reference)}
          {indicator.assumed ? say('（起步值，待校准）', ' (a starting value, to be calibrated)') : ''}
        </div>
        {indicator.note === null ? null : (
          <div>
            {say('口径', 'Reading')} {say(indicator.note)}
          </div>
        )}
        {indicator.lacks.length === 0 ? null : (
          <Alert
            type="info"
            showIcon
            title={say(`缺少数据：${indicator.lacks.join('、')}`, `Data are lacking: ${indicator.lacks.join(', ')}`)}
          />
        )}
      </section>
      <FilterBar>
        <Select<Grain>
          aria-label={say('统计对象', 'Of what')}
          style={{ width: 130 }}
          value={grain}
          onChange={(next) => change({ grain: next })}
          options={grains.map((value) => ({ value, label: say(...named(grainWords, value)) }))}
        />
        <Choice
          label={say('判定', 'Judged')}
          words={verdictWords}
          value={found.verdict}
          onChange={(verdict) => change({ verdict })}
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
      </FilterBar>
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

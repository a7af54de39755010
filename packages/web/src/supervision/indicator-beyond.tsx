import type { Answer } from '@yibao/contract/rest'
import { unitPair, valueText } from '@yibao/core/supervision'
import { Tag } from 'antd'
import { useMemo } from 'react'
import { type Column, FilterBar, given, named, RowList, type Say, useGo, useSay } from '../kit/index.ts'
import './supervision.css'
import { type Listing, Place, type RunView, subjectColumns } from './indicator-filters.tsx'
import { distanceText, grainWords, meansWords, verdictColours } from './words.ts'

type Beyond = Answer<'indicators.beyond'>['rows'][number]

function beyondColumns(say: Say, { rows: indicators }: Listing): readonly Column<Beyond>[] {
  const definitions = new Map(indicators.map((one) => [one.code, one]))
  return [
    {
      key: 'indicator',
      title: say('指标', 'Indicator'),
      width: 'minmax(12rem, 2fr)',
      show: ({ indicator }) => {
        const definition = definitions.get(indicator)
        return definition === undefined ? indicator : `${indicator} ${say(definition.name)}`
      },
    },
    {
      key: 'grain',
      title: say('统计对象', 'Of'),
      width: '6rem',
      show: ({ grain }) => say(...named(grainWords, grain)),
    },
    ...subjectColumns(say),
    {
      key: 'value',
      title: say('数值', 'Value'),
      width: '11rem',
      align: 'right',
      show: ({ indicator, value }) => {
        const unit = definitions.get(indicator)?.unit ?? ''
        return `${valueText(value, unit)} ${say(...unitPair(unit))}`
      },
    },
    {
      key: 'judged',
      title: say('偏离', 'Beyond by'),
      width: '11rem',
      show: ({ means, distance }) => (
        <Tag color={verdictColours.bad}>
          {say(...named(meansWords, means))} {distanceText(means, distance)}
        </Tag>
      ),
    },
  ]
}

/** All that a run found beyond, whatever the indicator. */
export function AllBeyond({ found, change, listing, run }: RunView) {
  const say = useSay()
  const go = useGo()
  const columns = useMemo(() => beyondColumns(say, listing), [say, listing])
  return (
    <>
      <FilterBar>
        <Place found={found} change={change} />
      </FilterBar>
      <RowList
        name="indicators.beyond"
        input={{ run, ...given({ providerCode: found.providerCode }) }}
        label={say('全部异常', 'All beyond')}
        columns={columns}
        rowKey={({ indicator, grain, key, means }) => `${indicator} ${grain} ${key} ${means}`}
        onOpen={({ indicator, grain, key }) => go({ to: '/indicators/card', search: { run, indicator, grain, key } })}
        height="calc(100vh - 18rem)"
      />
    </>
  )
}

import type { Answer } from '@yibao/contract/rest'
import { numberText } from '@yibao/core/supervision'
import { Tag } from 'antd'
import { useMemo } from 'react'
import { Choice, type Column, FilterBar, given, named, RowList, type Say, useGo, useSay } from '../kit/index.ts'
import './supervision.css'
import { type Listing, Place, type RunView, subjectColumns } from './indicator-filters.tsx'
import { grainWords } from './words.ts'

type Risk = Answer<'indicators.risks'>['rows'][number]

const riskColumns = (say: Say, { topics }: Listing): readonly Column<Risk>[] => [
  ...subjectColumns(say),
  { key: 'grain', title: say('统计对象', 'Of'), width: '6rem', show: ({ grain }) => say(...named(grainWords, grain)) },
  {
    key: 'topic',
    title: say('主题', 'Topic'),
    width: '9rem',
    show: ({ topic }) => {
      const name = topics.find(({ code }) => code === topic)?.name
      return name === undefined ? topic : say(name)
    },
  },
  {
    key: 'score',
    title: say('评分', 'Score'),
    width: '8rem',
    align: 'right',
    show: ({ score, listed }) => (
      <>
        {listed ? <Tag color="red">{say('高风险', 'High')}</Tag> : null} {numberText(score, 1)}
      </>
    ),
  },
  {
    key: 'reasons',
    title: say('得分构成', 'Made of'),
    width: 'minmax(14rem, 2fr)',
    show: ({ reasons }) =>
      reasons.map(({ indicator, name, points }) => `${indicator} ${say(name)} ${points.toFixed(1)}`).join('；') || '–',
  },
]

export function Risks({ found, change, listing, run }: RunView) {
  const say = useSay()
  const columns = useMemo(() => riskColumns(say, listing), [say, listing])
  const go = useGo()
  const first = ({ reasons, grain, key }: Risk): void => {
    const [reason] = reasons
    if (reason !== undefined) go({ to: '/indicators/card', search: { run, indicator: reason.indicator, grain, key } })
  }
  return (
    <>
      <FilterBar>
        <Choice
          label={say('主题', 'Topic')}
          words={Object.fromEntries(listing.topics.map(({ code, name }) => [code, [name.zh, name.en]]))}
          value={found.topic}
          width={200}
          onChange={(topic) => change({ topic })}
        />
        <Place found={found} change={change} />
      </FilterBar>
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

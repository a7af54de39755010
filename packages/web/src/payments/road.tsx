import type { Answer } from '@yibao/contract/rest'
import { Alert, Flex, List, Switch, Tag, Typography } from 'antd'
import { useState } from 'react'
import { useSay } from '../kit/index.ts'
import './payments.css'

type WireRoad = Answer<'grouping.explain'>['roads'][number]

interface RoadProps {
  readonly road: WireRoad
  /** The group that the run kept, to be held against. */
  readonly kept: string | null
}

/** How a record came into its group: what was tried, what held, what was near. */
export function Road({ road, kept }: RoadProps) {
  const say = useSay()
  const [all, setAll] = useState(false)
  const { kind, title, group, groupName, status, lines, unknown, nearest } = road
  const shown = all ? lines : lines.filter(({ holds }) => holds)
  const hidden = lines.length - shown.length
  return (
    <section className="payments-road" aria-label={`${kind.toUpperCase()} ${title}`}>
      <Flex gap="small" align="center" wrap>
        <Tag>{kind.toUpperCase()}</Tag>
        <Typography.Text strong>
          {group === null ? say('未入组', 'No group') : `${group} ${groupName ?? ''}`}
        </Typography.Text>
        <Typography.Text type="secondary">{title}</Typography.Text>
        {group !== kept && kept !== null ? <Tag>{say(`结算时为 ${kept}`, `the run kept ${kept}`)}</Tag> : null}
        {status === 'ambiguous' ? <Tag>{say('歧义', 'ambiguous')}</Tag> : null}
        <span style={{ marginInlineStart: 'auto' }}>
          <Switch checked={all} onChange={setAll} aria-label={say('显示不成立的条件', 'Show what did not hold')} />{' '}
          {say(`显示不成立的条件（${all ? 0 : hidden}）`, `show what did not hold (${all ? 0 : hidden})`)}
        </span>
      </Flex>
      {unknown.length === 0 ? null : (
        <Alert
          type="warning"
          showIcon
          title={say(
            `方案未列的编码：${unknown.join('、')}`,
            `Codes that the scheme does not name: ${unknown.join(', ')}`,
          )}
        />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className="payments-steps" tabIndex={0} aria-label={say('分组过程', 'Road')}>
        {shown.map((line, place) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
            key={place}
            className={line.holds ? 'held' : 'refused'}
            style={{ paddingInlineStart: `${line.depth * 1.2}rem` }}
          >
            {line.holds ? '' : '✗ '}
            {say(line)}
          </div>
        ))}
      </section>
      {nearest.length === 0 ? null : (
        <List
          size="small"
          header={say(
            '相近的组：供核对编码与病案，不是调整建议',
            'Groups nearby: to verify the coding against the notes, no advice to change it',
          )}
          dataSource={[...nearest]}
          renderItem={({ group: near, name, verify }) => (
            <List.Item key={near}>
              <List.Item.Meta title={name} description={verify.map((words) => say(words)).join('；')} />
            </List.Item>
          )}
        />
      )}
    </section>
  )
}

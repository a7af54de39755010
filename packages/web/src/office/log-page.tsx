import { type Answer, operationName, operations } from '@yibao/contract/rest'
import { Button, DatePicker, Descriptions, Drawer, Flex, Form, Input, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { Called, type Column, fieldRules, RowList, Sheet, useFilters, useSay } from '../kit/index.ts'
import { Mark } from './mark.tsx'
import { SealState } from './seal-state.tsx'

type Row = Answer<'log.find'>['rows'][number]

const names = ['actor', 'action', 'target', 'outcome', 'from', 'until'] as const
type Filter = { readonly [Name in (typeof names)[number]]: string | undefined } & {
  readonly outcome: 'done' | 'refused' | undefined
}

const pick = (search: Readonly<Record<string, unknown>>): Filter => {
  const text = (name: string): string | undefined => {
    const value = search[name]
    return (typeof value === 'string' || typeof value === 'number') && String(value) !== '' ? String(value) : undefined
  }
  const outcome = text('outcome')
  return {
    actor: text('actor'),
    action: text('action'),
    target: text('target'),
    outcome: outcome === 'done' || outcome === 'refused' ? outcome : undefined,
    from: text('from'),
    until: text('until'),
  }
}

interface Draft {
  readonly actor?: string
  readonly action?: string
  readonly target?: string
  readonly outcome?: Row['outcome'] | 'all'
  readonly range?: readonly [Dayjs | null, Dayjs | null] | null
}

const moment = (at: Dayjs | null | undefined): string | undefined => at?.format('YYYY-MM-DD HH:mm:ss')
const filled = (text: string | undefined): string | undefined =>
  text === undefined || text.trim() === '' ? undefined : text.trim()

/** Who did what, newest first; whoever reads it stands in it as well. */
export function Page() {
  const say = useSay()
  const [filter, change] = useFilters(pick)
  const [row, setRow] = useState<Row | null>(null)
  const { outcome, ...texts } = filter
  const given = Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined))
  const done = outcome === undefined ? {} : { outcome }
  const nameOf = (action: string): string | null => {
    const name = operationName(action)
    return name === null ? null : say(name)
  }
  const columns: readonly Column<Row>[] = [
    { key: 'at', title: say('时间', 'When'), width: '9.25rem', show: ({ at }) => at },
    { key: 'actor', title: say('谁', 'Who'), width: '8rem', show: ({ actor }) => actor },
    {
      key: 'action',
      title: say('做什么', 'What'),
      width: 'minmax(11rem, 1fr)',
      show: ({ action }) => <Called name={nameOf(action)} code={action} />,
    },
    {
      key: 'target',
      title: say('对什么', 'On what'),
      width: 'minmax(10rem, 1fr)',
      show: ({ target }) => target ?? '–',
    },
    {
      key: 'outcome',
      title: say('结果', 'Outcome'),
      width: '5.5rem',
      show: (one) =>
        one.outcome === 'done' ? (
          <Mark as="good">{say('完成', 'Done')}</Mark>
        ) : (
          <Mark as="bad">{say('拒绝', 'Refused')}</Mark>
        ),
    },
    {
      key: 'reason',
      title: say('事由或代码', 'Why'),
      width: 'minmax(9rem, 1fr)',
      show: ({ reason }) => reason ?? '–',
    },
    { key: 'address', title: say('地址', 'From'), width: '8.5rem', show: ({ address }) => address ?? '–' },
  ]
  const first: Draft = {
    ...(filter.actor === undefined ? {} : { actor: filter.actor }),
    ...(filter.action === undefined ? {} : { action: filter.action }),
    ...(filter.target === undefined ? {} : { target: filter.target }),
    outcome: outcome ?? 'all',
    range: [
      filter.from === undefined ? null : dayjs(filter.from),
      filter.until === undefined ? null : dayjs(filter.until),
    ],
  }
  const find = ({ actor, action, target, outcome: chosen, range }: Draft): void =>
    change({
      actor: filled(actor),
      action: filled(action),
      target: filled(target),
      outcome: chosen === 'all' ? undefined : chosen,
      from: moment(range?.[0]),
      until: moment(range?.[1]),
    })
  const fields = [
    ['actor', say('谁', 'Who')],
    ['target', say('对什么', 'On what')],
  ] as const
  return (
    <Sheet title={say('操作日志', 'Operation log')}>
      <SealState />
      <Form<Draft> layout="inline" initialValues={first} onFinish={find} style={{ rowGap: 8 }}>
        {fields.map(([name, label]) => (
          <Form.Item key={name} name={name} label={label} rules={[...fieldRules('log.find', name, say)]}>
            <Input style={{ width: 150 }} autoComplete="off" />
          </Form.Item>
        ))}
        <Form.Item name="action" label={say('做什么', 'What')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            style={{ width: 200 }}
            popupMatchSelectWidth={false}
            options={operations.map((action) => ({ value: action, label: `${nameOf(action)} ${action}` }))}
          />
        </Form.Item>
        <Form.Item name="outcome" label={say('结果', 'Outcome')}>
          <Select
            style={{ width: 110 }}
            options={[
              { value: 'all', label: say('全部', 'All') },
              { value: 'done', label: say('完成', 'Done') },
              { value: 'refused', label: say('拒绝', 'Refused') },
            ]}
          />
        </Form.Item>
        <Form.Item name="range" label={say('时间', 'When')}>
          <DatePicker.RangePicker showTime allowEmpty={[true, true]} />
        </Form.Item>
        <Flex gap="small">
          <Button type="primary" htmlType="submit">
            {say('查找', 'Find')}
          </Button>
        </Flex>
      </Form>
      <RowList
        name="log.find"
        input={{ ...given, ...done }}
        label={say('操作日志', 'Operation log')}
        columns={columns}
        rowKey={({ operationId }) => operationId}
        onOpen={setRow}
        height="calc(100vh - 21rem)"
      />
      <Drawer
        open={row !== null}
        onClose={() => setRow(null)}
        title={row === null ? '' : (nameOf(row.action) ?? row.action)}
        size="large"
      >
        {row === null ? null : (
          <Descriptions
            size="small"
            bordered
            column={1}
            items={[
              ...columns.map(({ key, title, show }) => ({ key, label: title, children: show(row) })),
              { key: 'id', label: say('编号', 'Number'), children: row.operationId },
              { key: 'session', label: say('会话', 'Session'), children: row.sessionId ?? '–' },
              {
                key: 'details',
                label: say('其余', 'The rest'),
                children: <code style={{ whiteSpace: 'pre-wrap' }}>{row.details}</code>,
              },
            ]}
          />
        )}
      </Drawer>
    </Sheet>
  )
}

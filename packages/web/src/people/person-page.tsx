import type { Answer } from '@yibao/contract/rest'
import { Button, Descriptions, Form, Input, Modal, Table, Tabs, Tag } from 'antd'
import { useState } from 'react'
import {
  Asked,
  Division,
  Failure,
  fieldRules,
  Go,
  Money,
  named,
  personStatusWords,
  personTypePair,
  RowList,
  Sheet,
  schemeWords,
  useAct,
  useAnswer,
  useCan,
  useGo,
  useParam,
  useSay,
  yuanText,
} from '../kit/index.ts'

type Person = Answer<'people.get'>
type Enrolment = Person['enrolments'][number]
type Total = Person['totals'][number]

/** Name and certificate as they are, after a reason was given; the centre writes it down before it shows them. */
function Unmask({ insuredId }: { readonly insuredId: string }) {
  const say = useSay()
  const [asks, setAsks] = useState(false)
  const { mutate, data, error, isPending } = useAct('people.unmask')
  if (data !== undefined) {
    return (
      <span>
        {data.name} · {data.certificateNumber} · {data.birth}{' '}
        <Tag>{say(`已记入日志 ${data.shownAt}`, `written down ${data.shownAt}`)}</Tag>
      </span>
    )
  }
  return (
    <>
      <Button onClick={() => setAsks(true)}>{say('查看原文', 'Show unmasked')}</Button>
      <Modal
        open={asks}
        onCancel={() => setAsks(false)}
        footer={null}
        title={say('查看姓名和证件号码', 'Show name and number')}
      >
        <Form<{ reason: string }> layout="vertical" onFinish={({ reason }) => mutate({ insuredId, reason })}>
          <Form.Item
            name="reason"
            label={say('事由（记入操作日志）', 'Why (written to the operation log)')}
            rules={[
              { required: true, message: say('请填写事由', 'say why') },
              ...fieldRules('people.unmask', 'reason', say),
            ]}
          >
            <Input autoFocus maxLength={200} />
          </Form.Item>
          {error === null ? null : <Failure of={error} />}
          <Button type="primary" htmlType="submit" loading={isPending}>
            {say('查看', 'Show')}
          </Button>
        </Form>
      </Modal>
    </>
  )
}

function Standing({ person }: { readonly person: Person }) {
  const say = useSay()
  return (
    <>
      <Table<Enrolment>
        size="small"
        pagination={false}
        rowKey={({ scheme, from }) => `${scheme}/${from}`}
        dataSource={[...person.enrolments]}
        columns={[
          { title: say('险种', 'Scheme'), render: (_, { scheme }) => say(...schemeWords[scheme]) },
          {
            title: say('参保地', 'Division'),
            dataIndex: 'division',
            render: (code: string) => <Division code={code} />,
          },
          {
            title: say('人员类别', 'Kind of person'),
            render: (_, { personType }) => say(...personTypePair(personType)),
          },
          {
            title: say('参保身份', 'Standing'),
            render: (_, { status }) => say(...named(personStatusWords, status)),
          },
          { title: say('起', 'From'), dataIndex: 'from' },
          { title: say('止', 'Until'), render: (_, { until }) => until ?? '–' },
          { title: say('连续年数', 'Years without a gap'), dataIndex: 'consecutiveYears', align: 'right' },
          { title: say('单位', 'Employer'), dataIndex: 'employer' },
        ]}
      />
      <Table<Total>
        size="small"
        pagination={false}
        rowKey={({ scheme, period, code }) => `${scheme}/${period}/${code}`}
        dataSource={[...person.totals]}
        columns={[
          { title: say('累计项目', 'Running total'), render: (_, { label }) => say(label) },
          { title: say('期间', 'Period'), dataIndex: 'period' },
          { title: say('险种', 'Scheme'), render: (_, { scheme }) => say(...schemeWords[scheme]) },
          { title: say('金额', 'Amount'), align: 'right', render: (_, { amount }) => <Money fen={amount} /> },
        ]}
      />
    </>
  )
}

function Settlements({ insuredId }: { readonly insuredId: string }) {
  const say = useSay()
  const go = useGo()
  return (
    <RowList
      name="settlements.find"
      input={{ insuredId }}
      label={say('结算', 'Settlements')}
      height={360}
      rowKey={(row) => row.settlementId}
      onOpen={(row) =>
        go({
          to: '/settlements/$insuredId/$settlementId',
          params: { insuredId: row.insuredId, settlementId: row.settlementId },
        })
      }
      columns={[
        { key: 'at', title: say('时间', 'Time'), width: '11rem', show: (row) => row.at },
        {
          key: 'provider',
          title: say('机构', 'Institution'),
          width: 'minmax(10rem, 1fr)',
          show: (row) => row.providerName ?? row.providerCode,
        },
        {
          key: 'total',
          title: say('总费用', 'Total'),
          width: '8rem',
          align: 'right',
          show: (row) => yuanText(row.total),
        },
      ]}
    />
  )
}

/** One insured person: enrolments, account, running totals, settlements. */
export function Page() {
  const say = useSay()
  const insuredId = useParam('insuredId')
  const person = useAnswer('people.get', { insuredId })
  const mayUnmask = useCan('people.unmask')
  const maySettlements = useCan('settlements.read')
  return (
    <Sheet
      title={say('参保人档案', 'Insured person')}
      extra={<Go to="/people">{say('查找其他人', 'Find somebody else')}</Go>}
    >
      <Asked of={person}>
        {(found) => (
          <>
            <Descriptions
              size="small"
              bordered
              column={{ xs: 1, sm: 2, lg: 3 }}
              items={[
                { key: 'id', label: say('人员编号', 'Insured number'), children: found.insuredId },
                { key: 'name', label: say('姓名', 'Name'), children: found.name },
                { key: 'number', label: say('证件号码', 'Certificate'), children: found.certificateNumber },
                { key: 'birth', label: say('出生年', 'Born'), children: found.birthYear },
                {
                  key: 'balance',
                  label: say('个人账户余额', 'Personal account'),
                  children: <Money fen={found.accountBalance} />,
                },
                ...(found.diedOn === null
                  ? []
                  : [{ key: 'died', label: say('死亡日', 'Died'), children: found.diedOn }]),
              ]}
            />
            {mayUnmask ? <Unmask insuredId={insuredId} /> : null}
            <Tabs
              items={[
                {
                  key: 'standing',
                  label: say('参保和累计', 'Enrolments and totals'),
                  children: <Standing person={found} />,
                },
                ...(maySettlements
                  ? [
                      {
                        key: 'settlements',
                        label: say('结算', 'Settlements'),
                        children: <Settlements insuredId={insuredId} />,
                      },
                    ]
                  : []),
              ]}
            />
          </>
        )}
      </Asked>
    </Sheet>
  )
}

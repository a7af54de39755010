import type { Answer } from '@yibao/contract/rest'
import { Alert, Button, Descriptions, Flex, Form, Input, Modal, Tabs } from 'antd'
import { useState } from 'react'
import {
  Asked,
  Called,
  Failure,
  fieldRules,
  Money,
  Sheet,
  useAct,
  useAnswer,
  useCan,
  useGo,
  useParam,
  useSay,
} from '../kit/index.ts'
import { Road } from './road.tsx'
import { StepLines } from './step-lines.tsx'
import { TryRecord } from './try-record.tsx'
import { kindText, pointsText, roleWords } from './words.ts'

type Shown = Answer<'payments.case'>

function Figures({ shown }: { readonly shown: Shown }) {
  const say = useSay()
  const { case: one, diagnoses, operations, stayDays } = shown
  return (
    <Descriptions
      bordered
      size="small"
      column={{ xs: 1, md: 3 }}
      items={[
        {
          key: 'provider',
          label: say('机构', 'Institution'),
          children: <Called name={one.providerName} code={one.providerCode} />,
        },
        { key: 'discharged', label: say('出院', 'Discharged'), children: one.dischargedOn },
        { key: 'stay', label: say('住院天数', 'Days of stay'), children: stayDays ?? '–' },
        { key: 'group', label: say('病组', 'Group'), children: one.group ?? '–' },
        { key: 'kind', label: say('情形', 'Kind'), children: kindText(one.kind, say) },
        { key: 'role', label: say('计入', 'Counts as'), children: say(...roleWords[one.role]) },
        { key: 'points', label: say('点数', 'Points'), children: pointsText(one.points) },
        { key: 'total', label: say('总费用', 'Cost'), children: <Money fen={one.total} /> },
        { key: 'booked', label: say('结算时基金记账', 'Booked at settlement'), children: <Money fen={one.fundPaid} /> },
        { key: 'standard', label: say('支付标准', 'Standard'), children: <Money fen={one.standard} /> },
        { key: 'payable', label: say('基金应付', 'Payable by the fund'), children: <Money fen={one.fundPayable} /> },
        { key: 'review', label: say('特例单议', 'Special case'), children: one.reviewId ?? '–' },
        {
          key: 'diagnoses',
          label: say('诊断', 'Diagnoses'),
          span: 'filled' as const,
          children: diagnoses.join('、') || '–',
        },
        {
          key: 'operations',
          label: say('手术操作', 'Operations'),
          span: 'filled' as const,
          children: operations.join('、') || '–',
        },
      ]}
    />
  )
}

function Grouping({ runId, caseId }: { readonly runId: string; readonly caseId: string }) {
  const query = useAnswer('grouping.explain', { runId, caseId })
  const say = useSay()
  return (
    <Asked of={query}>
      {(explained) => (
        <Tabs
          size="small"
          items={[
            {
              key: 'road',
              label: say('试过的条件', 'What was tried'),
              children: (
                <Flex vertical gap="middle">
                  {explained.roads.map((road) => (
                    <Road
                      key={road.digest}
                      road={road}
                      kept={road.kind === 'drg' || explained.roads.length === 1 ? explained.keptGroup : null}
                    />
                  ))}
                </Flex>
              ),
            },
            {
              key: 'try',
              label: say('改病案试分组', 'Edit the record and try'),
              children: <TryRecord runId={runId} explained={explained} />,
            },
          ]}
        />
      )}
    </Asked>
  )
}

function Apply({ caseId }: { readonly caseId: string }) {
  const say = useSay()
  const go = useGo()
  const may = useCan('payments.apply')
  const [asks, setAsks] = useState(false)
  const { mutate, error, isPending } = useAct('payments.apply')
  if (!may) return null
  return (
    <>
      <Button onClick={() => setAsks(true)}>{say('申请特例单议', 'Apply for a review')}</Button>
      <Modal
        open={asks}
        onCancel={() => setAsks(false)}
        footer={null}
        title={say('申请特例单议', 'Apply for a review')}
      >
        <Form<{ readonly reason: string }>
          layout="vertical"
          onFinish={({ reason }) => mutate({ caseId, reason }, { onSuccess: () => go({ to: '/payments/reviews' }) })}
        >
          <Form.Item
            name="reason"
            label={say('为何不宜按病组支付', 'Why its group should not pay it')}
            rules={[
              { required: true, message: say('请写明理由', 'say why') },
              ...fieldRules('payments.apply', 'reason', say),
            ]}
          >
            <Input.TextArea rows={4} />
          </Form.Item>
          {error === null ? null : <Failure of={error} />}
          <Button type="primary" htmlType="submit" loading={isPending}>
            {say('提出申请', 'Apply')}
          </Button>
        </Form>
      </Modal>
    </>
  )
}

/** One case: what it was paid, how it came into its group, and how the amount came about. */
export function Page() {
  const say = useSay()
  const [runId, caseId] = [useParam('runId'), useParam('caseId')]
  const query = useAnswer('payments.case', { runId, caseId, language: say.language })
  return (
    <Sheet
      title={`${say('病例', 'Case')} ${caseId}`}
      extra={query.data === undefined || query.data.case.reviewId !== null ? null : <Apply caseId={caseId} />}
    >
      <Asked of={query}>
        {(shown) => (
          <>
            {shown.case.role === 'held' ? (
              <Alert
                type="warning"
                showIcon
                title={`${say('本月暂不支付', 'Not paid this month')}：${kindText(shown.case.kind, say)}`}
              />
            ) : null}
            <Figures shown={shown} />
            <Tabs
              items={[
                {
                  key: 'grouping',
                  label: say('分组过程', 'Grouping'),
                  children: <Grouping runId={runId} caseId={caseId} />,
                },
                { key: 'steps', label: say('支付计算', 'Payment'), children: <StepLines text={shown.stepsText} /> },
              ]}
            />
          </>
        )}
      </Asked>
    </Sheet>
  )
}

import type { Answer } from '@yibao/contract/rest'
import { Alert, Button, Descriptions, Form, Input, Tag } from 'antd'
import { useState } from 'react'
import {
  Asked,
  Failure,
  fieldRules,
  Go,
  Money,
  type Pair,
  Sheet,
  useAct,
  useAnswer,
  useCan,
  useParam,
  useSay,
  useShortcut,
} from '../kit/index.ts'
import './supervision.css'
import { actionWords, factPair, momentWords, severityColours, severityWords, stateWords } from './words.ts'

type Finding = Answer<'findings.get'>
type Quick = 'accept' | 'ask' | 'reject'

const markWords: Readonly<Record<'hit' | 'beside', Pair>> = {
  hit: ['命中', 'Hit'],
  beside: ['依据', 'Stands on'],
}

function Lines({ lines, linesLeftOut }: Pick<Finding, 'lines' | 'linesLeftOut'>) {
  const say = useSay()
  if (lines.length === 0)
    return <p>{say('没有可列出的明细：事实见左侧', 'There are no lines to show: see the facts')}</p>
  return (
    <>
      <div className="guard-scroll">
        <table className="guard-table">
          <thead>
            <tr>
              <th scope="col">{say('标记', 'Mark')}</th>
              <th scope="col">{say('时间', 'When')}</th>
              <th scope="col">{say('项目', 'Item')}</th>
              <th scope="col" className="right">
                {say('单价', 'Price')}
              </th>
              <th scope="col" className="right">
                {say('数量', 'Quantity')}
              </th>
              <th scope="col" className="right">
                {say('金额', 'Amount')}
              </th>
              <th scope="col">{say('医师', 'Doctor')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={`${line.visitId}/${line.lineNumber}`} className={line.mark}>
                <td>
                  {line.mark === 'none' ? (
                    ''
                  ) : (
                    <Tag color={line.mark === 'hit' ? 'red' : 'default'}>{say(...markWords[line.mark])}</Tag>
                  )}
                </td>
                <td>{line.at.slice(0, 16)}</td>
                <td>
                  {line.itemName} <small>{line.itemCode}</small>
                </td>
                <td className="right">{line.price}</td>
                <td className="right">{line.quantity}</td>
                <td className="right">
                  <Money fen={line.total} />
                </td>
                <td>{line.doctor ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {linesLeftOut === 0 ? null : (
        <p>{say(`另有 ${linesLeftOut} 行未列出`, `${linesLeftOut} more lines are not shown`)}</p>
      )}
    </>
  )
}

function Facts({ rows }: { readonly rows: readonly { readonly name: string; readonly value: string }[] }) {
  const say = useSay()
  return (
    <dl className="guard-facts">
      {rows.map(({ name, value }) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt title={name}>{say(...factPair(name))}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

interface Doing {
  readonly act: Quick
  readonly reason: string
  readonly assignee?: string
  readonly deadline?: string
}

/** Taking it up, asking the institution, rejecting it; what is possible is for casework to say. */
function Decide({ finding }: { readonly finding: Finding }) {
  const say = useSay()
  const { findingId, matter, severity, stands } = finding
  const [mayDispatch, mayReview] = [useCan('matters.dispatch'), useCan('matters.review')]
  const [act, setAct] = useState<Quick | null>(null)
  const { mutate, data, error, isPending, reset } = useAct('findings.act', ['matters'])
  const [form] = Form.useForm<Omit<Doing, 'act'>>()
  const choose = (next: Quick): void => {
    reset()
    setAct(next)
  }
  useShortcut('alt+a', ['受理', 'Take up'], () => choose('accept'))
  useShortcut('alt+q', ['告知机构', 'Ask the institution'], () => choose('ask'))
  useShortcut('alt+x', ['排除', 'Reject'], () => choose('reject'))
  if (severity === 'remind')
    return <Alert type="info" title={say('提醒不立疑点核查', 'Advice is no review item')} showIcon />
  const canAccept = matter === null ? stands : mayDispatch
  const send = ({ reason, assignee, deadline }: Omit<Doing, 'act'>): void => {
    if (act === null) return
    mutate(
      {
        findingId,
        act,
        reason,
        ...(assignee === undefined || assignee === '' ? {} : { assignee }),
        ...(deadline === undefined || deadline === '' ? {} : { deadline }),
        ...(matter === null ? {} : { version: matter.version }),
      },
      { onSuccess: () => setAct(null) },
    )
  }
  return (
    <div className="guard-actions">
      {matter === null ? null : (
        <div>
          {say('疑点核查', 'Review item')}{' '}
          <Go to="/matters/$matterId" params={{ matterId: matter.matterId }}>
            {matter.matterId}
          </Go>{' '}
          <Tag>{say(...stateWords[matter.state === 'closed' ? 'closed' : 'open'])}</Tag>
        </div>
      )}
      {stands ? null : <Alert type="warning" showIcon title={say('所涉结算已撤销', 'Its bill was undone')} />}
      <div className="guard-filters">
        <Button type={act === 'accept' ? 'primary' : 'default'} disabled={!canAccept} onClick={() => choose('accept')}>
          {matter === null ? say('受理', 'Take up') : say('指派', 'Assign')}
        </Button>
        <Button
          type={act === 'ask' ? 'primary' : 'default'}
          disabled={matter === null || !mayReview}
          onClick={() => choose('ask')}
        >
          {say('告知机构陈述', 'Ask the institution')}
        </Button>
        <Button
          type={act === 'reject' ? 'primary' : 'default'}
          disabled={matter === null || !mayReview}
          onClick={() => choose('reject')}
        >
          {say('排除', 'Reject')}
        </Button>
      </div>
      {act === null ? null : (
        <Form form={form} layout="vertical" onFinish={send} key={act}>
          {act === 'accept' && mayDispatch ? (
            <Form.Item
              name="assignee"
              label={say('指派给（用户名，缺省由平台建议）', 'Assign to (user name; found by the centre when empty)')}
              rules={[...fieldRules('findings.act', 'assignee', say)]}
            >
              <Input autoComplete="off" />
            </Form.Item>
          ) : null}
          {act === 'ask' ? (
            <Form.Item
              name="deadline"
              label={say('答复期限（缺省按规定）', 'To be answered until (the law’s term when empty)')}
              rules={[...fieldRules('findings.act', 'deadline', say)]}
            >
              <Input type="date" />
            </Form.Item>
          ) : null}
          <Form.Item
            name="reason"
            label={say('理由', 'Reason')}
            rules={[
              { required: true, message: say('请填写理由', 'say why') },
              ...fieldRules('findings.act', 'reason', say),
            ]}
          >
            <Input.TextArea rows={2} autoFocus />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={isPending}>
            {say('提交', 'Submit')}
          </Button>
        </Form>
      )}
      {error === null ? null : <Failure of={error} />}
      {data === undefined ? null : (
        <Alert
          type={data.notAssigned === null ? 'success' : 'warning'}
          showIcon
          title={
            data.notAssigned === null
              ? say('已办理', 'Done')
              : say(`已受理，未能指派（${data.notAssigned}）`, `Taken up, but not assigned (${data.notAssigned})`)
          }
          description={
            data.assignee === null ? null : say(`初审人 ${data.assignee}`, `First reviewer ${data.assignee}`)
          }
        />
      )}
    </div>
  )
}

function Whole({ finding }: { readonly finding: Finding }) {
  const say = useSay()
  const { severity, action, moment, stake, deducted, providerCode, providerName, insuredId, personName, point } =
    finding
  const mayPeople = useCan('people.read')
  const maySettlements = useCan('settlements.read')
  return (
    <Sheet
      title={`${finding.rule} ${say(finding.ruleName)}`}
      extra={<Tag color={severityColours[severity]}>{say(...severityWords[severity])}</Tag>}
    >
      <Alert
        type={severity === 'violation' ? 'error' : severity === 'suspect' ? 'warning' : 'info'}
        title={say(finding.says)}
      />
      <Descriptions
        size="small"
        column={{ xs: 1, md: 2, xl: 4 }}
        items={[
          { key: 'stake', label: say('涉及金额（元）', 'In question (yuan)'), children: <Money fen={stake} /> },
          { key: 'deducted', label: say('结算时已扣', 'Taken out'), children: <Money fen={deducted} /> },
          { key: 'day', label: say('所涉日期', 'Day'), children: finding.foundOn },
          {
            key: 'moment',
            label: say('环节', 'Moment'),
            children: `${say(...momentWords[moment])} · ${say(...actionWords[action])}`,
          },
          { key: 'place', label: say('机构', 'Institution'), children: `${providerName ?? ''} ${providerCode ?? '–'}` },
          {
            key: 'person',
            label: say('参保人', 'Person'),
            children:
              insuredId === null ? (
                '–'
              ) : mayPeople ? (
                <Go to="/people/$insuredId" params={{ insuredId }}>
                  {personName} {insuredId}
                </Go>
              ) : (
                `${personName ?? ''} ${insuredId}`
              ),
          },
          {
            key: 'settlement',
            label: say('结算', 'Settlement'),
            children:
              finding.settlementId === null || insuredId === null ? (
                '–'
              ) : maySettlements ? (
                <Go
                  to="/settlements/$insuredId/$settlementId"
                  params={{ insuredId, settlementId: finding.settlementId }}
                >
                  {finding.settlementId}
                </Go>
              ) : (
                finding.settlementId
              ),
          },
          {
            key: 'release',
            label: say('规则版本', 'Release'),
            children: `${finding.release.slice(0, 12)} · ${finding.ruleFrom}`,
          },
        ]}
      />
      <div className="guard-beside">
        <div className="guard-actions">
          <section className="guard-card">
            <h2>{say('办理', 'What to do')}</h2>
            <Decide finding={finding} />
          </section>
          <section className="guard-card">
            <h2>{say('条款', 'Clause')}</h2>
            <p>{finding.basis}</p>
            {finding.advice === null ? null : <p>{say(finding.advice)}</p>}
          </section>
          {point === null ? null : (
            <section className="guard-card">
              <h2>
                {say('知识点', 'Knowledge point')} {point.table} {point.point}
              </h2>
              <p>{point.basis}</p>
              <Facts rows={point.values} />
            </section>
          )}
          <section className="guard-card">
            <h2>{say('事实', 'Facts')}</h2>
            <Facts rows={finding.facts} />
          </section>
          <section className="guard-card">
            <h2>{say('规则的规定', 'What the rule says')}</h2>
            <ul className="guard-lines">
              {finding.definition.map((line) => (
                <li key={line.en}>{say(line)}</li>
              ))}
            </ul>
          </section>
        </div>
        <section className="guard-card">
          <h2>{say('费用明细', 'Lines of the bill')}</h2>
          <Lines lines={finding.lines} linesLeftOut={finding.linesLeftOut} />
        </section>
      </div>
    </Sheet>
  )
}

/** One finding: the evidence beside the clause, and what is done about it. */
export function Page() {
  const findingId = useParam('findingId')
  const found = useAnswer('findings.get', { findingId })
  return <Asked of={found}>{(finding) => <Whole finding={finding} />}</Asked>
}

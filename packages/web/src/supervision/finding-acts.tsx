import type { Answer } from '@yibao/contract/rest'
import { Alert, Button, Form, Input, Tag } from 'antd'
import { useState } from 'react'
import { Failure, fieldRules, Go, useAct, useCan, useSay, useSeen, useShortcut } from '../kit/index.ts'
import './supervision.css'
import { stateWords } from './words.ts'

type Finding = Answer<'findings.get'>
type Quick = 'accept' | 'ask' | 'reject'

interface Doing {
  readonly act: Quick
  readonly reason: string
  readonly assignee?: string
  readonly deadline?: string
}

/** Taking it up, asking the institution, rejecting it; what is possible is for casework to say. */
export function Decide({ finding }: { readonly finding: Finding }) {
  const say = useSay()
  const { findingId, matter, severity, stands } = finding
  const [mayDispatch, mayReview] = [useCan('matters.dispatch'), useCan('matters.review')]
  const [act, setAct] = useState<Quick | null>(null)
  const { mutate, data, error, isPending, reset } = useAct('findings.act', ['matters'])
  // Not taken up yet is version 0.
  const version = useSeen(matter?.version ?? 0, act, error)
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
        version,
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

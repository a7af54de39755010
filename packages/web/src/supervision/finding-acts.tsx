import type { Answer } from '@yibao/contract/rest'
import { Alert, Button, Form, Input, Tag } from 'antd'
import { useId, useState } from 'react'
import { Failure, fieldRules, Go, type Say, useAct, useCan, useSay, useSeen, useShortcut } from '../kit/index.ts'
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

/** Why an act cannot be done now, in words; null where it can. */
function whyNot(
  { matter, stands }: Pick<Finding, 'matter' | 'stands'>,
  { mayDispatch, mayReview }: { readonly mayDispatch: boolean; readonly mayReview: boolean },
  say: Say,
): Readonly<Record<Quick, string | null>> {
  const review = !mayReview
    ? say('告知、排除由审核人员办理', 'Asking and rejecting are for reviewers')
    : matter === null
      ? say('先受理，才能告知或排除', 'Take it up first, then ask or reject')
      : null
  const accept =
    matter !== null && !mayDispatch
      ? say('已受理；由稽核负责人指派', 'Taken up: the head of supervision assigns it')
      : matter === null && !stands
        ? say('所涉结算已撤销，不再受理', 'Its bill was undone: it is not taken up any more')
        : null
  return { accept, ask: review, reject: review }
}

interface QuickButtonProps {
  readonly label: string
  readonly chosen: boolean
  /** Why it cannot be pressed now; null when it can. */
  readonly why: string | null
  /** Where on the page that is written. */
  readonly told: string
  readonly onClick: () => void
}

/** A button that says why it does nothing: it can be reached by the keyboard all the same. */
function QuickButton({ label, chosen, why, told, onClick }: QuickButtonProps) {
  return (
    <Button
      type={chosen ? 'primary' : 'default'}
      aria-disabled={why !== null}
      {...(why === null ? { onClick } : { className: 'guard-away', 'aria-describedby': told })}
    >
      {label}
    </Button>
  )
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
  const told = useId()
  const why = whyNot(finding, { mayDispatch, mayReview }, say)
  const chooseIfOpen = (next: Quick): void => {
    if (why[next] === null) choose(next)
  }
  useShortcut('alt+a', ['受理', 'Take up'], () => chooseIfOpen('accept'))
  useShortcut('alt+q', ['告知机构', 'Ask the institution'], () => chooseIfOpen('ask'))
  useShortcut('alt+x', ['排除', 'Reject'], () => chooseIfOpen('reject'))
  if (severity === 'remind')
    return <Alert type="info" title={say('提醒不立疑点核查', 'Advice is no review item')} showIcon />
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
        <QuickButton
          label={matter === null ? say('受理', 'Take up') : say('指派', 'Assign')}
          chosen={act === 'accept'}
          why={why.accept}
          told={told}
          onClick={() => choose('accept')}
        />
        <QuickButton
          label={say('告知机构陈述', 'Ask the institution')}
          chosen={act === 'ask'}
          why={why.ask}
          told={told}
          onClick={() => choose('ask')}
        />
        <QuickButton
          label={say('排除', 'Reject')}
          chosen={act === 'reject'}
          why={why.reject}
          told={told}
          onClick={() => choose('reject')}
        />
      </div>
      <small id={told}>{[...new Set(Object.values(why).filter((one) => one !== null))].join(say('；', '; '))}</small>
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
            data.assignee === null
              ? say('下一步：由稽核负责人指派初审人', 'Next, the head of supervision assigns a reviewer')
              : say(`下一步：由初审人 ${data.assignee} 审核`, `Next, ${data.assignee} makes the first review`)
          }
        />
      )}
    </div>
  )
}

import type { Answer, Input } from '@yibao/contract/rest'
import { Alert, Button, Flex, Form, Modal, Input as TextInput } from 'antd'
import { useState } from 'react'
import { Failure, fieldRules, schemeWords, useAct, useDivision, useSay, useSession } from '../kit/index.ts'
import { runKindWords } from './words.ts'

type Run = Answer<'payments.run'>
type Filled = Pick<Input<'payments.reopen'>, 'reason'>

/** What reopening does, and what it cannot take back. */
function Consequences({ run }: { readonly run: Run }) {
  const say = useSay()
  const { statements, issue } = run
  return (
    <Alert
      type="warning"
      showIcon
      title={say('重开以后', 'What reopening does')}
      description={
        <ul className="payments-consequences">
          <li>
            {say(
              `本期 ${statements} 张结算单和拨付通知全部作废，每笔分录记一笔红字冲销；作废的单据仍可查，但不能再打印。`,
              `All ${statements} statements of the period and their notices are void and each of their entries gets its opposite; they can still be seen, not printed.`,
            )}
          </li>
          <li>
            {say(
              '已经发给机构的单据不会自动收回，也不会自动通知机构：请您告知机构旧单作废。',
              'Papers that institutions have received do not come back, and nobody tells the institutions: please do.',
            )}
          </li>
          <li>
            {say(
              '已经从银行拨付的款项不会退回：重办后按新单核对，多拨的在以后扣回，少拨的补拨。',
              'Money that the bank has transferred does not come back: after the new run hold it against the new statements and settle the difference.',
            )}
          </li>
          <li>
            {say(
              `本期须重新办理才有新单，号码末尾加“-${issue + 1}”。`,
              `New statements come only when the period is run again; their numbers end in “-${issue + 1}”.`,
            )}
          </li>
        </ul>
      }
    />
  )
}

/** Undoes a closed run, with a reason that is written down. */
export function Reopen({ run }: { readonly run: Run }) {
  const say = useSay()
  const placeOf = useDivision()
  const { rights } = useSession()
  const [asking, ask] = useState(false)
  const { mutate, error, isPending, reset } = useAct('payments.reopen')
  const { runId, kind, period, division, schemes, state } = run
  const mayRun = rights.some(({ right, regions }) => right === 'payments.run' && regions.length > 0)
  // Who was second is told so where he asked, although the run is not closed any more.
  if (!mayRun || (state !== 'closed' && !asking)) return null
  const close = (): void => {
    ask(false)
    reset()
  }
  const insurances = schemes.map((scheme) => say(...schemeWords[scheme])).join(say('、', ', '))
  return (
    <>
      <Button danger onClick={() => ask(true)}>
        {say('重开本期', 'Reopen the period')}
      </Button>
      <Modal
        open={asking}
        onCancel={close}
        footer={null}
        destroyOnHidden
        title={`${say('重开', 'Reopen')} · ${placeOf(division)} ${insurances} · ${period} ${say(...runKindWords[kind])}`}
      >
        <Form<Filled>
          layout="vertical"
          onFinish={({ reason }) => mutate({ runId, reason: reason.trim() }, { onSuccess: close })}
        >
          <Consequences run={run} />
          <Form.Item
            name="reason"
            label={say(
              '为何重开（至少四个字，记入操作日志）',
              'Why (four letters at least; written to the operation log)',
            )}
            rules={[
              { required: true, whitespace: true, message: say('请写明理由', 'say why') },
              ...fieldRules('payments.reopen', 'reason', say),
            ]}
            style={{ marginTop: 12 }}
          >
            <TextInput autoFocus maxLength={200} />
          </Form.Item>
          {error === null ? null : <Failure of={error} />}
          <Flex justify="end" gap="small" style={{ marginTop: 12 }}>
            <Button onClick={close}>{say('不重开', 'Leave it closed')}</Button>
            <Button danger type="primary" htmlType="submit" loading={isPending} disabled={state !== 'closed'}>
              {say('作废结算单并重开', 'Void the statements and reopen')}
            </Button>
          </Flex>
        </Form>
      </Modal>
    </>
  )
}

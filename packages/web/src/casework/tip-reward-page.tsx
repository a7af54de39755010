import { Alert, Button, Form } from 'antd'
import { Failure, Money, Sheet, useAct, useSay } from '../kit/index.ts'
import { type Claim, ClaimFields, trimmedClaim } from './claim-fields.tsx'

/** A cashier pays a reward to whoever shows number and code; neither a name nor what was told is seen. */
export function Page() {
  const say = useSay()
  const [form] = Form.useForm<Claim>()
  const { mutate, data, error, isPending } = useAct('tips.pay')
  return (
    <Sheet title={say('举报奖励发放', 'Rewards of tips')}>
      <p>
        {say(
          '请领奖人出示举报编号和凭证，不问姓名，不看举报内容。登记、提出或批准过这件举报的人不能发放。',
          'Whoever claims shows number and code; no name is asked, and what was told is not seen. Who took the tip in, proposed or approved its reward does not pay it.',
        )}
      </p>
      <Form<Claim>
        form={form}
        layout="vertical"
        autoComplete="off"
        style={{ maxWidth: 480 }}
        onFinish={(claim) => mutate(trimmedClaim(claim), { onSuccess: () => form.resetFields() })}
      >
        <ClaimFields />
        <Button type="primary" htmlType="submit" loading={isPending}>
          {say('核对并登记发放', 'Check, and record it as paid')}
        </Button>
      </Form>
      {error === null ? null : <Failure of={error} />}
      {data === undefined ? null : (
        <Alert
          type="success"
          showIcon
          title={
            <>
              {say('凭证相符，请付给', 'The code is right: pay')} <Money fen={data.amount} /> {say('元', 'yuan')}
            </>
          }
          description={`${say('举报', 'Tip')} ${data.tipId} · ${say('收据', 'Receipt')} ${data.receipt}`}
        />
      )}
    </Sheet>
  )
}

import type { Answer, Input as InputOf } from '@yibao/contract/rest'
import { Alert, AutoComplete, Button, Form, Input, InputNumber, Radio, Select, Typography } from 'antd'
import {
  type CallFailure,
  choices,
  Failure,
  fieldRules,
  isUnknown,
  useAct,
  useAnswer,
  useSay,
  useSession,
} from '../kit/index.ts'
import { isAtField, tellAtField } from './at-field.ts'
import { tipChannelWords } from './words.ts'

interface Fields extends Pick<InputOf<'tips.receive'>, 'channel' | 'division' | 'what'> {
  readonly providerCode?: string
  readonly yuan?: number | null
  readonly giver: 'anonymous' | 'named'
  readonly identity?: string
}

function orderOf({ channel, division, what, providerCode, yuan, giver, identity }: Fields): InputOf<'tips.receive'> {
  const institution = providerCode?.trim() ?? ''
  return {
    ...{ channel, division: division.trim(), what },
    ...(institution === '' ? {} : { providerCode: institution }),
    ...(yuan === null || yuan === undefined ? {} : { amountHint: Math.round(yuan * 100) }),
    ...(giver === 'named' && identity !== undefined ? { identity } : {}),
  }
}

/** Two holders of keys, or how there come to be two. */
function Holders() {
  const say = useSay()
  const holders = useAnswer('tips.holders', {})
  if (holders.data === undefined) return holders.error === null ? null : <Failure of={holders.error} />
  const names = holders.data.rows.map(({ holder }) => holder)
  if (names.length === 2)
    return (
      <Alert
        type="info"
        showIcon
        title={say(
          `登记时即封存，须 ${names.join(' 和 ')} 两人的钥匙同时在场才能启封。`,
          `It is sealed at once, and opens only with the keys of both ${names.join(' and ')}.`,
        )}
      />
    )
  return (
    <Alert
      type="warning"
      showIcon
      title={say(
        '身份钥匙须有两名持有人，现在不能登记实名举报',
        'Without two holders of keys no identity can be sealed',
      )}
      description={
        <>
          {say('请在服务器上为两人各办一次：', 'On the machine of the centre, once for each of two people:')}{' '}
          <Typography.Text code>
            {`./yibao tip keys make --holder ${say('用户名', 'USER')} --out ${say('用户名', 'USER')}.key`}
          </Typography.Text>
        </>
      }
    />
  )
}

/** An answer that was lost took the claim code with it. */
function LostCode({ error }: { readonly error: CallFailure }) {
  const say = useSay()
  if (!isUnknown(error)) return null
  return (
    <Alert
      type="warning"
      showIcon
      title={say(
        '也许已经登记，但凭证随应答丢失了',
        'It may have been taken in; its claim code was lost with the answer',
      )}
      description={say(
        '请先看列表中最新一件：若已登记，请将它“不予受理”（理由写“凭证丢失，重新登记”），再登记一次。',
        'Look at the newest of the list first: if it is there, decline it (“code lost, taken in anew”) and take it in again.',
      )}
    />
  )
}

/** Takes a tip in; an identity that is typed here is sealed by the centre at once and never shown again. */
export function ReceiveTip({ onReceived }: { readonly onReceived: (received: Answer<'tips.receive'>) => void }) {
  const say = useSay()
  const [form] = Form.useForm<Fields>()
  const { rights } = useSession()
  const regions = useAnswer('regions.list', {})
  const { mutate, error, isPending } = useAct('tips.receive', ['todo'])
  const giver = Form.useWatch('giver', form)
  const own = rights.find(({ right }) => right === 'tips.receive')?.regions[0]
  const place = own === '000000' ? regions.data?.home : own
  const must = { required: true, whitespace: true, message: say('必填', 'needed') }
  const rules = (field: string) => [...fieldRules('tips.receive', field, say)]
  const send = (fields: Fields): void =>
    mutate(orderOf(fields), {
      onSuccess: onReceived,
      onError: (failed) => tellAtField(form, failed, say),
    })
  if (regions.isPending) return null
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      autoComplete="off"
      onFinish={send}
      initialValues={{ channel: 'phone', giver: 'anonymous', division: place ?? '', what: '', providerCode: '' }}
    >
      <Form.Item name="what" label={say('举报内容', 'What was told')} rules={[must, ...rules('what')]}>
        <Input.TextArea autoFocus rows={4} maxLength={4000} showCount />
      </Form.Item>
      <Form.Item name="channel" label={say('渠道', 'Channel')} rules={[must]}>
        <Select options={choices(tipChannelWords, say)} />
      </Form.Item>
      <Form.Item name="division" label={say('区划', 'Division')} rules={[must, ...rules('division')]}>
        <AutoComplete
          options={(regions.data?.regions ?? []).map(({ division, name }) => ({
            value: division,
            label: `${say(name)} ${division}`,
          }))}
        />
      </Form.Item>
      <Form.Item
        name="providerCode"
        label={say('被举报机构编码（不知道不填）', 'Code of the institution (leave empty when unknown)')}
        rules={rules('providerCode')}
      >
        <Input />
      </Form.Item>
      <Form.Item name="yuan" label={say('举报人估计的金额（元）', 'The amount at stake, as told (yuan)')}>
        <InputNumber<number> min={0} max={1_000_000_000} precision={2} style={{ width: 200 }} />
      </Form.Item>
      <Form.Item name="giver" label={say('举报人', 'Who tells it')}>
        <Radio.Group
          options={[
            { value: 'anonymous', label: say('匿名', 'Anonymous') },
            { value: 'named', label: say('实名', 'Gives a name') },
          ]}
        />
      </Form.Item>
      {giver === 'named' ? (
        <>
          <Holders />
          <Form.Item
            name="identity"
            label={say('姓名和联系方式', 'Name, and how to reach the person')}
            rules={[must, ...rules('identity')]}
            style={{ marginTop: 12 }}
          >
            <Input.TextArea rows={2} maxLength={2000} autoComplete="off" spellCheck={false} />
          </Form.Item>
        </>
      ) : null}
      {error === null || isAtField(form, error) ? null : (
        <>
          <Failure of={error} />
          <LostCode error={error} />
        </>
      )}
      <Button type="primary" htmlType="submit" loading={isPending} style={{ marginTop: 12 }}>
        {say('登记并给出凭证', 'Take it in and tell the code')}
      </Button>
    </Form>
  )
}

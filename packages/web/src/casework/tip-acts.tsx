import type { Answer, Input as InputOf } from '@yibao/contract/rest'
import { type TipAct, tipRow } from '@yibao/core/tip'
import { Alert, Button, Form, Input, InputNumber, Radio } from 'antd'
import { useState } from 'react'
import { Failure, fieldRules, useAct, useCan, useSay, useSeen } from '../kit/index.ts'
import { ActChoice, Submit } from './act-parts.tsx'
import { isAtField, tellAtField } from './at-field.ts'
import './casework.css'
import { tipActWords } from './words.ts'

type Tip = Answer<'tips.get'>
type Act = Tip['may'][number]

interface Fields {
  readonly reason?: string
  readonly matterId?: string
  readonly finding?: 'so' | 'not-so'
  readonly amount?: number | null
}

const needsReason = ({ state }: Tip, act: TipAct): boolean => tipRow(state, act)?.needs.includes('reason') ?? false

function orderOf(
  { tipId, version }: Pick<Tip, 'tipId' | 'version'>,
  act: Act,
  { reason, matterId, finding, amount }: Fields,
): InputOf<'tips.act'> {
  const why = reason?.trim() ?? ''
  const found =
    act === 'conclude'
      ? { substantiated: finding === 'so', amount: finding === 'so' ? Math.round((amount ?? 0) * 100) : 0 }
      : {}
  return {
    ...{ tipId, version, act },
    ...(why === '' ? {} : { reason: why }),
    ...(act === 'link' && matterId !== undefined ? { matterId: matterId.trim() } : {}),
    ...found,
  }
}

/** Opens a review item from the tip, where its institution is known, and links the two. */
function Offer({ tip }: { readonly tip: Tip }) {
  const say = useSay()
  const { mutate, error, isPending } = useAct('tips.offer', ['matters', 'todo'])
  if (tip.providerCode === null) return null
  return (
    <>
      <Button loading={isPending} onClick={() => mutate({ tipId: tip.tipId })}>
        {say('立一件疑点并关联', 'Open a review item and link it')}
      </Button>
      <small>
        {say(
          '疑点上不写举报内容，也不写是举报，机构看不出来；已有疑点或案件的，在下面填写编号。',
          'The item tells neither the words nor that anybody told. Where there is a matter already, give its number below.',
        )}
      </small>
      {error === null ? null : <Failure of={error} />}
    </>
  )
}

function ActFields({ tip, act }: { readonly tip: Tip; readonly act: Act }) {
  const say = useSay()
  const finding = Form.useWatch('finding')
  const must = { required: true, whitespace: true, message: say('必填', 'needed') }
  const rules = (field: string) => [...fieldRules('tips.act', field, say)]
  return (
    <>
      {act === 'link' ? (
        <Form.Item
          name="matterId"
          label={say('疑点或案件编号', 'Number of the review item or case')}
          rules={[must, ...rules('matterId')]}
        >
          <Input />
        </Form.Item>
      ) : null}
      {act === 'conclude' ? (
        <>
          <Form.Item
            name="finding"
            label={say('答复举报人', 'What the person is told')}
            rules={[{ required: true, message: say('请选择', 'choose one') }]}
          >
            <Radio.Group
              options={[
                { value: 'so', label: say('属实', 'It was so') },
                { value: 'not-so', label: say('不属实', 'It was not so') },
              ]}
            />
          </Form.Item>
          {finding === 'so' ? (
            <Form.Item
              name="amount"
              label={say('查实金额（元），即基金损失', 'The amount that was found, the loss of the fund (yuan)')}
              rules={[{ required: true, message: say('必填，没有金额写 0', 'needed; 0 when there is none') }]}
            >
              <InputNumber<number> min={0} max={1_000_000_000} precision={2} style={{ width: 200 }} />
            </Form.Item>
          ) : null}
        </>
      ) : null}
      <Form.Item
        name="reason"
        label={say('理由', 'Reason')}
        rules={[...(needsReason(tip, act) ? [must] : []), ...rules('reason')]}
      >
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
    </>
  )
}

/** What whoever looks may do now. */
export function TipActs({ tip }: { readonly tip: Tip }) {
  const say = useSay()
  const [form] = Form.useForm<Fields>()
  const mayReceive = useCan('tips.receive')
  // As it was when the form was begun: what is typed stays, whoever acts meanwhile.
  const [begun, begin] = useState<{ readonly act: Act; readonly tip: Tip } | null>(null)
  const { mutate, data, error, isPending, reset } = useAct('tips.act', ['todo'])
  const version = useSeen(tip.version, begun, error)
  const act = begun?.act ?? null
  const closed = act !== null && !tip.may.includes(act)
  if (tip.may.length === 0 && begun === null && data === undefined)
    return <p>{say('现在没有您可办的事项', 'There is nothing that you may do now')}</p>
  return (
    <div className="case-stack">
      <ActChoice
        may={tip.may}
        words={tipActWords}
        chosen={act}
        onChoose={(one) => {
          reset()
          form.resetFields()
          begin({ act: one, tip })
        }}
      />
      {act === 'link' && mayReceive && !closed ? <Offer tip={tip} /> : null}
      {begun === null ? null : (
        <Form<Fields>
          key={begun.act}
          form={form}
          layout="vertical"
          initialValues={{ reason: '', matterId: '' }}
          onFinish={(fields) => {
            mutate(orderOf({ tipId: tip.tipId, version }, begun.act, fields), {
              onSuccess: () => begin(null),
              onError: (failed) => tellAtField(form, failed, say),
            })
          }}
        >
          <ActFields tip={begun.tip} act={begun.act} />
          <Submit words={tipActWords[begun.act]} closed={closed} isPending={isPending} />
        </Form>
      )}
      {error === null || isAtField(form, error) ? null : <Failure of={error} />}
      {data === undefined ? null : <Alert type="success" showIcon title={say('已办理', 'Done')} />}
    </div>
  )
}

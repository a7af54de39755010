import type { Input as InputOf } from '@yibao/contract/rest'
import { Form, Input } from 'antd'
import { fieldRules, useSay } from '../kit/index.ts'

/** What stands on the slip of whoever gave a tip. */
export type Claim = InputOf<'tips.status'>

export const trimmedClaim = ({ tipId, claimCode }: Claim): Claim => ({
  tipId: tipId.trim().toUpperCase(),
  claimCode: claimCode.trim(),
})

/** Number and claim code, as on the slip; the browser keeps neither. */
export function ClaimFields() {
  const say = useSay()
  const must = { required: true, whitespace: true, message: say('必填', 'needed') }
  return (
    <>
      <Form.Item
        name="tipId"
        label={say('举报编号，以 T 开头', 'Number of the tip; it begins with T')}
        rules={[must, ...fieldRules('tips.status', 'tipId', say)]}
      >
        <Input autoFocus autoComplete="off" spellCheck={false} />
      </Form.Item>
      <Form.Item
        name="claimCode"
        label={say('凭证，20 个字母和数字', 'Claim code, 20 letters and digits')}
        rules={[must, ...fieldRules('tips.status', 'claimCode', say)]}
      >
        <Input autoComplete="off" spellCheck={false} placeholder="XXXXX-XXXXX-XXXXX-XXXXX" />
      </Form.Item>
    </>
  )
}

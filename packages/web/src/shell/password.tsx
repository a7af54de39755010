import type { Answer } from '@yibao/contract/rest'
import { Button, Form, Input } from 'antd'
import { useAct } from '../kit/answers.tsx'
import { Failure } from '../kit/failure.tsx'
import { useSay } from '../kit/say.tsx'

interface Typed {
  readonly current: string
  readonly next: string
  readonly again: string
}

/** A new password for whoever is signed in; his other sessions end. */
export function PasswordForm({ onChanged }: { readonly onChanged: (session: Answer<'session.signIn'>) => void }) {
  const say = useSay()
  const { mutate, error, isPending } = useAct('session.changePassword')
  return (
    <Form<Typed>
      layout="vertical"
      requiredMark={false}
      onFinish={({ current, next }) => mutate({ current, next, keep: 'cookie' }, { onSuccess: onChanged })}
    >
      <Form.Item name="current" label={say('当前口令', 'Present password')} rules={[{ required: true }]}>
        <Input.Password autoComplete="current-password" autoFocus maxLength={512} />
      </Form.Item>
      <Form.Item name="next" label={say('新口令', 'New password')} rules={[{ required: true }]}>
        <Input.Password autoComplete="new-password" maxLength={512} />
      </Form.Item>
      <Form.Item
        name="again"
        label={say('再次输入新口令', 'New password once more')}
        dependencies={['next']}
        rules={[
          { required: true },
          ({ getFieldValue }) => ({
            validator: async (_rule, value) => {
              if (value !== getFieldValue('next')) {
                throw new Error(say('两次输入的新口令不同', 'the two new passwords differ'))
              }
            },
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={512} />
      </Form.Item>
      {error === null ? null : (
        <Form.Item>
          <Failure of={error} />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" block loading={isPending}>
        {say('更换口令', 'Change the password')}
      </Button>
    </Form>
  )
}

import type { Answer } from '@yibao/contract/rest'
import { Button, Form, Input } from 'antd'
import { useEffect, useState } from 'react'
import { CallFailure, call } from '../kit/call.ts'
import { Failure } from '../kit/failure.tsx'
import { useSay } from '../kit/say.tsx'

interface SignInFormProps {
  /** The account whose session has ended; without, anybody may sign in. */
  readonly userId?: string
  readonly onSignedIn: (session: Answer<'session.signIn'>) => void
  /** What is written into the fields for whoever chose it elsewhere on the page. */
  readonly fill?: { readonly userId: string; readonly password: string } | null
}

interface Typed {
  readonly userId: string
  readonly password: string
}

/** Name and password. */
export function SignInForm({ userId, onSignedIn, fill = null }: SignInFormProps) {
  const say = useSay()
  const [failure, setFailure] = useState<CallFailure | null>(null)
  const [busy, setBusy] = useState(false)
  const [form] = Form.useForm<Typed>()
  useEffect(() => {
    if (fill !== null) form.setFieldsValue(fill)
  }, [form, fill])

  const signIn = async (typed: Typed): Promise<void> => {
    setBusy(true)
    try {
      onSignedIn(await call('session.signIn', { ...typed, keep: 'cookie' }))
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error
      setFailure(error)
    } finally {
      setBusy(false)
    }
  }
  const needed = (zh: string, en: string) => [{ required: true, message: say(`请填写${zh}`, `fill in the ${en}`) }]
  return (
    <Form<Typed>
      form={form}
      layout="vertical"
      onFinish={signIn}
      initialValues={{ userId: userId ?? '' }}
      requiredMark={false}
    >
      <Form.Item name="userId" label={say('用户名', 'User name')} rules={needed('用户名', 'user name')}>
        <Input
          autoComplete="username"
          autoFocus={userId === undefined}
          disabled={userId !== undefined}
          maxLength={64}
        />
      </Form.Item>
      <Form.Item name="password" label={say('口令', 'Password')} rules={needed('口令', 'password')}>
        <Input.Password autoComplete="current-password" autoFocus={userId !== undefined} maxLength={512} />
      </Form.Item>
      {failure === null ? null : (
        <Form.Item>
          <Failure of={failure} />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" block loading={busy}>
        {say('登录', 'Sign in')}
      </Button>
    </Form>
  )
}

import type { Input as AskedInput } from '@yibao/contract/rest'
import { Button, Form, Input, Select } from 'antd'
import { Failure, useAct, useSay, useSeen } from '../kit/index.ts'
import type { RoleRow, User } from './words.ts'

interface Draft {
  readonly role: RoleRow['role']
  readonly code?: string
}

interface GrantFormProps {
  readonly user: User
  readonly roles: readonly RoleRow[]
  readonly lookAgain: () => void
}

/** Grants a role where it fits: everywhere, in a region, or in an institution. */
export function GrantForm({ user: { userId, version }, roles, lookAgain }: GrantFormProps) {
  const say = useSay()
  const [form] = Form.useForm<Draft>()
  const grant = useAct('users.grant')
  const seen = useSeen(version, userId, grant.error)
  const chosen = Form.useWatch('role', form)
  const fits = roles.find(({ role }) => role === chosen)?.fits ?? null
  const give = ({ role, code = '' }: Draft): void => {
    const scope: AskedInput<'users.grant'>['scope'] =
      fits === 'institution'
        ? { kind: 'institution', providerCode: code.trim() }
        : { kind: 'region', division: fits === 'whole' ? '000000' : code.trim() }
    grant.mutate({ userId, seen, role, scope }, { onSuccess: () => form.resetFields() })
  }
  const lookAnew = (): void => {
    grant.reset()
    lookAgain()
  }
  const place =
    fits === 'institution'
      ? { label: say('机构编码', 'Code of the institution'), form: /^\S{1,30}$/, example: 'H33020000001' }
      : {
          label: say('六位区划，000000 为全部', 'Division of six digits, 000000 for all'),
          form: /^\d{6}$/,
          example: '330200',
        }
  return (
    <>
      <Form<Draft> form={form} layout="inline" onFinish={give} style={{ rowGap: 12 }}>
        <Form.Item
          name="role"
          label={say('授予角色', 'Grant a role')}
          rules={[{ required: true, message: say('请选择角色', 'choose a role') }]}
        >
          <Select
            style={{ width: 260 }}
            showSearch={{ optionFilterProp: 'label' }}
            options={roles.map(({ role, label }) => ({ value: role, label: say(label) }))}
          />
        </Form.Item>
        {fits === null || fits === 'whole' ? null : (
          <Form.Item
            key={fits}
            name="code"
            label={place.label}
            rules={[
              { required: true, message: say('请填写范围', 'fill in the scope') },
              { pattern: place.form, message: say(`例如 ${place.example}`, `such as ${place.example}`) },
            ]}
          >
            <Input style={{ width: 180 }} autoComplete="off" placeholder={place.example} />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" loading={grant.isPending}>
          {say('授予', 'Grant')}
        </Button>
      </Form>
      {grant.error === null ? null : grant.error.failure.code === 'office.changed' ? (
        <Failure of={grant.error} onRetry={lookAnew} />
      ) : (
        <Failure of={grant.error} />
      )}
    </>
  )
}

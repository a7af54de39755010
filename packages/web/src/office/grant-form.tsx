import type { Input as AskedInput } from '@yibao/contract/rest'
import { Button, Form, Radio, Select } from 'antd'
import { Failure, useAct, useSay, useSeen } from '../kit/index.ts'
import { InstitutionField, RegionField } from './scope-fields.tsx'
import type { RoleRow, User } from './words.ts'

type Scope = AskedInput<'users.grant'>['scope']

interface Draft {
  readonly role: RoleRow['role']
  readonly width?: 'region' | 'everywhere'
  readonly code?: string
}

interface GrantFormProps {
  readonly user: User
  readonly roles: readonly RoleRow[]
  readonly lookAgain: () => void
}

function scopeOf(fits: RoleRow['fits'] | null, { width, code = '' }: Draft): Scope {
  if (fits === 'institution') return { kind: 'institution', providerCode: code }
  return { kind: 'region', division: fits === 'whole' || width === 'everywhere' ? '000000' : code }
}

/** Grants a role where it fits: everywhere, in a region, or in an institution, each chosen by its name. */
export function GrantForm({ user: { userId, version }, roles, lookAgain }: GrantFormProps) {
  const say = useSay()
  const [form] = Form.useForm<Draft>()
  const grant = useAct('users.grant')
  const seen = useSeen(version, userId, grant.error)
  const chosen = Form.useWatch('role', form)
  const width = Form.useWatch('width', form)
  const fits = roles.find(({ role }) => role === chosen)?.fits ?? null
  const give = (draft: Draft): void =>
    grant.mutate(
      { userId, seen, role: draft.role, scope: scopeOf(fits, draft) },
      { onSuccess: () => form.resetFields() },
    )
  const lookAnew = (): void => {
    grant.reset()
    lookAgain()
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
        {fits === 'region' ? (
          <Form.Item name="width" initialValue="region" label={say('范围', 'Where')}>
            <Radio.Group
              options={[
                { value: 'region', label: say('一个地区', 'One region') },
                { value: 'everywhere', label: say('全部地区', 'Every region') },
              ]}
            />
          </Form.Item>
        ) : null}
        {fits === 'institution' || (fits === 'region' && width !== 'everywhere') ? (
          <Form.Item
            key={fits}
            name="code"
            label={fits === 'institution' ? say('机构', 'Institution') : say('地区', 'Region')}
            rules={[{ required: true, message: say('请选择范围', 'choose where') }]}
          >
            {fits === 'institution' ? <InstitutionField /> : <RegionField />}
          </Form.Item>
        ) : null}
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

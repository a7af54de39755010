import { Alert, Button, Flex, Form, Input, Modal, Typography } from 'antd'
import { useState } from 'react'
import {
  type Column,
  Failure,
  fieldRules,
  RowList,
  Sheet,
  useAct,
  useAnswer,
  useCan,
  useDivision,
  useFilters,
  useGo,
  useSay,
} from '../kit/index.ts'
import { FirstPassword } from './first-password.tsx'
import { Mark } from './mark.tsx'
import { roleName, scopeText, standingOf, type User } from './words.ts'

const pick = (search: Readonly<Record<string, unknown>>) => ({
  text: typeof search.text === 'string' && search.text.length <= 50 ? search.text : undefined,
})

/** Everybody who has an account. */
export function Page() {
  const say = useSay()
  const go = useGo()
  const mayManage = useCan('users.manage')
  const [filter, change] = useFilters(pick)
  const [adding, setAdding] = useState(false)
  const placeOf = useDivision()
  const { data: known } = useAnswer('roles.list', {})
  const columns: readonly Column<User>[] = [
    { key: 'userId', title: say('用户名', 'User name'), width: '10rem', show: ({ userId }) => userId },
    { key: 'name', title: say('姓名', 'Name'), width: '7rem', show: ({ name }) => name },
    { key: 'staffNumber', title: say('工号', 'Staff number'), width: '6rem', show: ({ staffNumber }) => staffNumber },
    {
      key: 'state',
      title: say('状态', 'State'),
      width: '8rem',
      show: (user) => {
        const { text, as } = standingOf(user, say)
        return <Mark as={as}>{text}</Mark>
      },
    },
    {
      key: 'grants',
      title: say('角色与范围', 'Roles and scopes'),
      width: 'minmax(18rem, 1fr)',
      show: ({ grants }) =>
        grants.length === 0
          ? say('无', 'none')
          : grants
              .map((grant) => `${roleName(grant.role, known?.roles, say)} ${scopeText(grant, say, placeOf)}`)
              .join(say('；', '; ')),
    },
    { key: 'createdAt', title: say('建立时间', 'Made at'), width: '9.25rem', show: ({ createdAt }) => createdAt },
  ]
  return (
    <Sheet
      title={say('用户', 'Users')}
      extra={
        mayManage ? (
          <Button type="primary" onClick={() => setAdding(true)}>
            {say('新建用户', 'New user')}
          </Button>
        ) : null
      }
    >
      <Input.Search
        aria-label={say('用户名、姓名或工号', 'User name, name or staff number')}
        placeholder={say('用户名、姓名或工号', 'User name, name or staff number')}
        defaultValue={filter.text ?? ''}
        style={{ maxWidth: 320 }}
        onSearch={(text) => change({ text: text.trim() === '' ? undefined : text.trim().slice(0, 50) })}
      />
      <RowList
        name="users.list"
        input={filter.text === undefined ? {} : { text: filter.text }}
        label={say('用户', 'Users')}
        columns={columns}
        rowKey={({ userId }) => userId}
        onOpen={({ userId }) => go({ to: '/office/users/$userId', params: { userId } })}
      />
      {adding ? <NewUser onClose={() => setAdding(false)} /> : null}
    </Sheet>
  )
}

interface Draft {
  readonly userId: string
  readonly name: string
  readonly staffNumber: string
}

function NewUser({ onClose }: { readonly onClose: () => void }) {
  const say = useSay()
  const go = useGo()
  const [form] = Form.useForm<Draft>()
  const { mutate, data, error, isPending } = useAct('users.add')
  const done = (): void => {
    onClose()
    if (data !== undefined) go({ to: '/office/users/$userId', params: { userId: data.user.userId } })
  }
  const fields = [
    ['userId', say('用户名', 'User name'), say('小写字母开头，3 至 32 位', 'begins with a small letter, 3 to 32')],
    ['name', say('姓名', 'Name'), ''],
    ['staffNumber', say('工号', 'Staff number'), say('一人一号', 'one account each')],
  ] as const
  return (
    <Modal
      open
      title={say('新建用户', 'New user')}
      onCancel={data === undefined ? onClose : done}
      maskClosable={false}
      footer={
        data === undefined ? (
          <Flex justify="end" gap="small">
            <Button onClick={onClose}>{say('取消', 'Cancel')}</Button>
            <Button type="primary" loading={isPending} onClick={() => form.submit()}>
              {say('建立', 'Make')}
            </Button>
          </Flex>
        ) : (
          <Button type="primary" onClick={done}>
            {say('已记下口令', 'The password is noted')}
          </Button>
        )
      }
    >
      {data === undefined ? (
        <Form<Draft> form={form} layout="vertical" onFinish={(draft) => mutate(draft)} disabled={isPending}>
          <Typography.Paragraph>
            {say(
              '新用户没有角色，由安全管理员另授。',
              'A new user has no role; the security administrator grants them.',
            )}
          </Typography.Paragraph>
          {fields.map(([name, label, extra]) => (
            <Form.Item
              key={name}
              name={name}
              label={label}
              extra={extra}
              rules={[
                { required: true, message: say(`请填写${label}`, `fill in the ${label.toLowerCase()}`) },
                ...fieldRules('users.add', name, say),
              ]}
            >
              <Input autoComplete="off" autoFocus={name === 'userId'} />
            </Form.Item>
          ))}
          {error === null ? null : <Failure of={error} />}
        </Form>
      ) : (
        <>
          <Alert type="success" showIcon title={say(`已建立 ${data.user.userId}`, `${data.user.userId} was made`)} />
          <FirstPassword password={data.firstPassword} />
          <Typography.Paragraph>
            {say(
              '下一步：请安全管理员授予角色。这个账号已列入安全管理员的待办。',
              'Next, a security administrator grants the roles: the account stands on the list of what waits there.',
            )}
          </Typography.Paragraph>
        </>
      )}
    </Modal>
  )
}

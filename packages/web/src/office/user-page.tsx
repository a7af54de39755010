import type { Input as AskedInput } from '@yibao/contract/rest'
import { Alert, Button, Descriptions, Flex, Popconfirm, Table } from 'antd'
import {
  Asked,
  type CallFailure,
  Failure,
  Go,
  Sheet,
  useAct,
  useAnswer,
  useCan,
  useDivision,
  useParam,
  useSay,
  useSession,
} from '../kit/index.ts'
import { FirstPassword } from './first-password.tsx'
import { GrantForm } from './grant-form.tsx'
import { Mark, Nothing } from './mark.tsx'
import { type Grant, grantKey, roleName, scopeText, standingOf, type User } from './words.ts'

/** One account: its state, its roles, and what an administrator may do to it. */
export function Page() {
  const say = useSay()
  const userId = useParam('userId')
  const found = useAnswer('users.list', { text: userId, limit: 200 })
  return (
    <Sheet
      title={userId}
      extra={
        <>
          <Go to="/office/users">{say('全部用户', 'All users')}</Go>
          <Button onClick={() => void found.refetch()}>{say('刷新', 'Read again')}</Button>
        </>
      }
    >
      <Asked of={found}>
        {({ rows }) => {
          const user = rows.find((row) => row.userId === userId)
          return user === undefined ? (
            <Alert type="warning" showIcon title={say('没有这个用户', 'There is no such user')} />
          ) : (
            <Account user={user} lookAgain={() => void found.refetch()} />
          )
        }}
      </Asked>
    </Sheet>
  )
}

interface AccountProps {
  readonly user: User
  readonly lookAgain: () => void
}

/** What was refused; where somebody else was faster, with the way to look again. */
function Refused({ error, lookAgain }: { readonly error: CallFailure | null; readonly lookAgain: () => void }) {
  if (error === null) return null
  return error.failure.code === 'office.changed' ? <Failure of={error} onRetry={lookAgain} /> : <Failure of={error} />
}

function Account({ user, lookAgain }: AccountProps) {
  const say = useSay()
  const { userId: me } = useSession()
  const { text, as } = standingOf(user, say)
  const own = user.userId === me
  return (
    <>
      <Descriptions
        size="small"
        bordered
        column={{ xs: 1, md: 2, xl: 3 }}
        items={[
          { key: 'name', label: say('姓名', 'Name'), children: user.name },
          { key: 'staff', label: say('工号', 'Staff number'), children: user.staffNumber },
          { key: 'state', label: say('状态', 'State'), children: <Mark as={as}>{text}</Mark> },
          { key: 'made', label: say('建立时间', 'Made at'), children: user.createdAt },
          { key: 'disabled', label: say('停用时间', 'Disabled at'), children: user.disabledAt ?? '–' },
          { key: 'locked', label: say('锁定至', 'Locked until'), children: user.lockedUntil ?? '–' },
        ]}
      />
      {own ? (
        <Alert
          type="info"
          showIcon
          title={say(
            '这是您自己的账号，须由另一位管理员办理。',
            'This is your own account: another administrator acts on it.',
          )}
        />
      ) : (
        <Acts user={user} lookAgain={lookAgain} />
      )}
      <Roles user={user} own={own} lookAgain={lookAgain} />
    </>
  )
}

function Acts({ user, lookAgain }: AccountProps) {
  const say = useSay()
  const [mayManage, mayUnlock] = [useCan('users.manage'), useCan('users.unlock')]
  const disable = useAct('users.disable')
  const enable = useAct('users.enable')
  const reset = useAct('users.resetPassword')
  const unlock = useAct('users.unlock')
  const { userId, version: seen, disabledAt, held, lockedUntil } = user
  const asked = { userId, seen }
  const busy = [disable, enable, reset, unlock].some(({ isPending }) => isPending)
  const failed = [disable, enable, reset, unlock].find(({ error }) => error !== null)?.error ?? null
  if (!mayManage && !mayUnlock) return null
  const lookAnew = (): void => {
    for (const one of [disable, enable, reset, unlock]) one.reset()
    lookAgain()
  }
  return (
    <>
      <Flex gap="small" wrap>
        {mayManage && disabledAt === null ? (
          <Popconfirm
            title={say(`停用 ${userId}？其会话随之结束。`, `Disable ${userId}? The sessions end.`)}
            okText={say('停用', 'Disable')}
            cancelText={say('取消', 'Cancel')}
            onConfirm={() => disable.mutate(asked)}
          >
            <Button loading={busy}>{say('停用', 'Disable')}</Button>
          </Popconfirm>
        ) : null}
        {mayManage && disabledAt !== null ? (
          <Button loading={busy} onClick={() => enable.mutate(asked)}>
            {say('启用', 'Enable')}
          </Button>
        ) : null}
        {mayManage ? (
          <Popconfirm
            title={say(
              `重置 ${userId} 的口令？此后须安全管理员解锁才能登录。`,
              `Make the password of ${userId} anew? A security administrator must then unlock it.`,
            )}
            okText={say('重置', 'Reset')}
            cancelText={say('取消', 'Cancel')}
            onConfirm={() => reset.mutate(asked)}
          >
            <Button loading={busy}>{say('重置口令', 'Reset the password')}</Button>
          </Popconfirm>
        ) : null}
        {mayUnlock && (held || lockedUntil !== null) ? (
          <Button type="primary" loading={busy} onClick={() => unlock.mutate(asked)}>
            {say('解锁', 'Unlock')}
          </Button>
        ) : null}
      </Flex>
      <Refused error={failed} lookAgain={lookAnew} />
      {reset.data === undefined ? null : <FirstPassword password={reset.data.firstPassword} />}
    </>
  )
}

function Roles({ user, own, lookAgain }: AccountProps & { readonly own: boolean }) {
  const say = useSay()
  const mayAssign = useCan('roles.assign') && !own
  const placeOf = useDivision()
  const known = useAnswer('roles.list', {})
  const revoke = useAct('users.revoke')
  const { userId, version: seen, grants } = user
  const takeAway = ({ role, scope }: Grant): void => {
    const input: AskedInput<'users.revoke'> = { userId, seen, role, scope }
    revoke.mutate(input)
  }
  const lookAnew = (): void => {
    revoke.reset()
    lookAgain()
  }
  return (
    <>
      <Table<Grant>
        size="small"
        rowKey={grantKey}
        pagination={false}
        dataSource={[...grants]}
        title={() => say('角色与范围', 'Roles and scopes')}
        locale={{
          emptyText: (
            <Nothing>
              {mayAssign
                ? say('没有角色，什么也不能做：请在下面授予', 'No role, so nothing may be done: grant one below')
                : say(
                    '没有角色，什么也不能做：由安全管理员授予',
                    'No role, so nothing may be done: a security administrator grants it',
                  )}
            </Nothing>
          ),
        }}
        columns={[
          {
            title: say('角色', 'Role'),
            key: 'role',
            render: (_, { role }) => roleName(role, known.data?.roles, say),
          },
          { title: say('范围', 'Scope'), key: 'scope', render: (_, grant) => scopeText(grant, say, placeOf) },
          {
            title: say('可以', 'May'),
            key: 'rights',
            render: (_, { role }) =>
              known.data?.roles
                .find((one) => one.role === role)
                ?.rights.map(({ label }) => say(label))
                .join(say('、', '; ')),
          },
          ...(mayAssign
            ? [
                {
                  title: <span className="unseen">{say('办理', 'Act')}</span>,
                  key: 'revoke',
                  render: (_: unknown, grant: Grant) => (
                    <Popconfirm
                      title={say('收回这个角色？其会话随之结束。', 'Revoke this role? The sessions end.')}
                      okText={say('收回', 'Revoke')}
                      cancelText={say('取消', 'Cancel')}
                      onConfirm={() => takeAway(grant)}
                    >
                      <Button size="small" loading={revoke.isPending}>
                        {say('收回', 'Revoke')}
                      </Button>
                    </Popconfirm>
                  ),
                },
              ]
            : []),
        ]}
      />
      <Refused error={revoke.error} lookAgain={lookAnew} />
      {mayAssign && user.disabledAt === null && known.data !== undefined ? (
        <GrantForm user={user} roles={known.data.roles} lookAgain={lookAgain} />
      ) : null}
    </>
  )
}

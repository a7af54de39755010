import type { Answer } from '@yibao/contract/rest'
import { Button, Input, Popconfirm } from 'antd'
import { type Column, Failure, RowList, Sheet, useAct, useFilters, useSay, useSession } from '../kit/index.ts'

type Row = Answer<'sessions.list'>['rows'][number]

const nameForm = /^[a-z][a-z0-9._-]{2,31}$/

const pick = (search: Readonly<Record<string, unknown>>) => ({
  userId: typeof search.userId === 'string' && nameForm.test(search.userId) ? search.userId : undefined,
})

/** Who is signed in now, and from where. */
export function Page() {
  const say = useSay()
  const { userId: me } = useSession()
  const [filter, change] = useFilters(pick)
  const { mutate, error, isPending } = useAct('sessions.end')
  const columns: readonly Column<Row>[] = [
    { key: 'userId', title: say('用户', 'User'), width: '10rem', show: ({ userId }) => userId },
    { key: 'address', title: say('地址', 'From'), width: '10rem', show: ({ address }) => address },
    { key: 'startedAt', title: say('登录时间', 'Begun at'), width: '9.5rem', show: ({ startedAt }) => startedAt },
    { key: 'seenAt', title: say('最近使用', 'Last used'), width: '9.5rem', show: ({ seenAt }) => seenAt },
    { key: 'agent', title: say('客户端', 'Program'), width: 'minmax(14rem, 1fr)', show: ({ agent }) => agent },
    {
      key: 'end',
      title: say('办理', 'Act'),
      width: '6rem',
      show: ({ sessionId, userId }) =>
        userId === me ? null : (
          <Popconfirm
            title={say(`结束 ${userId} 的这个会话？`, `End this session of ${userId}?`)}
            okText={say('结束', 'End')}
            cancelText={say('取消', 'Cancel')}
            onConfirm={() => mutate({ sessionId })}
          >
            <Button size="small" loading={isPending}>
              {say('结束', 'End')}
            </Button>
          </Popconfirm>
        ),
    },
  ]
  return (
    <Sheet title={say('在线会话', 'Sessions')}>
      <Input.Search
        aria-label={say('用户名', 'User name')}
        placeholder={say('用户名', 'User name')}
        defaultValue={filter.userId ?? ''}
        style={{ maxWidth: 280 }}
        onSearch={(text) => change({ userId: nameForm.test(text.trim()) ? text.trim() : undefined })}
      />
      {error === null ? null : <Failure of={error} />}
      <RowList
        name="sessions.list"
        input={filter.userId === undefined ? {} : { userId: filter.userId }}
        label={say('在线会话', 'Sessions')}
        columns={columns}
        rowKey={({ sessionId }) => sessionId}
        every={30_000}
      />
    </Sheet>
  )
}

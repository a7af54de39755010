import type { Answer } from '@yibao/contract/rest'
import { Descriptions, Progress, Table } from 'antd'
import { Asked, type Say, Sheet, useAnswer, useSay } from '../kit/index.ts'
import { Mark, Nothing } from './mark.tsx'
import { upkeepNames } from './words.ts'

type Health = Answer<'centre.health'>

const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** `1.4 GB`, by thousands. */
export function bytesText(bytes: number): string {
  const step = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** step
  return `${step === 0 ? value : value.toFixed(1)} ${units[step]}`
}

/** How full something is, in per cent; more than nine tenths is shown as a warning. */
function Full({ of, most, say }: { readonly of: number; readonly most: number; readonly say: Say }) {
  const percent = most === 0 ? 0 : Math.round((of / most) * 100)
  return (
    <Progress
      percent={percent}
      size="small"
      style={{ maxWidth: 180, display: 'block' }}
      status={percent > 90 ? 'exception' : 'normal'}
      aria-label={say('占用', 'in use')}
      format={(value) => `${value ?? 0}%`}
    />
  )
}

function Database({ of: { database, disk, version, at }, say }: { readonly of: Health; readonly say: Say }) {
  return (
    <Descriptions
      size="small"
      bordered
      column={{ xs: 1, md: 2, xl: 3 }}
      items={[
        { key: 'at', label: say('业务时间', 'Business time'), children: at },
        { key: 'version', label: say('平台版本', 'Version'), children: version },
        { key: 'schema', label: say('库结构', 'Schema'), children: database.schema },
        { key: 'database', label: say('数据库', 'Database'), children: `PostgreSQL ${database.version}` },
        { key: 'size', label: say('数据库大小', 'Size'), children: bytesText(database.bytes) },
        {
          key: 'longest',
          label: say('最长事务', 'Longest transaction'),
          children: `${database.longestSeconds} s`,
        },
        {
          key: 'connections',
          label: say('数据库连接', 'Connections'),
          children: (
            <>
              {database.connections} / {database.connectionsMost}
              <Full of={database.connections} most={database.connectionsMost} say={say} />
            </>
          ),
        },
        {
          key: 'disk',
          label: say('磁盘', 'Disk'),
          children:
            disk === null ? (
              '–'
            ) : (
              <>
                {say(`可用 ${bytesText(disk.freeBytes)}`, `${bytesText(disk.freeBytes)} free`)}（{disk.path}）
                <Full of={disk.totalBytes - disk.freeBytes} most={disk.totalBytes} say={say} />
              </>
            ),
        },
      ]}
    />
  )
}

function Processes({ of: { processes }, say }: { readonly of: Health; readonly say: Say }) {
  return (
    <Table
      size="small"
      rowKey="number"
      pagination={false}
      dataSource={[...processes]}
      title={() => say('进程', 'Processes')}
      columns={[
        { title: say('号', 'No.'), dataIndex: 'number' },
        { title: 'PID', dataIndex: 'pid' },
        {
          title: say('状态', 'State'),
          dataIndex: 'silent',
          render: (silent: boolean) =>
            silent ? <Mark as="bad">{say('无声息', 'Silent')}</Mark> : <Mark as="good">{say('在办', 'Answers')}</Mark>,
        },
        { title: say('启动', 'Started'), dataIndex: 'startedAt' },
        { title: say('最近自报', 'Heard of'), dataIndex: 'seenAt' },
        { title: say('内存', 'Memory'), dataIndex: 'memoryBytes', align: 'right', render: bytesText },
        {
          title: say('在办报文 / 席位', 'In work / places'),
          key: 'work',
          align: 'right',
          render: (_, { inWork, places }) => `${inWork} / ${places}`,
        },
        { title: say('客户端连接', 'Connections'), dataIndex: 'connections', align: 'right' },
        {
          title: say('数据库连接 在用 / 等待', 'Database busy / waiting'),
          key: 'pool',
          align: 'right',
          render: (_, { databaseBusy, databaseWaiting }) => `${databaseBusy} / ${databaseWaiting}`,
        },
      ]}
    />
  )
}

function Upkeep({ of: { upkeep }, say }: { readonly of: Health; readonly say: Say }) {
  const outcomes = {
    running: <Mark as="waits">{say('进行中', 'Running')}</Mark>,
    done: <Mark as="good">{say('完成', 'Done')}</Mark>,
    failed: <Mark as="bad">{say('失败', 'Failed')}</Mark>,
  } as const
  return (
    <Table
      size="small"
      rowKey="name"
      pagination={false}
      dataSource={[...upkeep]}
      title={() => say('日常维护，最近一次', 'Upkeep, the last time')}
      locale={{ emptyText: <Nothing>{say('尚未运行', 'Nothing has run yet')}</Nothing> }}
      columns={[
        {
          title: say('事项', 'What'),
          dataIndex: 'name',
          render: (name: string) => {
            const pair = upkeepNames[name]
            return pair === undefined ? name : say(...pair)
          },
        },
        { title: say('开始', 'Began'), dataIndex: 'beganAt' },
        { title: say('结束', 'Ended'), dataIndex: 'endedAt', render: (at: string | null) => at ?? '–' },
        { title: say('结果', 'Outcome'), dataIndex: 'outcome', render: (one: keyof typeof outcomes) => outcomes[one] },
        { title: say('说明', 'Said'), dataIndex: 'said' },
      ]}
    />
  )
}

function Jobs({ of: { jobs }, say }: { readonly of: Health; readonly say: Say }) {
  return (
    <Table
      size="small"
      rowKey={({ kind, state }) => `${kind} ${state}`}
      pagination={false}
      dataSource={[...jobs]}
      title={() => say('任务：未完成和一天内结束的', 'Jobs that are open or ended within a day')}
      locale={{ emptyText: <Nothing>{say('没有任务', 'No jobs')}</Nothing> }}
      columns={[
        { title: say('种类', 'Kind'), dataIndex: 'kind' },
        { title: say('状态', 'State'), dataIndex: 'state' },
        { title: say('个数', 'How many'), dataIndex: 'jobs', align: 'right' },
        { title: say('最早提出', 'Oldest asked for'), dataIndex: 'oldest' },
      ]}
    />
  )
}

/** How the centre is, read anew every ten seconds. */
export function Page() {
  const say = useSay()
  const health = useAnswer('centre.health', {}, { every: 10_000 })
  return (
    <Sheet title={say('运行状况', 'Health of the centre')}>
      <Asked of={health}>
        {(answer) => (
          <>
            <Database of={answer} say={say} />
            <Processes of={answer} say={say} />
            <Upkeep of={answer} say={say} />
            <Jobs of={answer} say={say} />
          </>
        )}
      </Asked>
    </Sheet>
  )
}

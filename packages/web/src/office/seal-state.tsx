import type { Answer } from '@yibao/contract/rest'
import { Alert, Button, Drawer, Table } from 'antd'
import { useState } from 'react'
import { Asked, Failure, type Say, useAct, useAnswer, useSay } from '../kit/index.ts'
import { Nothing } from './mark.tsx'
import { faultNames } from './words.ts'

type State = Answer<'seals.list'>
type Check = NonNullable<State['check']>

/** In one sentence: how far it is sealed, and whether it held when it was last looked at. */
function sentence({ sealedUntil, unsealedRows, check }: State, say: Say): string {
  const sealed =
    sealedUntil === null
      ? say('尚未封存', 'Not sealed yet')
      : say(`封存至 ${sealedUntil}`, `Sealed until ${sealedUntil}`)
  const open = say(`，未封 ${unsealedRows} 行`, `, ${unsealedRows} rows not yet`)
  if (check === null || check.seals === 0) return `${sealed}${open}${say('；尚未核对', '; never checked')}`
  const at = check.checkedAt
  const held =
    check.faultCount === 0
      ? say(`；${at} 核对一致`, `; intact when checked at ${at}`)
      : say(`；${at} 核对发现 ${check.faultCount} 处不符`, `; ${check.faultCount} faults when checked at ${at}`)
  return `${sealed}${open}${held}`
}

function Faults({ of: { faults }, say }: { readonly of: Check; readonly say: Say }) {
  return (
    <ul style={{ margin: 0, paddingInlineStart: 20 }}>
      {faults.map(({ number, what, after, through }) => (
        <li key={`${number} ${what}`}>
          {say(`封印 ${number}`, `Seal ${number}`)}
          {through === 0 ? '' : say(`，第 ${after + 1} 至 ${through} 行`, `, rows ${after + 1} to ${through}`)}：
          {say(...faultNames[what])}
        </li>
      ))}
    </ul>
  )
}

/** How the seals of the operation log stand, with the way to check them now and to see them all. */
export function SealState() {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const state = useAnswer('seals.list', { limit: 1 }, { every: 60_000 })
  const check = useAct('seals.check')
  return (
    <>
      <Asked of={state}>
        {(answer) => {
          const broken = answer.check !== null && answer.check.faultCount > 0
          return (
            <Alert
              type={broken ? 'error' : (answer.check?.seals ?? 0) === 0 ? 'info' : 'success'}
              showIcon
              role={broken ? 'alert' : 'status'}
              title={sentence(answer, say)}
              description={broken && answer.check !== null ? <Faults of={answer.check} say={say} /> : undefined}
              action={
                <>
                  <Button size="small" loading={check.isPending} onClick={() => check.mutate({})}>
                    {say('现在核对', 'Check now')}
                  </Button>{' '}
                  <Button size="small" onClick={() => setOpen(true)}>
                    {say('全部封印', 'All seals')}
                  </Button>
                </>
              }
            />
          )
        }}
      </Asked>
      {check.error === null ? null : <Failure of={check.error} />}
      <Drawer open={open} onClose={() => setOpen(false)} size="large" title={say('操作日志的封印', 'Seals of the log')}>
        {open ? <Seals /> : null}
      </Drawer>
    </>
  )
}

const pageSize = 50

function Seals() {
  const say = useSay()
  const [before, setBefore] = useState<number | null>(null)
  const seals = useAnswer('seals.list', { limit: pageSize, ...(before === null ? {} : { before }) })
  return (
    <Asked of={seals}>
      {({ rows, next }) => (
        <>
          <Table
            size="small"
            rowKey="number"
            pagination={false}
            dataSource={[...rows]}
            locale={{
              emptyText: (
                <Nothing>
                  {say('尚无封印；平台运行时每 5 分钟封存一次', 'No seal yet: the centre seals every five minutes')}
                </Nothing>
              ),
            }}
            columns={[
              { title: say('号', 'No.'), dataIndex: 'number' },
              { title: say('封存时间', 'Sealed at'), dataIndex: 'sealedAt' },
              {
                title: say('行', 'Rows'),
                key: 'rows',
                render: (_, row) => `${row.after + 1}–${row.through}（${row.rows}）`,
              },
              {
                title: say('摘要', 'Hash'),
                dataIndex: 'hash',
                render: (hash: string) => <code style={{ wordBreak: 'break-all' }}>{hash}</code>,
              },
            ]}
          />
          <Button disabled={before === null} onClick={() => setBefore(null)}>
            {say('最新', 'Newest')}
          </Button>{' '}
          <Button disabled={next === null} onClick={() => setBefore(next)}>
            {say('更早', 'Older')}
          </Button>
        </>
      )}
    </Asked>
  )
}

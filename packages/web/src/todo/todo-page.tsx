import type { Answer } from '@yibao/contract/rest'
import { Button, Empty, Tag } from 'antd'
import { type ReactNode, useState } from 'react'
import { Asked, Go, Money, Sheet, useAnswer, useSay, useSession, useShortcut } from '../kit/index.ts'
import { columnsOf, type HeapColumn } from './columns.ts'
import { type Item, usePlaces } from './places.ts'
import './todo.css'

type Row = Item['rows'][number]
type Notice = Answer<'notices.list'>['rows'][number]

/** The last day, and how far away it is in words: colour is never the only sign. */
function Due({ deadline, today }: { readonly deadline: string | null; readonly today: string }) {
  const say = useSay()
  if (deadline === null) return <span>–</span>
  const days = Math.round((Date.parse(deadline) - Date.parse(today)) / 86_400_000)
  const near = (colour: string, text: string) => (
    <>
      {deadline} <Tag color={colour}>{text}</Tag>
    </>
  )
  if (days < 0) return near('error', say(`超期 ${-days} 天`, `${-days} days overdue`))
  if (days === 0) return near('warning', say('今天到期', 'due today'))
  if (days <= 3) return near('warning', say(`还剩 ${days} 天`, `${days} days left`))
  return (
    <span>
      {deadline} {say(`（还剩 ${days} 天）`, `(${days} days left)`)}
    </span>
  )
}

interface HeapProps {
  readonly item: Item
  readonly today: string
  readonly isOpen: boolean
  readonly onToggle: () => void
}

function Heap({ item, today, isOpen, onToggle }: HeapProps) {
  const say = useSay()
  const { userId } = useSession()
  const { pageOf, listOf } = usePlaces(userId)
  const list = listOf(item)
  const columns = columnsOf(item)
  const { label, count, more, overdue, dueSoon, oldest, mine, rows } = item
  const id = `heap-${item.kind}-${item.act}-${item.procedure}-${item.state}-${mine}`
  return (
    <li className="heap">
      <div className="heap-head">
        <button type="button" className="heap-toggle" aria-expanded={isOpen} aria-controls={id} onClick={onToggle}>
          <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span>
          <span className="heap-count">{more ? `${count}+` : count}</span>
          <span>{say(label)}</span>
        </button>
        {mine ? <Tag>{say('指定给我', 'given to me')}</Tag> : null}
        {overdue === 0 ? null : <Tag color="error">{say(`超期 ${overdue}`, `${overdue} overdue`)}</Tag>}
        {dueSoon === 0 ? null : <Tag color="warning">{say(`三天内 ${dueSoon}`, `${dueSoon} within 3 days`)}</Tag>}
        <span className="heap-since">{oldest === null ? null : say(`最早 ${oldest}`, `since ${oldest}`)}</span>
        {list === null ? null : <Go {...list}>{say('打开列表', 'Open the list')}</Go>}
      </div>
      {isOpen ? (
        <div id={id} className="heap-rows">
          <table>
            <thead>
              <tr>
                {columns.map(({ key, title, right = false }) => (
                  <th key={key} scope="col" className={right ? 'right' : undefined}>
                    {say(...title)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <HeapRow key={row.id} row={row} columns={columns} place={pageOf(item, row.id)} today={today} />
              ))}
            </tbody>
          </table>
          {rows.length < count ? (
            <p>{say(`以上是最急的 ${rows.length} 件`, `These are the ${rows.length} most urgent`)}</p>
          ) : null}
        </div>
      ) : null}
    </li>
  )
}

interface HeapRowProps {
  readonly row: Row
  readonly columns: readonly HeapColumn[]
  readonly place: ReturnType<ReturnType<typeof usePlaces>['pageOf']>
  readonly today: string
}

function HeapRow({ row, columns, place, today }: HeapRowProps) {
  const say = useSay()
  const { title, about, detail, since, deadline, amount } = row
  const cells: Readonly<Record<HeapColumn['key'], ReactNode>> = {
    title: place === null ? say(title) : <Go {...place}>{say(title)}</Go>,
    detail: detail ?? '–',
    about,
    since: since ?? '–',
    deadline: <Due deadline={deadline} today={today} />,
    amount: <Money fen={amount} />,
  }
  return (
    <tr>
      {columns.map(({ key, right = false }) => (
        <td key={key} className={right ? 'right' : undefined}>
          {cells[key]}
        </td>
      ))}
    </tr>
  )
}

function Notices({ rows }: { readonly rows: readonly Notice[] }) {
  const say = useSay()
  if (rows.length === 0) return <p>{say('近两个月没有提醒。', 'No reminders in the last two months.')}</p>
  return (
    <ul className="notices">
      {rows.map(({ matterId, title, providerName, label, until, mark, at, running }) => (
        <li key={`${matterId} ${label.zh} ${until} ${mark}`}>
          <Go to="/matters/$matterId" params={{ matterId }}>
            {say(title)}
          </Go>{' '}
          {providerName}
          <div>
            {say(label)} {until}{' '}
            {mark === 'overdue' ? say('已超期', 'overdue') : say(`提前 ${mark} 天提醒`, `${mark} days before its end`)}
            {running ? null : <Tag>{say('已办', 'done since')}</Tag>}
          </div>
          <small>{at}</small>
        </li>
      ))}
    </ul>
  )
}

const minute = 60_000

/** What waits for whoever is signed in, the most urgent first, and the reminders that were given. */
export function Page() {
  const say = useSay()
  const { name } = useSession()
  const todo = useAnswer('todo.list', {}, { every: minute })
  const notices = useAnswer('notices.list', {}, { every: 5 * minute })
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set())
  const refresh = (): void => {
    void todo.refetch()
    void notices.refetch()
  }
  useShortcut('alt+r', ['刷新待办', 'refresh'], refresh)
  const toggle = (key: string): void => {
    const next = new Set(toggled)
    if (!next.delete(key)) next.add(key)
    setToggled(next)
  }
  return (
    <Sheet
      title={say(`待办 · ${name}`, `To do · ${name}`)}
      extra={
        <Button onClick={refresh} loading={todo.isFetching}>
          {say('刷新', 'Refresh')}
        </Button>
      }
    >
      <div className="todo">
        <section aria-label={say('等我办的', 'What waits for me')}>
          <Asked of={todo}>
            {({ items, today }) =>
              items.length === 0 ? (
                <Empty
                  description={say(
                    '现在没有等您办的事。等您这一岗位办理的，或指定给您的，会列在这里',
                    'Nothing waits for you now: what your office is awaited for, or what is given to you, stands here',
                  )}
                />
              ) : (
                <ul className="heaps">
                  {items.map((item, index) => {
                    const key = `${item.kind} ${item.act} ${item.procedure} ${item.state} ${item.mine}`
                    // The most urgent one is open at first.
                    const isOpen = toggled.has(key) !== (index === 0)
                    return <Heap key={key} item={item} today={today} isOpen={isOpen} onToggle={() => toggle(key)} />
                  })}
                </ul>
              )
            }
          </Asked>
        </section>
        <section aria-labelledby="todo-notices">
          <h2 id="todo-notices" className="sheet-title">
            {say('期限提醒', 'Reminders')}
          </h2>
          <Asked of={notices}>{({ rows }) => <Notices rows={rows} />}</Asked>
        </section>
      </div>
    </Sheet>
  )
}

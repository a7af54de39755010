import { useInfiniteQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import type { Answer, Input, RouteName } from '@yibao/contract/rest'
import { Button, Empty, Skeleton, Spin } from 'antd'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { type CallFailure, call } from './call.ts'
import { Failure } from './failure.tsx'
import { useSay } from './say.tsx'

interface Paged {
  readonly rows: readonly unknown[]
  readonly next: string | null
  /** How far was looked for a page that is not full; more may come behind it. */
  readonly lookedTo?: string | null
}

/** Routes that answer a page of a list. */
export type ListName = { [Name in RouteName]: Answer<Name> extends Paged ? Name : never }[RouteName]

type RowOf<Name extends ListName> = Answer<Name> extends { readonly rows: readonly (infer Row)[] } ? Row : never

export interface Column<Row> {
  readonly key: string
  readonly title: string
  /** A width of CSS grid: `8rem`, `minmax(10rem, 2fr)`. */
  readonly width: string
  /** Numbers and amounts stand at the right. */
  readonly align?: 'right'
  readonly show: (row: Row) => ReactNode
}

export interface RowListProps<Name extends ListName> {
  readonly name: Name
  readonly input: Omit<Input<Name>, 'after' | 'limit'>
  /** What is listed, for whoever does not see it. */
  readonly label: string
  readonly columns: readonly Column<RowOf<Name>>[]
  readonly rowKey: (row: RowOf<Name>) => string
  readonly onOpen?: (row: RowOf<Name>) => void
  readonly height?: number | string
  /** Asks again after so many milliseconds. */
  readonly every?: number
  /** Of a list without filters: what would bring something here. */
  readonly whenEmpty?: string
}

const rowHeight = 38
const pageSize = 100

function Loaded({ rows, more }: { readonly rows: number; readonly more: boolean }) {
  const say = useSay()
  if (rows === 0) return null
  return more
    ? say(`已载入 ${rows} 行，向下滚动载入更多`, `${rows} rows so far, scroll for more`)
    : say(`共 ${rows} 行`, `${rows} rows`)
}

interface LookedToProps {
  readonly to: string
  readonly rows: number
  readonly stopped: boolean
  readonly onChange: (on: boolean) => void
}

/** How far a list has looked, to stop it there and to let it go on. */
function LookedTo({ to, rows, stopped, onChange }: LookedToProps) {
  const say = useSay()
  return (
    <>
      {say(`已查到 ${to}，符合的 ${rows} 行`, `looked back to ${to}: ${rows} rows`)}
      <Button size="small" onClick={() => onChange(stopped)}>
        {stopped ? say('继续查找', 'Go on looking') : say('停止查找', 'Stop looking')}
      </Button>
    </>
  )
}

/**
 * A list of any length: pages come while one scrolls, only what is seen is drawn. Arrow keys move, Enter opens.
 */
export function RowList<Name extends ListName>({
  name,
  input,
  label,
  columns,
  rowKey,
  onOpen,
  height = 'calc(100vh - 15rem)',
  every,
  whenEmpty,
}: RowListProps<Name>) {
  const say = useSay()
  const frame = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const query = useInfiniteQuery<Paged, CallFailure>({
    queryKey: [name, 'rows', input],
    // The type of a list's input is its filters with the page asked for.
    queryFn: async ({ pageParam, signal }) => {
      const asked = { ...input, limit: pageSize, ...(pageParam === null ? {} : { after: pageParam }) }
      return (await call(name, asked as Input<Name>, { signal })) as Paged
    },
    initialPageParam: null as unknown as string | null,
    getNextPageParam: ({ next }) => next,
    ...(every === undefined ? {} : { refetchInterval: every }),
  })
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = query
  const rows = (data?.pages.flatMap((page) => page.rows) ?? []) as readonly RowOf<Name>[]
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  // Where little fits the question, the list goes on looking by itself, stretch after stretch, and says how far it has come.
  const lookedTo = hasNextPage ? (data?.pages.at(-1)?.lookedTo ?? null) : null
  const asked = JSON.stringify(input)
  const [stopped, stop] = useState<string | null>(null)
  const isStopped = lookedTo !== null && stopped === asked
  const seen = virtual.getVirtualItems()
  const last = seen.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isStopped && last >= rows.length - 30) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, isStopped, last, rows.length, fetchNextPage])

  const moveTo = (index: number): void => {
    const to = Math.max(0, Math.min(rows.length - 1, index))
    setActive(to)
    virtual.scrollToIndex(to)
  }
  const press = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + 15,
      PageUp: active - 15,
      Home: 0,
      End: rows.length - 1,
    }
    const to = steps[event.key]
    const row = rows[active]
    if (to !== undefined) moveTo(to)
    else if (event.key === 'Enter' && row !== undefined && onOpen !== undefined) onOpen(row)
    else return
    event.preventDefault()
  }
  const template = { gridTemplateColumns: columns.map(({ width }) => width).join(' ') }
  if (error !== null && rows.length === 0) return <Failure of={error} onRetry={refetch} />
  return (
    <div className="rows">
      {error === null ? null : <Failure of={error} onRetry={refetch} />}
      {/* biome-ignore lint/a11y/useSemanticElements: a table element cannot draw only the rows that are seen */}
      <div
        ref={frame}
        role="grid"
        aria-label={label}
        aria-rowcount={hasNextPage ? -1 : rows.length + 1}
        aria-activedescendant={rows.length === 0 ? undefined : `${name}-${active}`}
        tabIndex={0}
        className="rows-frame"
        style={{ height }}
        onKeyDown={press}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: the grid itself has the focus */}
        <div role="row" className="rows-head" style={template}>
          {columns.map(({ key, title, align }) => (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            <div role="columnheader" key={key} className={align}>
              {title}
            </div>
          ))}
        </div>
        {rows.length > 0 ? null : (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          <div role="row">
            {/* biome-ignore lint/a11y/useSemanticElements: as above */}
            {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
            <div role="gridcell" aria-colspan={columns.length}>
              {isPending || (hasNextPage && !isStopped) ? (
                <Skeleton active title={false} paragraph={{ rows: 8 }} />
              ) : (
                <Empty
                  description={
                    isStopped
                      ? say('已查的部分没有符合条件的记录', 'Nothing found as far as was looked')
                      : (whenEmpty ?? say('没有符合条件的记录', 'Nothing found'))
                  }
                />
              )}
            </div>
          </div>
        )}
        <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {seen.map(({ index, start }) => {
            const row = rows[index]
            if (row === undefined) return null
            return (
              // biome-ignore lint/a11y/useSemanticElements: as above
              // biome-ignore lint/a11y/useKeyWithClickEvents: the grid listens to the keys
              // biome-ignore lint/a11y/useFocusableInteractive: as above
              <div
                key={rowKey(row)}
                id={`${name}-${index}`}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={index === active}
                className={onOpen === undefined ? 'rows-row' : 'rows-row opens'}
                style={{ ...template, transform: `translateY(${start}px)`, height: rowHeight }}
                onClick={() => {
                  setActive(index)
                  onOpen?.(row)
                }}
              >
                {columns.map(({ key, align, show }) => (
                  // biome-ignore lint/a11y/useSemanticElements: as above
                  // biome-ignore lint/a11y/useFocusableInteractive: as above
                  <div role="gridcell" key={key} className={align}>
                    {show(row)}
                  </div>
                ))}
              </div>
            )
          })}
        </div>
      </div>
      <div className="rows-foot" aria-live={lookedTo === null ? 'polite' : 'off'}>
        {isFetchingNextPage ? <Spin size="small" /> : null}
        {lookedTo === null ? (
          <Loaded rows={rows.length} more={hasNextPage} />
        ) : (
          <LookedTo to={lookedTo} rows={rows.length} stopped={isStopped} onChange={(on) => stop(on ? null : asked)} />
        )}
      </div>
    </div>
  )
}

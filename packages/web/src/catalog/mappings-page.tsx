import type { Answer, Input } from '@yibao/contract/rest'
import type { InputRef } from 'antd'
import { Alert, Button, Empty, Flex, Tag, Input as TextInput } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import {
  Asked,
  Choice,
  Failure,
  FilterBar,
  Go,
  isOneOf,
  type Pair,
  SearchField,
  Sheet,
  useAct,
  useAnswer,
  useCan,
  useFilters,
  useSay,
  useSeen,
  useShortcut,
} from '../kit/index.ts'
import { MappingComparison } from './mapping-comparison.tsx'
import { textIn } from './words.ts'
import './catalog.css'

type Mapping = Answer<'mappings.list'>['rows'][number]
type State = Mapping['state']
type Doubt = Mapping['doubts'][number]

const stateWords: Readonly<Record<State | 'all', Pair>> = {
  waiting: ['待审', 'waiting'],
  accepted: ['已通过', 'accepted'],
  refused: ['不通过', 'refused'],
  withdrawn: ['机构已撤销', 'withdrawn'],
  all: ['全部状态', 'all states'],
}
const doubtWords: Readonly<Record<Doubt, Pair>> = {
  'unknown-item': ['目录无此编码', 'not in the catalogue'],
  'not-in-force': ['今日无效', 'not in force today'],
  'other-name': ['名称不同', 'another name'],
  'other-form': ['剂型不同', 'another form'],
}
const askedDoubts: Readonly<Record<Doubt | 'any', Pair>> = { any: ['有任一疑问', 'any doubt'], ...doubtWords }

const pick = ({ state, doubt, providerCode, itemCode, search }: Readonly<Record<string, unknown>>) => ({
  state: isOneOf(stateWords, state) ? state : undefined,
  doubt: isOneOf(askedDoubts, doubt) ? doubt : undefined,
  providerCode: textIn(providerCode),
  itemCode: textIn(itemCode),
  search: textIn(search),
})

function inputOf(
  { state = 'waiting', ...rest }: ReturnType<typeof pick>,
  after: string | null,
): Input<'mappings.list'> {
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  return { ...given, ...(state === 'all' ? {} : { state }), limit: 100, ...(after === null ? {} : { after }) }
}

const keyOf = ({ providerCode, mappingId }: Mapping): string => `${providerCode}/${mappingId}`

interface QueueProps {
  readonly rows: readonly Mapping[]
  readonly chosen: number
  readonly onChoose: (index: number) => void
}

/** The mappings in their turn; arrow keys move through them. */
function Queue({ rows, chosen, onChoose }: QueueProps) {
  const say = useSay()
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    frame.current?.querySelector(`#mapping-${chosen}`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    onChoose(Math.max(0, Math.min(rows.length - 1, chosen + step)))
  }
  return (
    <div
      ref={frame}
      className="review-queue"
      role="listbox"
      tabIndex={0}
      aria-label={say('对照', 'Mappings')}
      aria-activedescendant={`mapping-${chosen}`}
      onKeyDown={press}
    >
      {rows.map((row, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself listens to the keys
        // biome-ignore lint/a11y/useFocusableInteractive: the list itself has the focus
        <div
          key={keyOf(row)}
          id={`mapping-${index}`}
          role="option"
          aria-selected={index === chosen}
          className="review-one"
          onClick={() => onChoose(index)}
        >
          <div>
            {row.localName} {row.state === 'waiting' ? null : <Tag>{say(...stateWords[row.state])}</Tag>}
            {row.doubts.map((doubt) => (
              <Tag key={doubt}>⚠ {say(...doubtWords[doubt])}</Tag>
            ))}
          </div>
          <small>
            {row.localCode} → {row.item?.name ?? row.itemCode} · {row.providerName || row.providerCode} · {row.mappedAt}
          </small>
        </div>
      ))}
    </div>
  )
}

interface VerdictProps {
  readonly mapping: Mapping
  readonly onDone: () => void
  /** Somebody else was faster. */
  readonly onLate: () => void
}

/** Accepts or refuses the mapping that is shown, from the keyboard alone. */
function Verdict({ mapping, onDone, onLate }: VerdictProps) {
  const say = useSay()
  const [reason, setReason] = useState('')
  const [asksReason, setAsksReason] = useState(false)
  const field = useRef<InputRef>(null)
  const { mutate, error, isPending, reset } = useAct('mappings.review', ['catalogues', 'providers'])
  const { providerCode, mappingId, state } = mapping
  const version = useSeen(mapping.version, keyOf(mapping), error)
  const may = { accept: state === 'waiting', refuse: state === 'waiting' || state === 'accepted' }
  const send = (does: 'accept' | 'refuse'): void => {
    if (isPending || !may[does]) return
    if (does === 'refuse' && reason.trim().length < 2) {
      setAsksReason(true)
      field.current?.focus()
      return
    }
    const told = does === 'refuse' ? { reason: reason.trim() } : {}
    mutate(
      { providerCode, mappingId, version, does, ...told },
      {
        onSuccess: onDone,
        onError: ({ failure }) => {
          if (failure.changed !== undefined) onLate()
        },
      },
    )
  }
  useShortcut('alt+a', ['通过', 'accept'], () => send('accept'))
  useShortcut('alt+r', ['不通过（先写理由）', 'refuse, with a reason'], () => send('refuse'))
  // Another mapping begins without the words of the one before.
  const key = keyOf(mapping)
  const shown = useRef(key)
  useEffect(() => {
    if (shown.current === key) return
    shown.current = key
    setReason('')
    setAsksReason(false)
    reset()
  }, [key, reset])
  if (!may.refuse) {
    const told = mapping.reason === null ? '' : `：${mapping.reason}`
    return (
      <>
        {error === null ? null : <Failure of={error} />}
        <Alert type="info" showIcon title={`${say(...stateWords[state])}${told}`} description={mapping.reviewedAt} />
        {reason === '' ? null : <p>{say(`您填写的理由：${reason}`, `What you typed: ${reason}`)}</p>}
      </>
    )
  }
  return (
    <>
      {error === null ? null : <Failure of={error} />}
      <Flex gap="small" wrap align="start">
        <Button
          type="primary"
          disabled={!may.accept}
          loading={isPending}
          onClick={({ detail }) => {
            // The second click of two quick ones would fall on the mapping that moved up.
            if (detail < 2) send('accept')
          }}
        >
          {may.accept ? say('通过 (Alt+A)', 'Accept (Alt+A)') : say('已通过', 'Accepted')}
        </Button>
        <div style={{ flex: 1, minWidth: 200 }}>
          <TextInput
            ref={field}
            aria-label={say('不通过的理由', 'Why it is refused')}
            aria-invalid={asksReason && reason.trim().length < 2}
            aria-describedby="reason-told"
            placeholder={say('不通过的理由，机构可见', 'Why it is refused; the institution sees it')}
            maxLength={200}
            status={asksReason && reason.trim().length < 2 ? 'error' : ''}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            onPressEnter={() => send('refuse')}
          />
          <div id="reason-told" role="status">
            {asksReason && reason.trim().length < 2
              ? say('请写明理由（至少 2 字），再按回车', 'say why (2 characters at least), then press Enter')
              : null}
          </div>
        </div>
        <Button loading={isPending} onClick={() => send('refuse')}>
          {say('不通过 (Alt+R)', 'Refuse (Alt+R)')}
        </Button>
      </Flex>
    </>
  )
}

/** Mappings of institutions in their turn, each beside the item that it names. */
export function Page() {
  const say = useSay()
  const mayReview = useCan('catalogues.manage')
  const [filters, change] = useFilters(pick)
  const [after, setAfter] = useState<string | null>(null)
  const [chosen, setChosen] = useState(0)
  // What somebody else decided while it was looked at stays in sight, although it has left the queue.
  const [late, setLate] = useState<Mapping | null>(null)
  const { providerCode = '', localCode: search = '' } = late ?? {}
  const latest = useAnswer('mappings.list', { providerCode, search }, { enabled: late !== null })
  const choose = (index: number): void => {
    setLate(null)
    setChosen(index)
  }
  const asked = useAnswer('mappings.list', inputOf(filters, after))
  const narrow = (some: Partial<typeof filters>): void => {
    setAfter(null)
    setChosen(0)
    change(some)
  }
  // What is decided leaves the queue of those that wait, and the next one moves up; in other lists it stays.
  const stays = (filters.state ?? 'waiting') !== 'waiting'
  return (
    <Sheet title={say('目录对照审核', 'Mappings')}>
      <FilterBar>
        <Choice
          label={say('状态', 'State')}
          words={stateWords}
          value={filters.state ?? 'waiting'}
          onChange={(state) => narrow({ state })}
        />
        <Choice
          label={say('疑问', 'Doubt')}
          words={askedDoubts}
          value={filters.doubt}
          onChange={(doubt) => narrow({ doubt })}
        />
        <SearchField
          label={say('院内编码或名称', 'Local code or name')}
          value={filters.search}
          onChange={(search) => narrow({ search })}
        />
        <SearchField
          label={say('机构编码', 'Institution')}
          width={160}
          value={filters.providerCode}
          onChange={(providerCode) => narrow({ providerCode })}
        />
        {filters.itemCode === undefined ? null : (
          <Tag closable onClose={() => narrow({ itemCode: undefined })}>
            {say('目录编码', 'Item')} {filters.itemCode}
          </Tag>
        )}
      </FilterBar>
      <Asked of={asked}>
        {({ rows, next }) => {
          const index = Math.min(chosen, rows.length - 1)
          const held = late === null ? null : (latest.data?.rows.find((row) => keyOf(row) === keyOf(late)) ?? late)
          const mapping = held ?? rows[index]
          if (mapping === undefined) return <Empty description={say('没有符合条件的对照', 'No mapping to look at')} />
          return (
            <div className="review">
              <div>
                <Queue rows={rows} chosen={index} onChoose={choose} />
                <Flex justify="space-between" className="rows-foot">
                  <span>
                    {say(`本页 ${rows.length} 条，第 ${index + 1} 条`, `${index + 1} of ${rows.length} on this page`)}
                  </span>
                  <span>
                    {after === null ? null : (
                      <Button
                        size="small"
                        type="link"
                        onClick={() => {
                          setAfter(null)
                          setChosen(0)
                        }}
                      >
                        {say('回到开头', 'From the start')}
                      </Button>
                    )}
                    {next === null ? null : (
                      <Button
                        size="small"
                        type="link"
                        onClick={() => {
                          setAfter(next)
                          setChosen(0)
                        }}
                      >
                        {say('后 100 条', 'Next 100')}
                      </Button>
                    )}
                  </span>
                </Flex>
              </div>
              <section className="review-card" aria-label={say('所选对照', 'The chosen mapping')}>
                <MappingComparison mapping={mapping} />
                {mayReview ? (
                  <Verdict
                    mapping={mapping}
                    onDone={() => choose(stays ? index + 1 : index)}
                    onLate={() => setLate(mapping)}
                  />
                ) : null}
                <Flex gap="middle">
                  {mapping.item === null ? null : (
                    <Go to="/catalogue/items/$itemCode" params={{ itemCode: mapping.itemCode }}>
                      {say('打开目录条目', 'Open the item')}
                    </Go>
                  )}
                  <Go to="/catalogue" search={{ search: mapping.localName, state: 'all' }}>
                    {say('按院内名称查目录', 'Search the catalogue by the local name')}
                  </Go>
                  <Go to="/providers/$providerCode" params={{ providerCode: mapping.providerCode }}>
                    {mapping.providerName || mapping.providerCode}
                  </Go>
                </Flex>
              </section>
            </div>
          )
        }}
      </Asked>
    </Sheet>
  )
}

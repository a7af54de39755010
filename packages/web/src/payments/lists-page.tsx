import type { Answer, Input } from '@yibao/contract/rest'
import { Segmented, Tooltip } from 'antd'
import { Called, RowList, Sheet, useAnswer, useCan, useFilters, useGo, useParam, useSay } from '../kit/index.ts'
import { listStateWords } from './words.ts'

type Row = Answer<'lists.find'>['rows'][number]
type State = NonNullable<Input<'lists.find'>['state']>

const states: readonly State[] = ['missing', 'saved', 'withdrawn', 'submitted', 'flagged']

const pick = ({ state }: Readonly<Record<string, unknown>>) => ({ state: states.find((one) => one === state) })

/** The settlement lists that an institution owes of a month, and what checks found in them. */
export function Page() {
  const say = useSay()
  const [month, providerCode] = [useParam('month'), useParam('providerCode')]
  const go = useGo()
  const quality = useAnswer('lists.quality', { month, providerCode, limit: 1 })
  const providerName = quality.data?.rows[0]?.providerName ?? null
  const mayOpen = useCan('settlements.read')
  const [{ state }, setFilters] = useFilters(pick)
  const nameOf = (one: State): string =>
    one === 'flagged' ? say('有质控提示', 'with warnings') : say(...listStateWords[one])
  return (
    <Sheet
      title={
        <>
          {say('结算清单', 'Settlement lists')} · <Called name={providerName} code={providerCode} /> · {month}
        </>
      }
      extra={
        <Segmented<State | ''>
          aria-label={say('状态', 'State')}
          value={state ?? ''}
          onChange={(chosen) => setFilters({ state: chosen === '' ? undefined : chosen })}
          options={[
            { value: '', label: say('全部', 'all') },
            ...states.map((value) => ({ value, label: nameOf(value) })),
          ]}
        />
      }
    >
      <RowList
        name="lists.find"
        input={{ month, providerCode, ...(state === undefined ? {} : { state }) }}
        label={say('结算清单', 'Settlement lists')}
        rowKey={({ settlementId }) => settlementId}
        {...(mayOpen
          ? {
              onOpen: ({ insuredId, settlementId }: Row) =>
                go({ to: '/settlements/$insuredId/$settlementId', params: { insuredId, settlementId } }),
            }
          : {})}
        columns={[
          {
            key: 'settlement',
            title: say('结算编号', 'Settlement'),
            width: '16rem',
            show: ({ settlementId }) => settlementId,
          },
          { key: 'settled', title: say('结算日', 'Settled'), width: '7rem', show: ({ settledOn }) => settledOn },
          {
            key: 'state',
            title: say('状态', 'State'),
            width: '7rem',
            show: ({ state: one }) => say(...listStateWords[one]),
          },
          {
            key: 'version',
            title: say('版本', 'Version'),
            width: '5rem',
            align: 'right',
            show: ({ version }) => version ?? '–',
          },
          { key: 'sent', title: say('上传', 'Uploaded'), width: '11rem', show: ({ sentAt }) => sentAt ?? '–' },
          {
            key: 'findings',
            title: say('质控提示', 'What checks found'),
            width: 'minmax(14rem, 1fr)',
            show: ({ findings }) => {
              const text = findings
                .map(({ name, field, row, value, against }) =>
                  [say(name), `${field}${row === null ? '' : ` ${row}`}`, value, against === '' ? '' : `↔ ${against}`]
                    .filter((part) => part !== '')
                    .join(' '),
                )
                .join('；')
              return text === '' ? '–' : <Tooltip title={text}>{text}</Tooltip>
            },
          },
        ]}
      />
    </Sheet>
  )
}

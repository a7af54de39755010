import type { Answer } from '@yibao/contract/rest'
import { Button, Modal, Tag } from 'antd'
import { useMemo, useState } from 'react'
import {
  Choice,
  type Column,
  Cut,
  FilterBar,
  given,
  isOneOf,
  RowList,
  type Say,
  Sheet,
  useCan,
  useFilters,
  useGo,
  useSay,
  WrittenField,
} from '../kit/index.ts'
import './casework.css'
import { ClaimSlip } from './claim-slip.tsx'
import { ReceiveTip } from './tip-receive.tsx'
import { tipChannelWords, tipStateWords } from './words.ts'

type Row = Answer<'tips.list'>['rows'][number]
type Received = Answer<'tips.receive'>

const textOf = (value: unknown): string | undefined =>
  typeof value === 'number' ? String(value) : typeof value === 'string' && value !== '' ? value : undefined

const pick = ({ state, providerCode, matterId }: Readonly<Record<string, unknown>>) => ({
  state: isOneOf(tipStateWords, state) ? state : undefined,
  providerCode: textOf(providerCode),
  matterId: textOf(matterId),
})

const columnsOf = (say: Say): readonly Column<Row>[] => [
  {
    key: 'received',
    title: say('收到', 'Received'),
    width: '8.5rem',
    show: ({ receivedAt }) => receivedAt.slice(0, 16),
  },
  {
    key: 'state',
    title: say('状态', 'State'),
    width: '8rem',
    show: ({ state }) => <Tag>{say(...tipStateWords[state])}</Tag>,
  },
  {
    key: 'channel',
    title: say('渠道', 'Channel'),
    width: '7rem',
    show: ({ channel }) => say(...tipChannelWords[channel]),
  },
  {
    key: 'about',
    title: say('内容', 'About'),
    width: 'minmax(8rem, 2fr)',
    show: ({ about }) => <Cut>{about}</Cut>,
  },
  {
    key: 'provider',
    title: say('被举报机构', 'Institution'),
    width: 'minmax(8rem, 1fr)',
    show: ({ providerName, providerCode }) => <Cut>{providerName ?? providerCode ?? '–'}</Cut>,
  },
  {
    key: 'named',
    title: say('身份', 'Identity'),
    width: '6.5rem',
    show: ({ named }) => (named ? say('实名（封存）', 'Sealed') : say('匿名', 'Anonymous')),
  },
  { key: 'number', title: say('编号', 'Number'), width: '16rem', show: ({ tipId }) => tipId },
]

/** Tips, and taking one in; who gave them is in no list. */
export function Page() {
  const say = useSay()
  const go = useGo()
  const mayReceive = useCan('tips.receive')
  const [receives, setReceives] = useState(false)
  const [received, setReceived] = useState<Received | null>(null)
  const [filters, change] = useFilters(pick)
  const columns = useMemo(() => columnsOf(say), [say])
  return (
    <Sheet
      title={say('举报', 'Tips')}
      extra={
        mayReceive ? (
          <Button type="primary" onClick={() => setReceives(true)}>
            {say('登记举报', 'Take a tip in')}
          </Button>
        ) : null
      }
    >
      <FilterBar>
        <Choice
          label={say('状态', 'State')}
          words={tipStateWords}
          value={filters.state}
          onChange={(state) => change({ state })}
        />
        <WrittenField
          label={say('机构编码', 'Code of the institution')}
          value={filters.providerCode}
          width={200}
          onChange={(providerCode) => change({ providerCode })}
        />
        <WrittenField
          label={say('疑点或案件编号', 'Number of the matter')}
          value={filters.matterId}
          maxLength={40}
          width={260}
          onChange={(matterId) => change({ matterId })}
        />
      </FilterBar>
      <RowList
        name="tips.list"
        input={given(filters)}
        label={say('举报', 'Tips')}
        columns={columns}
        rowKey={({ tipId }) => tipId}
        onOpen={({ tipId }) => go({ to: '/tips/$tipId', params: { tipId } })}
        height="calc(100vh - 14rem)"
      />
      <Modal
        open={receives}
        onCancel={() => setReceives(false)}
        mask={{ closable: false }}
        footer={null}
        destroyOnHidden
        title={say('登记举报', 'Take a tip in')}
      >
        <ReceiveTip
          onReceived={(made) => {
            setReceives(false)
            setReceived(made)
          }}
        />
      </Modal>
      {received === null ? null : <ClaimSlip received={received} onClose={() => setReceived(null)} />}
    </Sheet>
  )
}

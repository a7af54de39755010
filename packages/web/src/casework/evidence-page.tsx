import type { Answer } from '@yibao/contract/rest'
import { Button, Form, Input, Modal, Select, Tag } from 'antd'
import { useMemo, useRef, useState } from 'react'
import {
  Choice,
  type Column,
  Cut,
  Failure,
  FilterBar,
  fieldRules,
  given,
  RowList,
  type Say,
  Sheet,
  useAct,
  useCan,
  useFilters,
  useGo,
  useSay,
  useSession,
  WrittenField,
} from '../kit/index.ts'
import './casework.css'
import { base64Of } from './file-field.tsx'
import { matterText, pieceKindWords, pieceStateWords } from './words.ts'

type Row = Answer<'evidence.list'>['rows'][number]
type State = Row['state']
type Kind = Row['kind']

const states = Object.keys(pieceStateWords) as readonly State[]
const kinds = Object.keys(pieceKindWords) as readonly Kind[]

const pick = (search: Readonly<Record<string, unknown>>) => ({
  state: states.find((one) => one === search.state),
  matterId: typeof search.matterId === 'string' && search.matterId !== '' ? search.matterId : undefined,
})

const columnsOf = (say: Say): readonly Column<Row>[] => [
  { key: 'code', title: say('编号', 'Code'), width: '9rem', show: ({ code }) => code },
  {
    key: 'state',
    title: say('状态', 'State'),
    width: '5rem',
    show: ({ state }) => <Tag>{say(...pieceStateWords[state])}</Tag>,
  },
  { key: 'kind', title: say('种类', 'Kind'), width: '5rem', show: ({ kind }) => say(...pieceKindWords[kind]) },
  { key: 'title', title: say('名称', 'Title'), width: 'minmax(11rem, 2fr)', show: ({ title }) => title },
  { key: 'source', title: say('来源', 'Source'), width: 'minmax(6rem, 1fr)', show: ({ source }) => source },
  { key: 'place', title: say('存放处', 'Place'), width: '5.5rem', show: ({ place }) => place },
  {
    key: 'matter',
    title: say('疑点或案件', 'Matter'),
    width: 'minmax(8rem, 1fr)',
    show: ({ matterId, matterTitle }) =>
      matterId === null ? '–' : <Cut>{matterText(matterId, matterTitle, say)}</Cut>,
  },
  { key: 'borrower', title: say('借用人', 'With'), width: '5.5rem', show: ({ borrower }) => borrower ?? '–' },
  { key: 'due', title: say('应还', 'Due back'), width: '5.5rem', show: ({ dueBack }) => dueBack ?? '–' },
]

interface Fields {
  readonly matterId?: string
  readonly division: string
  readonly kind: Kind
  readonly title: string
  readonly source: string
  readonly place: string
  readonly reason: string
}

function Collect({ onDone }: { readonly onDone: () => void }) {
  const say = useSay()
  const { rights } = useSession()
  const region = rights.find(({ right }) => right === 'evidence.keep')?.regions[0]
  const { mutate, error, isPending } = useAct('evidence.collect')
  const chooser = useRef<HTMLInputElement>(null)
  const must = { required: true, message: say('必填', 'needed') }
  const rules = (field: string) => [...fieldRules('evidence.collect', field, say)]
  const send = async ({ matterId, ...fields }: Fields): Promise<void> => {
    const chosen = chooser.current?.files?.[0]
    const file = chosen === undefined ? {} : { file: { filename: chosen.name, content: await base64Of(chosen) } }
    const matter = matterId === undefined || matterId === '' ? {} : { matterId }
    mutate({ ...fields, ...matter, ...file }, { onSuccess: onDone })
  }
  return (
    <Form<Fields>
      layout="vertical"
      onFinish={(fields) => void send(fields)}
      initialValues={{ kind: 'document', division: region }}
    >
      <Form.Item name="title" label={say('名称', 'Title')} rules={[must, ...rules('title')]}>
        <Input autoFocus />
      </Form.Item>
      <Form.Item name="kind" label={say('种类', 'Kind')} rules={[must]}>
        <Select options={kinds.map((value) => ({ value, label: say(...pieceKindWords[value]) }))} />
      </Form.Item>
      <Form.Item name="source" label={say('来源', 'From whom or where')} rules={[must, ...rules('source')]}>
        <Input />
      </Form.Item>
      <Form.Item name="place" label={say('存放处', 'Place')} rules={[must, ...rules('place')]}>
        <Input />
      </Form.Item>
      <Form.Item name="division" label={say('区划', 'Division')} rules={[must, ...rules('division')]}>
        <Input />
      </Form.Item>
      <Form.Item name="matterId" label={say('疑点或案件编号', 'Number of the matter')} rules={rules('matterId')}>
        <Input />
      </Form.Item>
      <Form.Item label={say('文件（4 MB 以内；物证不填）', 'File (up to 4 MB; none of an object)')}>
        <input ref={chooser} type="file" aria-label={say('文件', 'File')} />
      </Form.Item>
      <Form.Item name="reason" label={say('事由', 'Reason')} rules={[must, ...rules('reason')]}>
        <Input.TextArea rows={2} />
      </Form.Item>
      {error === null ? null : <Failure of={error} />}
      <Button type="primary" htmlType="submit" loading={isPending}>
        {say('登记', 'Take in')}
      </Button>
    </Form>
  )
}

/** Pieces of evidence, where they are, and taking one in. */
export function Page() {
  const say = useSay()
  const go = useGo()
  const mayKeep = useCan('evidence.keep')
  const [collects, setCollects] = useState(false)
  const [{ state, matterId }, change] = useFilters(pick)
  const columns = useMemo(() => columnsOf(say), [say])
  const label = say('疑点或案件编号', 'Number of the matter')
  return (
    <Sheet
      title={say('证据', 'Evidence')}
      extra={
        mayKeep ? (
          <Button type="primary" onClick={() => setCollects(true)}>
            {say('登记证据', 'Take a piece in')}
          </Button>
        ) : null
      }
    >
      <FilterBar>
        <Choice
          label={say('状态', 'State')}
          words={pieceStateWords}
          value={state}
          onChange={(next) => change({ state: next })}
        />
        <WrittenField
          label={label}
          value={matterId}
          maxLength={40}
          width={260}
          onChange={(next) => change({ matterId: next })}
        />
      </FilterBar>
      <RowList
        name="evidence.list"
        input={given({ state, matterId })}
        label={say('证据', 'Evidence')}
        columns={columns}
        rowKey={({ code }) => code}
        onOpen={({ code }) => go({ to: '/evidence/$code', params: { code } })}
        height="calc(100vh - 14rem)"
      />
      <Modal
        open={collects}
        onCancel={() => setCollects(false)}
        footer={null}
        destroyOnHidden
        title={say('登记证据', 'Take a piece in')}
      >
        <Collect onDone={() => setCollects(false)} />
      </Modal>
    </Sheet>
  )
}

import type { Answer } from '@yibao/contract/rest'
import { Descriptions, Table, Tag } from 'antd'
import { Asked, chargeTypePair, Go, Sheet, useAnswer, useParam, useSay } from '../kit/index.ts'
import { ChangeTag, DifferenceTable } from './differences.tsx'
import './catalog.css'
import { classWords, kindWords, listWords, standingWords } from './words.ts'

type History = Answer<'catalogues.item'>
type Row = History['rows'][number]
type Change = History['changes'][number]

function Rows({ rows }: { readonly rows: readonly Row[] }) {
  const say = useSay()
  const price = (one: string | null): string => one ?? '—'
  return (
    <Table<Row>
      size="small"
      pagination={false}
      rowKey="from"
      caption={say('各时段的内容', 'What it says over time')}
      dataSource={[...rows].reverse()}
      columns={[
        {
          title: say('时段', 'Days'),
          render: (_, { from, until, state }) => (
            <>
              {from} – {until ?? ''} <Tag>{say(...standingWords[state])}</Tag>
            </>
          ),
        },
        { title: say('甲乙丙', 'Class'), render: (_, one) => say(...classWords[one.class]) },
        {
          title: say('先行自付', 'Borne first'),
          align: 'right',
          render: (_, { preCoinsurance }) => preCoinsurance ?? say('按地区', 'by region'),
        },
        { title: say('三级限价', 'Tertiary'), align: 'right', render: (_, one) => price(one.ceilingTertiary) },
        { title: say('二级限价', 'Secondary'), align: 'right', render: (_, one) => price(one.ceilingSecondary) },
        { title: say('一级限价', 'Primary'), align: 'right', render: (_, one) => price(one.ceilingPrimary) },
        { title: say('参考价', 'Reference'), align: 'right', render: (_, one) => price(one.referencePrice) },
        {
          title: say('来源', 'Source'),
          render: (_, { source, assumed }) => (
            <>
              {source} {assumed ? <Tag>{say('部分推定', 'partly supposed')}</Tag> : null}
            </>
          ),
        },
        { title: say('最后变更', 'Last changed'), dataIndex: 'updatedAt' },
      ]}
    />
  )
}

function Changes({ changes }: { readonly changes: readonly Change[] }) {
  const say = useSay()
  return (
    <Table<Change>
      size="small"
      pagination={{ pageSize: 20, hideOnSinglePage: true }}
      rowKey={({ list, version, since }) => `${list}/${version}/${since}`}
      caption={say('历次发布的变化', 'What published versions told of it')}
      dataSource={[...changes]}
      locale={{
        emptyText: <span className="plain-empty">{say('尚未发布过变化', 'no version has told of it yet')}</span>,
      }}
      expandable={{
        expandedRowRender: ({ fields }) => <DifferenceTable fields={fields} />,
        rowExpandable: ({ fields }) => fields.length > 0,
      }}
      columns={[
        { title: say('目录', 'Catalogue'), render: (_, { list }) => say(...listWords[list]) },
        { title: say('版本', 'Version'), dataIndex: 'version' },
        { title: say('发布日', 'Published'), dataIndex: 'madeOn' },
        { title: say('条目起始日', 'Row from'), dataIndex: 'since' },
        { title: say('变化', 'Change'), render: (_, { change }) => <ChangeTag change={change} /> },
      ]}
    />
  )
}

/** One code of the catalogue: what it says now, over time, and when that changed. */
export function Page() {
  const say = useSay()
  const itemCode = useParam('itemCode')
  const item = useAnswer('catalogues.item', { itemCode })
  return (
    <Sheet
      title={say('目录条目', 'Catalogue item')}
      extra={<Go to="/catalogue">{say('返回目录', 'Back to the catalogue')}</Go>}
    >
      <Asked of={item}>
        {({ rows, changes, mappings }) => {
          const shown = rows.find(({ state }) => state === 'in-force') ?? rows.at(-1)
          return (
            <>
              {shown === undefined ? null : (
                <Descriptions
                  size="small"
                  bordered
                  column={{ xs: 1, sm: 2, lg: 3 }}
                  items={[
                    { key: 'code', label: say('编码', 'Code'), children: <code>{shown.code}</code> },
                    { key: 'name', label: say('名称', 'Name'), children: shown.name },
                    { key: 'kind', label: say('类别', 'Kind'), children: say(...kindWords[shown.kind]) },
                    { key: 'class', label: say('甲乙丙', 'Class'), children: say(...classWords[shown.class]) },
                    { key: 'form', label: say('剂型', 'Form'), children: shown.form || '—' },
                    { key: 'unit', label: say('计价单位', 'Unit'), children: shown.unit },
                    {
                      key: 'charge',
                      label: say('收费类别', 'Charge type'),
                      children: say(...chargeTypePair(shown.chargeType)),
                    },
                    {
                      key: 'restriction',
                      label: say('限制使用', 'Restricted'),
                      children: shown.restricted ? shown.restriction : say('否', 'no'),
                    },
                    {
                      key: 'mappings',
                      label: say('机构对照', 'Mappings'),
                      children: (
                        <Go to="/mappings" search={{ itemCode, state: 'all' }}>
                          {say(`${mappings} 条`, `${mappings}`)}
                        </Go>
                      ),
                    },
                  ]}
                />
              )}
              <Rows rows={rows} />
              <Changes changes={changes} />
            </>
          )
        }}
      </Asked>
    </Sheet>
  )
}

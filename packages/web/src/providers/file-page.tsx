import type { Answer } from '@yibao/contract/rest'
import { Descriptions, Table, Tabs } from 'antd'
import dayjs from 'dayjs'
import {
  Asked,
  Division,
  Go,
  Money,
  providerKindWords,
  providerLevelWords,
  RowList,
  Sheet,
  useAnswer,
  useParam,
  useSay,
} from '../kit/index.ts'
import './providers.css'
import { designatedWords } from './words.ts'

type File = Answer<'providers.get'>
type Month = NonNullable<File['months']>[number]

const listHeight = 380

function Head({ file }: { readonly file: File }) {
  const say = useSay()
  const { provider, credit, openMatters, mappingsWaiting } = file
  const { providerCode } = provider
  const agreement = provider.isDesignated ? `✓ ${say(...designatedWords.yes)}` : `✗ ${say(...designatedWords.no)}`
  return (
    <Descriptions
      size="small"
      bordered
      column={{ xs: 1, sm: 2, lg: 3 }}
      items={[
        { key: 'code', label: say('编码', 'Code'), children: <code>{providerCode}</code> },
        { key: 'kind', label: say('类型', 'Kind'), children: say(...providerKindWords[provider.kind]) },
        {
          key: 'level',
          label: say('等级', 'Level'),
          children: `${say(...providerLevelWords[provider.level])} (${provider.levelCode})`,
        },
        { key: 'division', label: say('区划', 'Division'), children: <Division code={provider.division} /> },
        {
          key: 'agreement',
          label: say('协议', 'Agreement'),
          children: `${provider.from} – ${provider.until ?? say('长期', 'no end')} · ${agreement}`,
        },
        { key: 'credit-code', label: say('统一社会信用代码', 'Credit code'), children: provider.creditCode || '—' },
        ...(credit === null
          ? []
          : [
              {
                key: 'credit',
                label: say('信用记分', 'Credit'),
                children: say(
                  `${credit.value} 分${credit.counts === 'base' ? '（基准分扣减）' : '（自然年累计）'}${credit.grade === null ? '' : ` · ${credit.grade} 级`}`,
                  `${credit.value} points${credit.grade === null ? '' : ` · grade ${credit.grade}`}`,
                ),
              },
            ]),
        ...(openMatters === null
          ? []
          : [
              {
                key: 'matters',
                label: say('未结疑点和案件', 'Open matters'),
                children: (
                  <Go to="/matters" search={{ providerCode }}>
                    {openMatters}
                  </Go>
                ),
              },
            ]),
        ...(mappingsWaiting === null
          ? []
          : [
              {
                key: 'mappings',
                label: say('待审对照', 'Mappings to review'),
                children: (
                  <Go to="/mappings" search={{ providerCode }}>
                    {mappingsWaiting}
                  </Go>
                ),
              },
            ]),
      ]}
    />
  )
}

function Months({ months, providerCode }: { readonly months: readonly Month[]; readonly providerCode: string }) {
  const say = useSay()
  return (
    <Table<Month>
      size="small"
      pagination={false}
      rowKey="month"
      caption={say('近三个月结算', 'Settlements of three months')}
      dataSource={[...months]}
      locale={{
        emptyText: (
          <span className="plain-empty">{say('近三个月没有结算', 'nothing was settled in three months')}</span>
        ),
      }}
      columns={[
        { title: say('月份', 'Month'), dataIndex: 'month' },
        {
          title: say('结算笔数', 'Settlements'),
          align: 'right',
          render: (_, { month, settlements }) => (
            <Go
              to="/settlements"
              search={{
                providerCode,
                from: `${month}-01`,
                until: dayjs(`${month}-01`).endOf('month').format('YYYY-MM-DD'),
              }}
            >
              {settlements}
            </Go>
          ),
        },
        { title: say('总费用', 'Total charge'), align: 'right', render: (_, { total }) => <Money fen={total} /> },
        { title: say('统筹基金', 'Pooled fund'), align: 'right', render: (_, { pool }) => <Money fen={pool} /> },
      ]}
    />
  )
}

function Staff({ file }: { readonly file: File }) {
  const say = useSay()
  const { providerCode } = file.provider
  const days = [
    { key: 'from', title: say('起', 'From'), width: '7rem', show: ({ from }: { readonly from: string }) => from },
    {
      key: 'until',
      title: say('止', 'Until'),
      width: '7rem',
      show: ({ until }: { readonly until: string | null }) => until ?? '—',
    },
  ]
  return (
    <Tabs
      items={[
        {
          key: 'departments',
          label: say(`科室（今日 ${file.departments}）`, `Departments (${file.departments} today)`),
          children: (
            <RowList
              name="providers.departments"
              input={{ providerCode }}
              label={say('科室', 'Departments')}
              height={listHeight}
              rowKey={({ code, from }) => `${code}/${from}`}
              columns={[
                { key: 'code', title: say('编码', 'Code'), width: '9rem', show: ({ code }) => <code>{code}</code> },
                { key: 'name', title: say('名称', 'Name'), width: 'minmax(10rem, 1fr)', show: ({ name }) => name },
                { key: 'caty', title: say('科别', 'Kind'), width: '8rem', show: ({ caty }) => caty ?? '—' },
                {
                  key: 'beds',
                  title: say('床位', 'Beds'),
                  width: '6rem',
                  align: 'right',
                  show: ({ beds }) => beds ?? '—',
                },
                ...days,
              ]}
            />
          ),
        },
        {
          key: 'practitioners',
          label: say(`执业人员（今日 ${file.practitioners}）`, `Practitioners (${file.practitioners} today)`),
          children: (
            <RowList
              name="providers.practitioners"
              input={{ providerCode }}
              label={say('执业人员', 'Practitioners')}
              height={listHeight}
              rowKey={({ code, from }) => `${code}/${from}`}
              columns={[
                { key: 'code', title: say('代码', 'Code'), width: '12rem', show: ({ code }) => <code>{code}</code> },
                { key: 'name', title: say('姓名', 'Name'), width: 'minmax(8rem, 1fr)', show: ({ name }) => name },
                { key: 'kind', title: say('分类', 'Kind'), width: '6rem', show: ({ kind }) => kind },
                {
                  key: 'doctor',
                  title: say('医保医师', 'Of the insurance'),
                  width: '8rem',
                  show: ({ insuranceDoctor }) => (insuranceDoctor ? `✓ ${say('是', 'yes')}` : say('否', 'no')),
                },
                ...days,
              ]}
            />
          ),
        },
        {
          key: 'operators',
          label: say(`操作员（${file.operators}）`, `Operators (${file.operators})`),
          children: (
            <RowList
              name="providers.operators"
              input={{ providerCode }}
              label={say('操作员', 'Operators')}
              height={listHeight}
              rowKey={({ number }) => number}
              columns={[
                { key: 'number', title: say('操作员号', 'Number'), width: '12rem', show: ({ number }) => number },
                { key: 'name', title: say('姓名', 'Name'), width: 'minmax(8rem, 1fr)', show: ({ name }) => name },
              ]}
            />
          ),
        },
      ]}
    />
  )
}

/** The file of one institution. */
export function Page() {
  const say = useSay()
  const providerCode = useParam('providerCode')
  const file = useAnswer('providers.get', { providerCode })
  return (
    <Sheet
      title={file.data?.provider.name ?? say('机构档案', 'Institution')}
      extra={<Go to="/providers">{say('返回机构列表', 'Back to the list')}</Go>}
    >
      <Asked of={file}>
        {(found) => (
          <>
            <Head file={found} />
            {found.months === null ? null : <Months months={found.months} providerCode={providerCode} />}
            <Staff file={found} />
          </>
        )}
      </Asked>
    </Sheet>
  )
}

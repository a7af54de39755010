import type { Answer } from '@yibao/contract/rest'
import { Alert, Input, Select, Table, Tag } from 'antd'
import { Asked, Choice, FilterBar, Go, Money, Sheet, useAnswer, useFilters, useSay } from '../kit/index.ts'
import './supervision.css'
import { actionWords, classWords, kindWords, momentWords, severityColours, severityWords } from './words.ts'

type Rule = Answer<'rules.list'>['rows'][number]

const pick = ({ division, text, family }: Readonly<Record<string, unknown>>) => ({
  division: typeof division === 'string' || typeof division === 'number' ? String(division) : undefined,
  text: typeof text === 'string' || typeof text === 'number' ? String(text) : undefined,
  family: (Object.keys(classWords) as readonly Rule['class'][]).find((one) => one === family),
})

function matches({ code, name, basis }: Rule, text: string | undefined): boolean {
  const wanted = (text ?? '').toLowerCase()
  return [code, name.zh, name.en, basis].some((one) => one.toLowerCase().includes(wanted))
}

/** The audit rules in force in a region. */
export function Page() {
  const say = useSay()
  const [{ division, text, family }, change] = useFilters(pick)
  const listed = useAnswer('rules.list', division === undefined ? {} : { division })
  return (
    <Sheet title={say('审核规则', 'Audit rules')}>
      <Asked of={listed}>
        {(answer) => {
          const shown = answer.rows.filter(
            (rule) => matches(rule, text) && (family === undefined || rule.class === family),
          )
          return (
            <>
              <FilterBar>
                <Select<string>
                  aria-label={say('统筹区', 'Region')}
                  placeholder={say('统筹区', 'Region')}
                  style={{ width: 120 }}
                  {...(answer.division === null ? {} : { value: answer.division })}
                  onChange={(next) => change({ division: next })}
                  options={answer.divisions.map((value) => ({ value, label: value }))}
                />
                <Input
                  aria-label={say('查找规则', 'Find rules')}
                  placeholder={say('编码、名称、条款', 'Code, name, clause')}
                  defaultValue={text ?? ''}
                  style={{ width: 240 }}
                  onChange={({ target }) => change({ text: target.value || undefined })}
                />
                <Choice
                  label={say('类别', 'Class')}
                  words={classWords}
                  value={family}
                  onChange={(next) => change({ family: next })}
                />
                {answer.release === null ? null : (
                  <span>
                    {say(
                      `版本 ${answer.release.slice(0, 12)}，自 ${answer.from} 启用，${answer.rows.length} 条`,
                      `release ${answer.release.slice(0, 12)}, in force from ${answer.from}, ${answer.rows.length} rules`,
                    )}
                  </span>
                )}
              </FilterBar>
              {answer.release === null ? (
                <Alert
                  type="info"
                  showIcon
                  title={say('没有启用的规则', 'No rules are in force')}
                  description={say(
                    '以 ./yibao audit release import policy/audit --division 区划 --from 日期 启用',
                    'put them in force by ./yibao audit release import policy/audit --division … --from …',
                  )}
                />
              ) : null}
              <Table<Rule>
                size="small"
                rowKey={({ code, from }) => `${code} ${from}`}
                dataSource={[...shown]}
                pagination={{ pageSize: 50, showSizeChanger: false, hideOnSinglePage: true }}
                scroll={{ x: 1040 }}
                columns={[
                  {
                    title: say('编码', 'Code'),
                    dataIndex: 'code',
                    width: 80,
                    render: (code: string) => (
                      <Go
                        to="/rules/$code"
                        params={{ code }}
                        search={answer.division === null ? {} : { division: answer.division }}
                      >
                        {code}
                      </Go>
                    ),
                  },
                  { title: say('名称', 'Name'), render: (_, { name }) => say(name) },
                  { title: say('类别', 'Class'), width: 100, render: (_, rule) => say(...classWords[rule.class]) },
                  {
                    title: say('程度', 'Severity'),
                    width: 90,
                    render: (_, { severity }) => (
                      <Tag color={severityColours[severity]}>{say(...severityWords[severity])}</Tag>
                    ),
                  },
                  { title: say('处理', 'Action'), width: 80, render: (_, { action }) => say(...actionWords[action]) },
                  {
                    title: say('环节', 'Moments'),
                    width: 130,
                    render: (_, { moments }) => moments.map((one) => say(...momentWords[one])).join(say('、', ', ')),
                  },
                  { title: say('方式', 'Kind'), width: 100, render: (_, { kind }) => say(...kindWords[kind]) },
                  {
                    title: say('知识点', 'Points'),
                    width: 70,
                    align: 'right',
                    render: (_, { table, points }) => (table === null ? '–' : points),
                  },
                  {
                    title: say('近 90 天命中', 'Hits, 90 days'),
                    width: 100,
                    align: 'right',
                    sorter: (one, other) => one.worth.hits - other.worth.hits,
                    render: (_, { worth, code }) =>
                      worth.hits === 0 ? (
                        0
                      ) : (
                        <Go to="/findings" search={{ view: 'list', rule: code }}>
                          {worth.hits}
                        </Go>
                      ),
                  },
                  {
                    title: say('涉及金额（元）', 'In question (yuan)'),
                    width: 110,
                    align: 'right',
                    sorter: (one, other) => one.worth.stake - other.worth.stake,
                    render: (_, { worth }) => <Money fen={worth.stake} />,
                  },
                ]}
              />
            </>
          )
        }}
      </Asked>
    </Sheet>
  )
}

import type { Answer } from '@yibao/contract/rest'
import { Alert, Descriptions, Steps, Tag } from 'antd'
import { Asked, Called, Go, Money, Sheet, useAnswer, useCan, useParam, useSay } from '../kit/index.ts'
import { ActForm } from './act-form.tsx'
import './casework.css'
import { Deadline } from './deadline.tsx'
import { History, Papers, Pieces } from './matter-record.tsx'
import { measureWords, procedureWords, sourceWords, stateWords } from './words.ts'

type Matter = Answer<'matters.get'>

/** What it came from: the finding, to be looked at with its lines. */
function Origin({ matterId }: { readonly matterId: string }) {
  const say = useSay()
  const found = useAnswer('findings.list', { matterId, limit: 1 })
  const finding = found.data?.rows[0]
  if (finding === undefined) return null
  return (
    <section className="case-card">
      <h2>{say('所据发现', 'The finding that it came from')}</h2>
      <p>{say(finding.says)}</p>
      <Go to="/findings/$findingId" params={{ findingId: finding.findingId }}>
        {say('事实、条款和费用明细', 'Facts, clause and the lines of the bill')}
      </Go>
    </section>
  )
}

/** A clause by its law and article. */
function Basis({ code }: { readonly code: string }) {
  const law = useAnswer('measures.list', {})
  const found = law.data?.bases.find((basis) => basis.code === code)
  return <small title={code}>{found === undefined ? code : `${found.law} ${found.article}`}</small>
}

const road = {
  review: [
    'open',
    'first-review',
    'notified',
    'answered',
    'second-review',
    'decided',
    'final',
    'executing',
    'recovered',
    'closed',
  ],
  case: ['filed', 'investigating', 'concluded', 'legal-review', 'notice-given', 'sanctioned', 'executing', 'closed'],
} as const satisfies Readonly<Record<Matter['procedure'], readonly Matter['state'][]>>

function Road({ matter }: { readonly matter: Matter }) {
  const say = useSay()
  const states: readonly Matter['state'][] = road[matter.procedure]
  const at = states.indexOf(matter.state)
  // Off the main road, a cleared item or a suspended case: its state is told by the tag.
  if (at < 0) return null
  return (
    <Steps
      size="small"
      current={at}
      responsive
      aria-label={say('进度', 'Progress')}
      items={states.map((state) => ({ title: say(...stateWords[state]) }))}
    />
  )
}

function Whole({ matter }: { readonly matter: Matter }) {
  const say = useSay()
  const [mayEvidence, mayFindings] = [useCan('evidence.read'), useCan('findings.read')]
  const { matterId, title, rule, state, source, measures, line } = matter
  const people = [
    [say('初审', 'First'), matter.firstReviewer],
    [say('复审', 'Second'), matter.secondReviewer],
    [say('申诉复核', 'Appeal'), matter.appealReviewer],
    ...matter.investigators.map((userId) => [say('办案', 'Investigator'), userId] as const),
  ].flatMap(([part, userId]) => (userId === null || userId === undefined ? [] : [{ part, userId }]))
  return (
    <Sheet
      title={`${say(...procedureWords[matter.procedure])} · ${say(title)}`}
      extra={<Tag>{say(...stateWords[state])}</Tag>}
    >
      <Road matter={matter} />
      {matter.billUndone === null ? null : (
        <Alert
          type="warning"
          showIcon
          title={say(
            `执行以后结算 ${matter.billUndone} 被撤销`,
            `The bill ${matter.billUndone} was undone after money was ordered`,
          )}
        />
      )}
      <Descriptions
        size="small"
        column={{ xs: 1, md: 2, xl: 4 }}
        items={[
          {
            key: 'id',
            label: say('编号', 'Number'),
            children: <span title={matterId}>{matter.number}</span>,
          },
          ...(matter.personName === null
            ? []
            : [{ key: 'person', label: say('参保人', 'Person'), children: matter.personName }]),
          ...(matter.billOn === null
            ? []
            : [{ key: 'bill', label: say('费用日期', 'Bill of'), children: matter.billOn }]),
          {
            key: 'place',
            label: say('机构', 'Institution'),
            children: <Called name={matter.providerName} code={matter.providerCode} />,
          },
          { key: 'rule', label: say('规则或模式', 'Rule or pattern'), children: rule },
          {
            key: 'source',
            label: say('来源', 'Source'),
            children: source === null ? '–' : say(...sourceWords[source]),
          },
          { key: 'stake', label: say('涉及金额（元）', 'In question (yuan)'), children: <Money fen={matter.stake} /> },
          { key: 'decided', label: say('应追回', 'To be brought back'), children: <Money fen={matter.decided} /> },
          { key: 'recovered', label: say('已追回', 'Brought back'), children: <Money fen={matter.recovered} /> },
          { key: 'deadline', label: say('期限', 'Limit'), children: <Deadline deadline={matter.deadline} long /> },
          { key: 'opened', label: say('立项日', 'Opened'), children: matter.openedOn },
          ...(matter.owedBack === 0
            ? []
            : [
                {
                  key: 'owed',
                  label: say('应退还机构', 'Owed to the institution'),
                  children: <Money fen={matter.owedBack} />,
                },
              ]),
          ...(line === null
            ? []
            : [
                {
                  key: 'line',
                  label: say('所涉明细（明细号）', 'Line (its number)'),
                  children: (
                    <>
                      {line.lineNumber} · {say('基金支付', 'fund paid')} <Money fen={line.share} /> ·{' '}
                      {say('他案已定', 'taken elsewhere')} <Money fen={line.taken} />
                    </>
                  ),
                },
              ]),
          ...people.map(({ part, userId }) => ({
            key: `${part} ${userId}`,
            label: part,
            children: <Called name={matter.names[userId] ?? null} code={userId} />,
          })),
          ...(matter.linked === null
            ? []
            : [
                {
                  key: 'linked',
                  label: say('关联', 'Linked'),
                  children: (
                    <Go to="/matters/$matterId" params={{ matterId: matter.linked }}>
                      {matter.linked}
                    </Go>
                  ),
                },
              ]),
        ]}
      />
      <div className="case-two">
        <div className="case-stack">
          <section className="case-card">
            <h2>{say('可办事项', 'What you may do')}</h2>
            <ActForm key={matterId} matter={matter} />
          </section>
          <History matter={matter} />
        </div>
        <div className="case-stack">
          {measures.length === 0 ? null : (
            <section className="case-card">
              <h2>{say('措施', 'Measures')}</h2>
              <ul className="case-list">
                {measures.map(({ kind, basis, amount, months, until }) => (
                  <li key={`${kind} ${basis} ${amount ?? ''}`}>
                    {say(...measureWords[kind])} {amount === undefined ? null : <Money fen={amount} />}
                    {months === undefined ? '' : say(`${months} 个月`, `${months} months`)} {until ?? ''}{' '}
                    <Basis code={basis} />
                  </li>
                ))}
              </ul>
            </section>
          )}
          {mayFindings && source === 'finding' ? <Origin matterId={matterId} /> : null}
          <Papers matterId={matterId} />
          {mayEvidence ? <Pieces matterId={matterId} /> : null}
        </div>
      </div>
    </Sheet>
  )
}

/** One review item or case: where it stands, what happened, its papers and evidence, and what may be done. */
export function Page() {
  const matterId = useParam('matterId')
  const found = useAnswer('matters.get', { matterId })
  return <Asked of={found}>{(matter) => <Whole matter={matter} />}</Asked>
}

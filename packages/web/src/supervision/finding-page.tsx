import type { Answer } from '@yibao/contract/rest'
import { Alert, Descriptions, Tag } from 'antd'
import { Asked, Go, Money, Sheet, useAnswer, useCan, useParam, useSay } from '../kit/index.ts'
import './supervision.css'
import { Decide } from './finding-acts.tsx'
import { Facts, Lines } from './finding-facts.tsx'
import { actionWords, momentWords, severityColours, severityWords } from './words.ts'

type Finding = Answer<'findings.get'>

function Whole({ finding }: { readonly finding: Finding }) {
  const say = useSay()
  const { severity, action, moment, stake, deducted, providerCode, providerName, insuredId, personName, point } =
    finding
  const mayPeople = useCan('people.read')
  const maySettlements = useCan('settlements.read')
  return (
    <Sheet
      title={`${finding.rule} ${say(finding.ruleName)}`}
      extra={<Tag color={severityColours[severity]}>{say(...severityWords[severity])}</Tag>}
    >
      <Alert
        type={severity === 'violation' ? 'error' : severity === 'suspect' ? 'warning' : 'info'}
        title={say(finding.says)}
      />
      <Descriptions
        size="small"
        column={{ xs: 1, md: 2, xl: 4 }}
        items={[
          { key: 'stake', label: say('涉及金额（元）', 'In question (yuan)'), children: <Money fen={stake} /> },
          { key: 'deducted', label: say('结算时已扣', 'Taken out'), children: <Money fen={deducted} /> },
          { key: 'day', label: say('所涉日期', 'Day'), children: finding.foundOn },
          {
            key: 'moment',
            label: say('环节', 'Moment'),
            children: `${say(...momentWords[moment])} · ${say(...actionWords[action])}`,
          },
          { key: 'place', label: say('机构', 'Institution'), children: `${providerName ?? ''} ${providerCode ?? '–'}` },
          {
            key: 'person',
            label: say('参保人', 'Person'),
            children:
              insuredId === null ? (
                '–'
              ) : mayPeople ? (
                <Go to="/people/$insuredId" params={{ insuredId }}>
                  {personName} {insuredId}
                </Go>
              ) : (
                `${personName ?? ''} ${insuredId}`
              ),
          },
          {
            key: 'settlement',
            label: say('结算', 'Settlement'),
            children:
              finding.settlementId === null || insuredId === null ? (
                '–'
              ) : maySettlements ? (
                <Go
                  to="/settlements/$insuredId/$settlementId"
                  params={{ insuredId, settlementId: finding.settlementId }}
                >
                  {finding.settlementId}
                </Go>
              ) : (
                finding.settlementId
              ),
          },
          {
            key: 'release',
            label: say('规则版本', 'Release'),
            children: `${finding.release.slice(0, 12)} · ${finding.ruleFrom}`,
          },
        ]}
      />
      <div className="guard-beside">
        <div className="guard-actions">
          <section className="guard-card">
            <h2>{say('办理', 'What to do')}</h2>
            <Decide finding={finding} />
          </section>
          <section className="guard-card">
            <h2>{say('条款', 'Clause')}</h2>
            <p>{finding.basis}</p>
            {finding.advice === null ? null : <p>{say(finding.advice)}</p>}
          </section>
          {point === null ? null : (
            <section className="guard-card">
              <h2>
                {say('知识点', 'Knowledge point')} {point.table} {point.point}
              </h2>
              <p>{point.basis}</p>
              <Facts rows={point.values} />
            </section>
          )}
          <section className="guard-card">
            <h2>{say('事实', 'Facts')}</h2>
            <Facts rows={finding.facts} />
          </section>
          <section className="guard-card">
            <h2>{say('规则的规定', 'What the rule says')}</h2>
            <ul className="guard-lines">
              {finding.definition.map((line) => (
                <li key={line.en}>{say(line)}</li>
              ))}
            </ul>
          </section>
        </div>
        <section className="guard-card">
          <h2>{say('费用明细', 'Lines of the bill')}</h2>
          <Lines lines={finding.lines} linesLeftOut={finding.linesLeftOut} />
        </section>
      </div>
    </Sheet>
  )
}

/** One finding: the evidence beside the clause, and what is done about it. */
export function Page() {
  const findingId = useParam('findingId')
  const found = useAnswer('findings.get', { findingId })
  return <Asked of={found}>{(finding) => <Whole finding={finding} />}</Asked>
}

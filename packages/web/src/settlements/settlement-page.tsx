import type { Answer } from '@yibao/contract/rest'
import { Alert, Descriptions, Tabs } from 'antd'
import {
  Asked,
  Called,
  Division,
  Go,
  Money,
  medTypePair,
  Sheet,
  schemeWords,
  useAnswer,
  useCan,
  useParam,
  useSay,
} from '../kit/index.ts'
import { Amounts, Entries, Payers } from './amounts.tsx'
import { Lines } from './lines.tsx'
import { RunAgain } from './run-again.tsx'
import './settlements.css'
import { Timeline } from './timeline.tsx'
import { kindWords } from './words.ts'

type Whole = Answer<'settlements.get'>
type Told = Answer<'settlements.timeline'>

function Head({ whole, told }: { readonly whole: Whole; readonly told: Told }) {
  const say = useSay()
  const mayPeople = useCan('people.read')
  const mayProviders = useCan('providers.read')
  const { settlement, stands, names } = whole
  const { insuredId, providerCode, kind, scheme, medType } = settlement
  const person = <Called name={names.person} code={insuredId} />
  const institution = <Called name={names.provider} code={providerCode} />
  return (
    <Descriptions
      size="small"
      bordered
      column={{ xs: 1, sm: 2, xl: 3 }}
      styles={{ label: { whiteSpace: 'nowrap' } }}
      items={[
        { key: 'kind', label: say('类型', 'Kind'), children: say(...kindWords[kind]) },
        {
          key: 'stands',
          label: say('现状', 'Now'),
          children: stands ? (
            <strong>✓ {say('有效', 'stands')}</strong>
          ) : (
            <strong>✗ {say('已撤销或冲正', 'undone')}</strong>
          ),
        },
        { key: 'at', label: say('结算时间', 'Settled at'), children: settlement.at },
        { key: 'total', label: say('总费用', 'Total'), children: <Money fen={settlement.total} /> },
        {
          key: 'person',
          label: say('人员', 'Person'),
          children: mayPeople ? (
            <Go to="/people/$insuredId" params={{ insuredId }}>
              {person}
            </Go>
          ) : (
            person
          ),
        },
        {
          key: 'provider',
          label: say('机构', 'Institution'),
          children: mayProviders ? (
            <Go to="/providers/$providerCode" params={{ providerCode }}>
              {institution}
            </Go>
          ) : (
            institution
          ),
        },
        {
          key: 'scheme',
          label: say('险种', 'Scheme'),
          children: (
            <>
              {say(...schemeWords[scheme])} · <Division code={settlement.division} />
            </>
          ),
        },
        {
          key: 'care',
          label: say('医疗类别', 'Care'),
          children: `${say(...medTypePair(medType))} ${medType}`,
        },
        {
          key: 'visit',
          label: say('就诊', 'Visit'),
          children: told.visit === null ? settlement.visitId : `${told.visit.beganAt} · ${settlement.visitId}`,
        },
        {
          key: 'plan',
          label: say('方案', 'Plan'),
          children: (
            <>
              <Called name={names.plan === null ? null : say(names.plan)} code={settlement.planId} /> · {settlement.on}
            </>
          ),
        },
      ]}
    />
  )
}

/** One settlement: what happened around it, who pays, its entries, its computation, and how another day's law would pay. */
export function Page() {
  const say = useSay()
  const asked = { insuredId: useParam('insuredId'), settlementId: useParam('settlementId') }
  const mayRunAgain = useCan('messages.rerun')
  const whole = useAnswer('settlements.get', { ...asked, language: say.language })
  const told = useAnswer('settlements.timeline', asked)
  return (
    <Sheet
      title={say(`结算 ${asked.settlementId}`, `Settlement ${asked.settlementId}`)}
      extra={
        <Go to="/receipts/$insuredId/$settlementId" params={asked}>
          {say('结算单', 'Statement')}
        </Go>
      }
    >
      <Asked of={whole}>
        {(settled) => (
          <Asked of={told}>
            {(around) => (
              <>
                <Head whole={settled} told={around} />
                <div className="settlement-columns">
                  <section aria-labelledby="settlement-timeline">
                    <h2 id="settlement-timeline">{say('来龙去脉', 'What happened')}</h2>
                    <Timeline told={around} own={asked} />
                  </section>
                  <section aria-labelledby="settlement-payers">
                    <h2 id="settlement-payers">{say('谁付多少', 'Who pays what')}</h2>
                    <Payers settlement={settled.settlement} />
                  </section>
                  <section aria-labelledby="settlement-amounts">
                    <h2 id="settlement-amounts">{say('费用构成', 'Parts of the bill')}</h2>
                    <Amounts settlement={settled.settlement} />
                  </section>
                </div>
                <Tabs
                  items={[
                    {
                      key: 'why',
                      label: say('计算过程', 'Computation'),
                      children:
                        settled.traceText === '' ? (
                          <Alert
                            type="info"
                            showIcon
                            title={say(
                              '撤销、冲正按原结算反向，不另计算',
                              'An undoing is the opposite of its settlement; nothing is computed',
                            )}
                          />
                        ) : (
                          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
                          <pre className="settlement-trace" tabIndex={0}>
                            {settled.traceText}
                          </pre>
                        ),
                    },
                    {
                      key: 'lines',
                      label: say('费用明细', 'Lines'),
                      children: (
                        <Lines
                          insuredId={asked.insuredId}
                          visitId={settled.settlement.visitId}
                          numbers={settled.lineNumbers}
                        />
                      ),
                    },
                    {
                      key: 'entries',
                      label: say('分录', 'Ledger entries'),
                      children: <Entries steps={around.steps} />,
                    },
                    ...(mayRunAgain
                      ? [
                          {
                            key: 'again',
                            label: say('按另一日政策重算', 'Compute again'),
                            children: <RunAgain settlement={settled.settlement} />,
                          },
                        ]
                      : []),
                  ]}
                />
              </>
            )}
          </Asked>
        )}
      </Asked>
    </Sheet>
  )
}

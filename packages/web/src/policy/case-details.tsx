import type { Answer } from '@yibao/contract/rest'
import { Alert } from 'antd'
import { Asked, Go, Money, useAnswer, useSay } from '../kit/index.ts'
import { recount } from './compute.ts'
import { expectedText } from './expected-text.ts'
import type { PackRow } from './region-bar.tsx'

type Example = Answer<'policies.example'>

function Expectations({ example: { expected, differences } }: { readonly example: Example }) {
  const say = useSay()
  return (
    <table className="law-table">
      <caption>{say('期望与结果', 'Expected and computed')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('项目', 'What')}</th>
          <th scope="col" className="right">
            {say('期望', 'Expected')}
          </th>
          <th scope="col" className="right">
            {say('本中心结果', 'Computed by the centre')}
          </th>
        </tr>
      </thead>
      <tbody>
        {expected.map(({ name, label, value: text }) => {
          const field = name.replace(/^(visit \d+ )/, '')
          const wrong = differences.find((one) => one.field === name || one.field === field)
          const value = expectedText(text, say)
          return (
            <tr key={name}>
              <th scope="row" title={name}>
                {say(label)}
              </th>
              <td className="right">{value}</td>
              <td className="right">{wrong === undefined ? `✓ ${value}` : `✗ ${expectedText(wrong.actual, say)}`}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function Visits({ division, example }: { readonly division: string; readonly example: Example }) {
  const say = useSay()
  const withBill = example.visits
    .map((visit, index) => ({ ...visit, index }))
    .filter(({ bill, lines }) => bill !== null || lines !== null)
  if (withBill.length === 0) return null
  return (
    <table className="law-table">
      <caption>{say('就诊', 'Visits')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('日期', 'Day')}</th>
          <th scope="col" className="right">
            {say('总费用', 'Total')}
          </th>
          <th scope="col" className="right">
            {say('基金', 'Funds')}
          </th>
          <th scope="col" className="right">
            {say('个人', 'Person')}
          </th>
          <th scope="col">{say('试算', 'What-if')}</th>
        </tr>
      </thead>
      <tbody>
        {withBill.map(({ index, on, bill, outcome, refused }) => (
          <tr key={index}>
            <td>{on}</td>
            <td className="right">
              <Money fen={bill?.totals.total} />
            </td>
            <td className="right">
              {outcome === null ? expectedText(refused ?? '', say) : <Money fen={outcome.fund} />}
            </td>
            <td className="right">
              <Money fen={outcome?.person} />
            </td>
            <td>
              <Go to="/policies/$division/try" params={{ division }} search={{ example: example.name, visit: index }}>
                {say('带入试算', 'Open in what-if')}
              </Go>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Whether this browser comes to the amounts of the centre. */
function Recounted({ division, example }: { readonly division: string; readonly example: Example }) {
  const say = useSay()
  const answer = useAnswer('policies.pack', { division })
  if (example.kind !== 'bill' && example.kind !== 'item') return null
  return (
    <Asked of={answer}>
      {({ pack }) => {
        const { compared, disagreements } = recount(pack, example)
        if (compared === 0) return null
        if (disagreements.length === 0) {
          return (
            <Alert
              type="success"
              showIcon
              title={say(
                `本机重算 ${compared} 个金额，与中心一分不差`,
                `Computed again here: ${compared} amounts agree with the centre to the fen`,
              )}
            />
          )
        }
        return (
          <Alert
            type="error"
            showIcon
            title={say('本机结果与中心不同，请报告', 'This browser disagrees with the centre; report it')}
            description={disagreements.map(({ field, centre, here }) => `${field}: ${centre} / ${here}`).join('; ')}
          />
        )
      }}
    </Asked>
  )
}

/** One worked case: where it stands, what is expected, what comes out, and the same computed again here. */
export function CaseDetails({ pack: { division, rules }, name }: { readonly pack: PackRow; readonly name: string }) {
  const say = useSay()
  const answer = useAnswer('policies.example', { division, name })
  return (
    <Asked of={answer}>
      {(example) => {
        const about = rules.find(({ rulesId }) => rulesId === example.rulesId)?.label
        return (
          <>
            <h2 style={{ marginTop: 0 }}>{say(example.label)}</h2>
            <p className="law-facts" title={`${example.file}:${example.line}`}>
              {example.id === null ? null : `${example.id} · `}
              {example.on} · {about === undefined ? example.rulesId : say(about)}
              {example.reading === null ? null : ` · ${say('读法', 'reading')} ${example.reading}`}
            </p>
            {example.note === null ? null : <p>{example.note}</p>}
            {example.passed ? null : (
              <Alert
                type="error"
                showIcon
                title={say('与期望不同', 'Not as expected')}
                description={example.differences
                  .map(({ label, expected, actual }) => {
                    const [wanted, found] = [expectedText(expected, say), expectedText(actual, say)]
                    return say(
                      `${label.zh}：期望 ${wanted}，实际 ${found}`,
                      `${label.en}: expected ${wanted}, computed ${found}`,
                    )
                  })
                  .join('; ')}
              />
            )}
            <Expectations example={example} />
            <Visits division={division} example={example} />
            <Recounted division={division} example={example} />
          </>
        )
      }}
    </Asked>
  )
}

import type { Answer } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useState } from 'react'
import { Asked, Money, useAnswer, useSay } from '../kit/index.ts'
import type { CentreClock } from './clock.ts'
import type { Counter } from './counter.ts'
import type { ShiftNow } from './shift-now.ts'
import { TakeBack } from './take-back.tsx'
import { lineTaking } from './takings.ts'

type Line = Answer<'visits.get'>['lines'][number]

interface LinesOnFileProps {
  readonly counter: Counter
  readonly institution: ShiftNow['institution']
  readonly clock: CentreClock
}

/** What is on file of the visit or stay at hand and not settled; single lines of a stay are taken down here. */
export function LinesOnFile({ counter, institution: { providerCode }, clock }: LinesOnFileProps) {
  const say = useSay()
  const [taken, setTaken] = useState<Line | null>(null)
  const { person, visit, lines: typed, busy, divisionOf, lookAgain } = counter
  const insuredId = person?.insuredId ?? ''
  // The lines of a visit are those that were typed, until somebody comes back to it.
  const isShown = visit !== null && visit.linesOnFile > 0 && (visit.inpatient || typed.length === 0)
  const found = useAnswer('visits.get', { insuredId, visitId: visit?.visitId ?? '' }, { enabled: isShown })
  if (!isShown || person === null) return null
  const { inpatient, discharged } = visit
  return (
    <section className="till-lines" aria-label={say('已上传未结明细', 'Lines on file, not settled')}>
      <Asked of={found}>
        {({ lines, linesLeftOut }) => (
          <>
            <table>
              <caption className="till-caption">
                {say('已上传未结明细', 'Lines on file, not settled')}
                {inpatient
                  ? ''
                  : say('；再次预结算时由此处新录入的代替', '; the next quote puts what is typed here in their place')}
              </caption>
              <thead>
                <tr>
                  <th scope="col">{say('日期', 'Day')}</th>
                  <th scope="col">{say('项目', 'Item')}</th>
                  <th scope="col" className="right">
                    {say('数量', 'Quantity')}
                  </th>
                  <th scope="col" className="till-wide right">
                    {say('单价', 'Price')}
                  </th>
                  <th scope="col" className="right">
                    {say('金额', 'Amount')}
                  </th>
                  {inpatient ? (
                    <th scope="col">
                      <span className="unseen">{say('撤下', 'Take down')}</span>
                    </th>
                  ) : null}
                </tr>
              </thead>
              <tbody>
                {lines
                  .filter(({ settlementId }) => settlementId === null)
                  .map((line) => (
                    <tr key={line.lineNumber}>
                      <td>{line.at.slice(0, 10)}</td>
                      <td>
                        <div>{line.itemName}</div>
                        <div className="till-soft">{line.itemCode}</div>
                      </td>
                      <td className="right">{line.quantity}</td>
                      <td className="till-wide right">{line.price}</td>
                      <td className="right">
                        <Money fen={line.total} />
                      </td>
                      {inpatient ? (
                        <td>
                          <Button
                            size="small"
                            disabled={busy || discharged}
                            aria-label={say(`撤下 ${line.itemName}`, `take ${line.itemName} down`)}
                            onClick={() => setTaken(line)}
                          >
                            {say('撤下', 'Take down')}
                          </Button>
                        </td>
                      ) : null}
                    </tr>
                  ))}
              </tbody>
            </table>
            {linesLeftOut === 0 ? null : (
              <p className="till-soft">{say(`另有 ${linesLeftOut} 行未列出`, `and ${linesLeftOut} more lines`)}</p>
            )}
          </>
        )}
      </Asked>
      {taken === null ? null : (
        <TakeBack
          providerCode={providerCode}
          clock={clock}
          taking={lineTaking({ insuredId, insuredDivision: divisionOf(person) }, visit, taken.lineNumber)}
          about={
            <>
              {person.name} · {visit.number} · {taken.itemName} × {taken.quantity} · <Money fen={taken.total} />
            </>
          }
          onClose={(sent) => {
            setTaken(null)
            if (sent) lookAgain()
          }}
        />
      )}
    </section>
  )
}

import type { Answer } from '@yibao/contract/rest'
import { Alert, Flex } from 'antd'
import { Asked, Go, Money, medTypePair, named, type Pair, schemeWords, useAnswer, useSay } from '../kit/index.ts'

type Compared = Answer<'till.reconcile'>

const outcomes: Readonly<Record<Compared['outcome'], Pair>> = {
  equal: ['收费台与中心账目一致', 'The tills and the centre agree'],
  'institution-more': ['收费台多于中心：有结算被他处冲正', 'The tills have more: something was reversed elsewhere'],
  differ: ['不一致：另有其他渠道的结算', 'They differ: there are settlements of another system'],
}

interface ReconciliationProps {
  readonly providerCode: string
  readonly on: string
}

/** What the tills did on a day, beside what the centre has on file. */
export function Reconciliation({ providerCode, on }: ReconciliationProps) {
  const say = useSay()
  const found = useAnswer('till.reconcile', { providerCode, on })
  return (
    <Asked of={found}>
      {({ outcome, rows, till, filed, openShifts, changedShifts }) => (
        <Flex vertical gap="small" align="stretch">
          <Alert
            showIcon
            type={outcome === 'equal' ? 'success' : 'warning'}
            title={say(...outcomes[outcome])}
            {...(openShifts === 0
              ? {}
              : { description: say(`还有 ${openShifts} 个班次未结`, `Shifts still open: ${openShifts}`) })}
          />
          {changedShifts.length === 0 ? null : (
            <Alert
              showIcon
              type="error"
              title={say('结班后合计有变的班次', 'Closed shifts whose sums are others now')}
              description={changedShifts.join(', ')}
            />
          )}
          <div className="till-lines till-figures">
            <table>
              <caption className="unseen">{say('日对账', 'Reconciliation of the day')}</caption>
              <thead>
                <tr>
                  <th scope="col">{say('险种', 'Scheme')}</th>
                  <th scope="col">{say('类别', 'Care')}</th>
                  {(['till', 'filed'] as const).map((side) => {
                    const of = side === 'till' ? say('收费台', 'Tills') : say('中心', 'Centre')
                    return [
                      <th key={`${side}-n`} scope="col" className="right">
                        {of} {say('笔数', 'rows')}
                      </th>,
                      <th key={`${side}-t`} scope="col" className="right">
                        {of} {say('总额', 'total')}
                      </th>,
                      <th key={`${side}-f`} scope="col" className="right">
                        {of} {say('基金', 'funds')}
                      </th>,
                      <th key={`${side}-c`} scope="col" className="right">
                        {of} {say('现金', 'cash')}
                      </th>,
                    ]
                  })}
                  <th scope="col">{say('结果', 'Outcome')}</th>
                </tr>
              </thead>
              <tbody>
                {[...rows, { scheme: '', medType: '', till, filed, equal: outcome === 'equal' }].map((row) => (
                  <tr key={`${row.scheme}-${row.medType}`}>
                    <td>{row.scheme === '' ? say('合计', 'All') : say(...named(schemeWords, row.scheme))}</td>
                    <td>{say(...medTypePair(row.medType))}</td>
                    {[row.till, row.filed].map((side, index) => {
                      const key = index === 0 ? 'till' : 'filed'
                      return [
                        <td key={`${key}-n`} className="right">
                          {side.count}
                        </td>,
                        <td key={`${key}-t`} className="right">
                          <Money fen={side.total} />
                        </td>,
                        <td key={`${key}-f`} className="right">
                          <Money fen={side.fund} />
                        </td>,
                        <td key={`${key}-c`} className="right">
                          <Money fen={side.cash} />
                        </td>,
                      ]
                    })}
                    <td>{row.equal ? say('一致', 'equal') : say('不一致', 'differs')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Go to="/settlements" search={{ providerCode, from: on, until: on }}>
            {say('中心当日结算明细', 'Every settlement of the day at the centre')}
          </Go>
        </Flex>
      )}
    </Asked>
  )
}

import type { Answer } from '@yibao/contract/rest'
import { Alert, Flex } from 'antd'
import type { ReactNode } from 'react'
import { Asked, Go, Money, medTypePair, named, type Pair, schemeWords, useAnswer, useSay } from '../kit/index.ts'

type Compared = Answer<'till.reconcile'>

const outcomes: Readonly<Record<Compared['outcome'], Pair>> = {
  equal: ['收费台与中心账目一致', 'The tills and the centre agree'],
  'institution-more': ['收费台多于中心：有结算被他处冲正', 'The tills have more: something was reversed elsewhere'],
  differ: ['不一致：中心另有不经收费台的结算', 'They differ: the centre has settlements that no till made'],
}

interface ReconciliationProps {
  readonly providerCode: string
  readonly on: string
}

/** The row of a kind of care, or of all. */
const careOf = ({ scheme, medType }: { readonly scheme: string; readonly medType: string }) =>
  scheme === '' ? {} : { scheme, medType }

/** The cells of one side; number and total open the rows behind them. */
function Side({
  figures,
  open,
}: {
  readonly figures: Compared['till']
  readonly open: (shown: ReactNode) => ReactNode
}) {
  return (
    <>
      <td className="right">{open(figures.count)}</td>
      <td className="right">{open(<Money fen={figures.total} />)}</td>
      <td className="right">
        <Money fen={figures.fund} />
      </td>
      <td className="right">
        <Money fen={figures.cash} />
      </td>
    </>
  )
}

/** What the centre has that no till sent, and how it came. */
function NotOfTills({ till, filed }: Pick<Compared, 'till' | 'filed'>) {
  const say = useSay()
  const count = filed.count - till.count
  if (count <= 0) return null
  return (
    <div>
      {say(`不经收费台的 ${count} 笔，总额 `, `Not from a till: ${count}, in total `)}
      <Money fen={filed.total - till.total} />
      {say(
        '：由本机构自己的信息系统以国家接口报文发来（收费台的逐笔见“收费记录”）。',
        ': the own information system of the institution sent them as messages of the national interface (those of the tills are the receipts).',
      )}
    </div>
  )
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
                    <Side
                      figures={row.till}
                      open={(shown) => (
                        <Go to="/shifts" search={{ on, tab: 'receipts', ...careOf(row) }}>
                          {shown}
                        </Go>
                      )}
                    />
                    <Side
                      figures={row.filed}
                      open={(shown) => (
                        <Go to="/settlements" search={{ providerCode, from: on, until: on, ...careOf(row) }}>
                          {shown}
                        </Go>
                      )}
                    />
                    <td>{row.equal ? say('一致', 'equal') : say('不一致', 'differs')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <NotOfTills till={till} filed={filed} />
          <Go to="/settlements" search={{ providerCode, from: on, until: on }}>
            {say('中心当日结算明细', 'Every settlement of the day at the centre')}
          </Go>
        </Flex>
      )}
    </Asked>
  )
}

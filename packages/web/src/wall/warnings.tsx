import type { Answer } from '@yibao/contract/rest'
import { Division, Go, type Say, schemeWords, useSay } from '../kit/index.ts'
import { ShortMoney, shareText } from './amounts.tsx'

interface WarningProps {
  readonly name: string
  readonly value: number
  readonly grave: boolean
  readonly to?: '/matters' | '/indicators'
  readonly search: Readonly<Record<string, string>>
}

function Warning({ name, value, grave, to = '/matters', search }: WarningProps) {
  return (
    <li className={grave && value > 0 ? 'grave' : ''}>
      <Go to={to} search={search}>
        <span>
          {grave && value > 0 ? <span aria-hidden="true">▲ </span> : null}
          {name}
        </span>
        <strong className="wall-digits">{value}</strong>
      </Go>
    </li>
  )
}

type Warnings = Answer<'wall.warnings'>

function Budget({ of, say }: { readonly of: NonNullable<Warnings['budgets']>[number]; readonly say: Say }) {
  const { division, scheme, budget, used, planned, over } = of
  return (
    <li className={over ? 'grave' : ''}>
      <Go to="/payments/runs">
        <span>
          {over ? <span aria-hidden="true">▲ </span> : null}
          {say('预算进度', 'Budget used')} · <Division code={division} /> {say(...schemeWords[scheme])}
          <small>
            {over ? say('超进度，', 'ahead of plan, ') : ''}
            {say('按进度应为', 'planned so far')} {shareText(planned, budget)}
          </small>
        </span>
        <strong className="wall-digits">{shareText(used, budget)}</strong>
      </Go>
    </li>
  )
}

/** What somebody should look at; what the reader has no right to see is left out. */
export function WarningList({ of: { matters, indicators, budgets } }: { readonly of: Warnings }) {
  const say = useSay()
  if (matters === null && indicators === null && budgets === null) return null
  return (
    <section className="wall-card wall-warnings" aria-label={say('预警', 'Warnings')}>
      <h2>{say('预警', 'Warnings')}</h2>
      <ul>
        {matters === null ? null : (
          <>
            <Warning name={say('期限已过', 'Limit is over')} value={matters.overdue} grave search={{ whose: 'late' }} />
            <Warning
              name={say('三日内到期', 'Due within three days')}
              value={matters.dueSoon}
              grave
              search={{ whose: 'soon' }}
            />
            <Warning
              name={say('未结疑点', 'Open review items')}
              value={matters.reviews}
              grave={false}
              search={{ procedure: 'review' }}
            />
            <Warning
              name={say('未结案件', 'Open cases')}
              value={matters.cases}
              grave={false}
              search={{ procedure: 'case' }}
            />
            <Warning
              name={say('指标引起的疑点', 'Matters raised by indicators')}
              value={matters.outliers}
              grave={false}
              search={{ source: 'outlier' }}
            />
            <li>
              <Go to="/matters">
                <span>{say('涉及金额（元）', 'At stake, yuan')}</span>
                <strong>
                  <ShortMoney fen={matters.stake} />
                </strong>
              </Go>
            </li>
          </>
        )}
        {indicators === null ? null : (
          <Warning
            name={say(`指标异常（${indicators.period}）`, `Indicators beyond (${indicators.period})`)}
            value={indicators.count}
            grave={false}
            to="/indicators"
            search={{ run: indicators.run, view: 'beyond' }}
          />
        )}
        {budgets?.map((one) => (
          <Budget key={`${one.division} ${one.scheme}`} of={one} say={say} />
        ))}
      </ul>
    </section>
  )
}

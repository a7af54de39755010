import type { Answer } from '@yibao/contract/rest'
import { Go, useSay } from '../kit/index.ts'
import { ShortMoney } from './amounts.tsx'

/** Institutions by total charge, as bars with their numbers. */
export function Ranking({ of: { rows, from, until } }: { readonly of: Answer<'wall.ranking'> }) {
  const say = useSay()
  const largest = rows.reduce((most, { total }) => Math.max(most, total), 0)
  return (
    <section className="wall-card wall-ranking" aria-label={say('机构排名', 'Institutions')}>
      <h2>
        {say('机构排名', 'Institutions')}
        <small>{say('总费用，元', 'total charge, yuan')}</small>
      </h2>
      {rows.length === 0 ? <p className="wall-note">{say('尚无结算', 'Nothing settled yet')}</p> : null}
      <ol>
        {rows.map(({ code, name, total, settled }) => (
          <li key={code}>
            <Go to="/reports" search={{ from, until, providerCode: code, by: 'day' }}>
              <span className="wall-bar-name">{name ?? code}</span>
              <span className="wall-bar-value">
                <ShortMoney fen={total} /> <small>{say(`${settled} 笔`, `${settled}`)}</small>
              </span>
              <span className="wall-bar" aria-hidden="true">
                <span style={{ width: `${largest <= 0 ? 0 : Math.max(0, (total / largest) * 100)}%` }} />
              </span>
            </Go>
          </li>
        ))}
      </ol>
    </section>
  )
}

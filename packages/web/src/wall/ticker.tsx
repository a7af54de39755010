import type { Answer } from '@yibao/contract/rest'
import { useEffect, useRef } from 'react'
import { Go, type Say, schemeWords, useCan, useSay } from '../kit/index.ts'
import { ShortMoney } from './amounts.tsx'

type Row = Answer<'wall.recent'>['rows'][number]

const kindName = (kind: string, say: Say): string | null =>
  kind === 'settle' ? null : kind === 'restore' ? say('恢复', 'restored') : say('撤销', 'undone')

function Settled({ row, fresh }: { readonly row: Row; readonly fresh: boolean }) {
  const say = useSay()
  const may = useCan('settlements.read')
  const { insuredId, settlementId, at, person, provider, providerCode, scheme, total, kind } = row
  const undone = kindName(kind, say)
  const inside = (
    <span className={fresh ? 'wall-settled fresh' : 'wall-settled'}>
      <time>{at.slice(11)}</time>
      <span className="wall-who">{person ?? '–'}</span>
      <span className="wall-where">
        {provider ?? providerCode} · {say(...schemeWords[scheme])}
        {undone === null ? null : <em> {undone}</em>}
      </span>
      <strong>
        <ShortMoney fen={total} />
      </strong>
    </span>
  )
  if (!may) return inside
  return (
    <Go to="/settlements/$insuredId/$settlementId" params={{ insuredId, settlementId }}>
      {inside}
    </Go>
  )
}

/** Settlements as they come in, the newest on top; what is new lights up for a moment. */
export function Ticker({ of: { rows } }: { readonly of: Answer<'wall.recent'> }) {
  const say = useSay()
  const known = useRef<ReadonlySet<string> | null>(null)
  const before = known.current
  useEffect(() => {
    known.current = new Set(rows.map(({ settlementId }) => settlementId))
  }, [rows])
  return (
    <section className="wall-card wall-ticker" aria-label={say('最新结算', 'Latest settlements')}>
      <h2>
        {say('最新结算', 'Latest settlements')}
        <small>{say('姓名已脱敏', 'names are masked')}</small>
      </h2>
      {rows.length === 0 ? <p className="wall-note">{say('今日尚无结算', 'Nothing settled today yet')}</p> : null}
      <ol>
        {rows.slice(0, 14).map((row) => (
          <li key={row.settlementId}>
            <Settled row={row} fresh={before !== null && !before.has(row.settlementId)} />
          </li>
        ))}
      </ol>
    </section>
  )
}

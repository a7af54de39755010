import type { Answer } from '@yibao/contract/rest'
import type { CSSProperties } from 'react'
import { Division, Go, useSay } from '../kit/index.ts'
import './tiles.css'
import { ShortMoney, shareText } from './amounts.tsx'

type Places = Answer<'wall.divisions'>

/** Five shades; the number stands on the tile as well. */
const shadeOf = (total: number, largest: number): number =>
  largest <= 0 || total <= 0 ? 0 : Math.min(4, Math.ceil((total / largest) * 4))

function Tile({ row, range, largest }: { row: Places['rows'][number]; range: Omit<Places, 'rows'>; largest: number }) {
  const say = useSay()
  const { division, x, y, total, settled, outsideSettled } = row
  const inside = (
    <span className={`wall-tile shade-${shadeOf(total, largest)}`}>
      <span className="wall-tile-name">
        {division === '' ? say('未建档机构', 'Not on file') : <Division code={division} />}
      </span>
      <strong>
        <ShortMoney fen={total} />
      </strong>
      <small>
        {say(`${settled} 笔`, `${settled} settled`)} · {say('异地', 'outside')} {shareText(outsideSettled, settled)}
      </small>
    </span>
  )
  return (
    <li style={{ '--x': x + 1, '--y': y + 1 } as CSSProperties}>
      {division === '' ? (
        inside
      ) : (
        <Go to="/reports" search={{ ...range, division }}>
          {inside}
        </Go>
      )}
    </li>
  )
}

/** Divisions in which care was given, on a grid of our own: a scheme, not a map with borders. */
export function Tiles({ of: { rows, ...range } }: { readonly of: Places }) {
  const say = useSay()
  const largest = rows.reduce((most, { total }) => Math.max(most, total), 0)
  // Few tiles are not blown up to the whole field.
  const columns = Math.max(3, ...rows.map(({ x }) => x + 1))
  return (
    <section className="wall-card wall-map" aria-label={say('就医地分布', 'Where care was given')}>
      <h2>
        {say('就医地分布', 'Where care was given')}
        <small>{say('总费用，元；方格示意，非地理边界', 'total charge, yuan; a scheme without borders')}</small>
      </h2>
      {rows.length === 0 ? <p className="wall-note">{say('尚无结算', 'Nothing settled yet')}</p> : null}
      <ul className="wall-tiles" style={{ '--columns': columns } as CSSProperties}>
        {rows.map((row) => (
          <Tile key={row.division} row={row} range={range} largest={largest} />
        ))}
      </ul>
    </section>
  )
}

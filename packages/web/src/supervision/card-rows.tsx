import type { Answer, Input } from '@yibao/contract/rest'
import { unitPair, valueText } from '@yibao/core/supervision'
import { Button, Tag } from 'antd'
import { useState } from 'react'
import { Asked, useAnswer, useSay } from '../kit/index.ts'
import './supervision.css'

type Card = Answer<'indicators.card'>
type Rows = Answer<'indicators.rows'>

function Table({ rows }: { readonly rows: Rows['rows'] }) {
  const say = useSay()
  const [first] = rows
  if (first === undefined) return null
  const names = [
    ...new Map(rows.flatMap(({ columns }) => columns.map(({ name }) => [name.en, name] as const))).values(),
  ]
  return (
    <div className="guard-scroll">
      <table className="guard-table wide">
        <thead>
          <tr>
            <th scope="col">{say('键', 'Key')}</th>
            <th scope="col" className="right">
              {say('分子', 'Numerator')}
            </th>
            <th scope="col" className="right">
              {say('分母', 'Denominator')}
            </th>
            {names.map((name) => (
              <th key={name.en} scope="col">
                {say(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, numerator, denominator, columns }) => (
            <tr key={key}>
              <td>{key}</td>
              <td className="right">{numerator}</td>
              <td className="right">{denominator}</td>
              {names.map((name) => (
                <td key={name.en}>{columns.find((column) => column.name.en === name.en)?.value ?? ''}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The rows that a number is made of, page by page, and whether they add up to it. */
export function Behind({ subject, card }: { readonly subject: Input<'indicators.card'>; readonly card: Card }) {
  const say = useSay()
  const [after, setAfter] = useState<readonly string[]>([])
  const last = after.at(-1)
  const opened = useAnswer('indicators.rows', {
    ...subject,
    limit: 100,
    ...(last === undefined ? {} : { after: last }),
  })
  return (
    <Asked of={opened}>
      {({ rows, next, all, agrees }) => (
        <>
          <p>
            <Tag color={agrees ? 'default' : 'red'}>
              {agrees ? say('合计相符', 'They add up') : say('合计不符', 'They do not add up')}
            </Tag>
            {say(`共 ${all} 行`, `${all} rows`)} · <Parts card={card} /> → {valueText(card.value, card.indicator.unit)}{' '}
            {say(...unitPair(card.indicator.unit))}
          </p>
          <Table rows={rows} />
          <div className="guard-filters">
            <Button disabled={after.length === 0} onClick={() => setAfter(after.slice(0, -1))}>
              {say('上一页', 'Previous')}
            </Button>
            <Button disabled={next === null} onClick={() => next !== null && setAfter([...after, next])}>
              {say('下一页', 'Next')}
            </Button>
          </div>
        </>
      )}
    </Asked>
  )
}

/** What the number is divided from, in yuan where it is money. */
export const Parts = ({ card: { numerator, denominator } }: { readonly card: Card }) => (
  <>
    {numerator}
    {denominator === null ? '' : ` ÷ ${denominator}`}
  </>
)

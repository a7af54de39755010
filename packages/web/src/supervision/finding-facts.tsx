import type { Answer } from '@yibao/contract/rest'
import { Tag } from 'antd'
import { Money, type Pair, useSay } from '../kit/index.ts'
import './supervision.css'
import { factPair } from './fact-words.ts'

type Finding = Answer<'findings.get'>

const markWords: Readonly<Record<'hit' | 'beside', Pair>> = {
  hit: ['命中', 'Hit'],
  beside: ['依据', 'Stands on'],
}

export function Lines({ lines, linesLeftOut }: Pick<Finding, 'lines' | 'linesLeftOut'>) {
  const say = useSay()
  if (lines.length === 0)
    return <p>{say('没有可列出的明细：事实见左侧', 'There are no lines to show: see the facts')}</p>
  return (
    <>
      <div className="guard-scroll">
        <table className="guard-table">
          <thead>
            <tr>
              <th scope="col">{say('标记', 'Mark')}</th>
              <th scope="col">{say('时间', 'When')}</th>
              <th scope="col">{say('项目', 'Item')}</th>
              <th scope="col" className="right">
                {say('单价', 'Price')}
              </th>
              <th scope="col" className="right">
                {say('数量', 'Quantity')}
              </th>
              <th scope="col" className="right">
                {say('金额', 'Amount')}
              </th>
              <th scope="col">{say('医师', 'Doctor')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={`${line.visitId}/${line.lineNumber}`} className={line.mark}>
                <td>
                  {line.mark === 'none' ? (
                    ''
                  ) : (
                    <Tag color={line.mark === 'hit' ? 'red' : 'default'}>{say(...markWords[line.mark])}</Tag>
                  )}
                </td>
                <td>
                  <span className="whole">{line.at.slice(0, 10)}</span> {line.at.slice(11, 16)}
                </td>
                <td>
                  {line.itemName} <small>{line.itemCode}</small>
                </td>
                <td className="right">{line.price}</td>
                <td className="right">{line.quantity}</td>
                <td className="right">
                  <Money fen={line.total} />
                </td>
                <td>{line.doctor ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {linesLeftOut === 0 ? null : (
        <p>{say(`另有 ${linesLeftOut} 行未列出`, `${linesLeftOut} more lines are not shown`)}</p>
      )}
    </>
  )
}

export function Facts({ rows }: { readonly rows: readonly { readonly name: string; readonly value: string }[] }) {
  const say = useSay()
  return (
    <dl className="guard-facts">
      {rows.map(({ name, value }) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt title={name}>{say(...factPair(name))}</dt>
          <dd>{say(value, value.replaceAll('、', ', '))}</dd>
        </div>
      ))}
    </dl>
  )
}

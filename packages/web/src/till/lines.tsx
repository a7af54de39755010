import { DeleteOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, type InputRef, Tooltip, Typography } from 'antd'
import { type RefObject, useRef } from 'react'
import { Money, useSay } from '../kit/index.ts'
import { type BillLine, pricedOf, typedNumber } from './bill.ts'
import { Caution } from './told.tsx'
import { classNames } from './words.ts'

interface LinesProps {
  readonly lines: readonly BillLine[]
  readonly disabled: boolean
  readonly onChange: (number: string, some: Partial<BillLine>) => void
  readonly onRemove: (number: string) => void
  /** The line is finished: back to the search. */
  readonly onDone: () => void
  /** The field of the line that was added last. */
  readonly lastQuantity: RefObject<InputRef | null>
}

function RestrictionTag({ line }: { readonly line: BillLine }) {
  const say = useSay()
  const { restriction } = line.item
  return (
    <Tooltip title={restriction || say('限制使用', 'Restricted')}>
      <span>
        <Caution>{say('限', 'R')}</Caution>
      </span>
    </Tooltip>
  )
}

/** The lines of a bill; quantity, price, Enter. */
export function Lines({ lines, disabled, onChange, onRemove, onDone, lastQuantity }: LinesProps) {
  const say = useSay()
  const lastPrice = useRef<InputRef>(null)
  const last = lines.length - 1
  return (
    <div className="till-lines">
      <table>
        <caption className="unseen">{say('费用明细', 'Lines of the bill')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('项目', 'Item')}</th>
            <th scope="col">{say('类', 'Class')}</th>
            <th scope="col" className="till-wide">
              {say('先行自付', 'Borne first')}
            </th>
            <th scope="col" className="till-wide right">
              {say('限价', 'Ceiling')}
            </th>
            <th scope="col">{say('数量', 'Quantity')}</th>
            <th scope="col">{say('单价', 'Price')}</th>
            <th scope="col" className="right">
              {say('金额', 'Amount')}
            </th>
            <th scope="col">
              <span className="unseen">{say('删除', 'Remove')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => {
            const { number, item, quantity, price, approved, codes } = line
            const priced = pricedOf(line)
            const fault = priced.ok ? null : priced.error
            const wrong = (field: 'price' | 'quantity') => ({
              status: fault?.field === field ? ('error' as const) : ('' as const),
              'aria-invalid': fault?.field === field,
              'aria-describedby': `${number}-fault`,
            })
            const enter = (): void => {
              if (price === '' && index === last) lastPrice.current?.focus()
              else onDone()
            }
            return (
              <tr key={number}>
                <td>
                  <div>{item.name}</div>
                  <div className="till-soft">
                    {item.code} {item.form} {item.unit === '' ? '' : `/${item.unit}`}
                    {codes.length === 0 ? '' : say(` 追溯码 ${codes.length}`, ` codes ${codes.length}`)}
                  </div>
                  <div id={`${number}-fault`} role="status">
                    {fault === null ? null : <Typography.Text type="danger">{say(...fault.words)}</Typography.Text>}
                  </div>
                  {item.restricted ? (
                    <Checkbox
                      checked={approved}
                      disabled={disabled}
                      onChange={({ target }) => onChange(number, { approved: target.checked })}
                    >
                      {say('符合限定：', 'Fits the restriction: ')}
                      {item.restriction}
                    </Checkbox>
                  ) : null}
                </td>
                <td>
                  {say(...classNames[item.class])} {item.restricted ? <RestrictionTag line={line} /> : null}
                </td>
                <td className="till-wide">{item.preCoinsurance === null ? '–' : `${item.preCoinsurance / 10_000}%`}</td>
                <td className="till-wide right">{item.ceiling ?? '–'}</td>
                <td>
                  <Input
                    ref={index === last ? lastQuantity : null}
                    aria-label={say(`${item.name} 数量`, `quantity of ${item.name}`)}
                    value={quantity}
                    disabled={disabled}
                    {...wrong('quantity')}
                    inputMode="decimal"
                    maxLength={16}
                    onChange={({ target }) => onChange(number, { quantity: typedNumber(target.value) })}
                    onPressEnter={enter}
                    onFocus={({ target }) => target.select()}
                    style={{ width: 72 }}
                  />
                </td>
                <td>
                  <Input
                    ref={index === last ? lastPrice : null}
                    aria-label={say(`${item.name} 单价`, `price of ${item.name}`)}
                    value={price}
                    disabled={disabled}
                    {...wrong('price')}
                    inputMode="decimal"
                    maxLength={16}
                    onChange={({ target }) => onChange(number, { price: typedNumber(target.value) })}
                    onPressEnter={onDone}
                    onFocus={({ target }) => target.select()}
                    style={{ width: 96 }}
                  />
                </td>
                <td className="right">
                  <Money fen={priced.ok ? priced.value : null} />
                </td>
                <td>
                  <Button
                    type="text"
                    icon={<DeleteOutlined />}
                    disabled={disabled}
                    aria-label={say(`删除 ${item.name}`, `remove ${item.name}`)}
                    onClick={() => onRemove(number)}
                  />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {lines.length === 0 ? <p className="till-soft">{say('还没有明细', 'No lines yet')}</p> : null}
    </div>
  )
}

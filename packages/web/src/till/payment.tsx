import { Flex, Typography } from 'antd'
import { Money, type Pair, useSay } from '../kit/index.ts'
import type { Payment } from './answers.ts'

/** A line of a bill: what, how much. */
function Row({
  name,
  fen,
  strong = false,
}: {
  readonly name: string
  readonly fen: number
  readonly strong?: boolean
}) {
  return (
    <Flex justify="space-between" gap="small" className={strong ? 'till-row strong' : 'till-row'}>
      <span>{name}</span>
      <Money fen={fen} />
    </Flex>
  )
}

interface PaymentViewProps {
  readonly payment: Payment
  /** Cash that was given, fen; null when nobody counted. */
  readonly given?: number | null
}

/** A bill as the cashier reads it to the person: the cash first. */
export function PaymentView({ payment, given = null }: PaymentViewProps) {
  const say = useSay()
  const { total, nonCovered, overLimit, preCoinsurance, eligible, deductible, payers, cash, balance } = payment
  const parts: readonly (readonly [Pair, number])[] = [
    [['全自费', 'Not covered'], nonCovered],
    [['超限价', 'Over the ceiling'], overLimit],
    [['先行自付', 'Borne first'], preCoinsurance],
    [['政策范围内', 'Eligible'], eligible],
    [['其中实付起付标准', 'of it deductible paid'], deductible],
  ]
  return (
    <div className="till-payment">
      <Flex justify="space-between" align="baseline" className="till-cash">
        <Typography.Text strong>{say('应收现金', 'Cash to pay')}</Typography.Text>
        <Money fen={cash} />
      </Flex>
      {given === null ? null : (
        <>
          <Row name={say('收现金', 'Cash given')} fen={given} />
          <Row name={say('找零', 'Change')} fen={given - cash} strong />
        </>
      )}
      <Row name={say('医疗总费用', 'Total charge')} fen={total} strong />
      {payers.map(({ name, fen }) => (
        <Row key={name[1]} name={say(...name)} fen={fen} />
      ))}
      <div className="till-parts">
        {parts
          .filter(([, fen]) => fen !== 0)
          .map(([name, fen]) => (
            <Row key={name[1]} name={say(...name)} fen={fen} />
          ))}
        <Row name={say('账户余额', 'Balance of the account')} fen={balance} />
      </div>
    </div>
  )
}

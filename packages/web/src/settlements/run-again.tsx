import type { Answer } from '@yibao/contract/rest'
import { Alert, Button, DatePicker, Flex, Table } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { Failure, Money, named, useAct, useSay } from '../kit/index.ts'
import { payerWords } from './words.ts'

type Settlement = Answer<'settlements.get'>['settlement']
type Report = Answer<'messages.rerun'>
type Share = Report['sums'][string]

interface Row extends Share {
  readonly payer: string
}

function Difference({ report }: { readonly report: Report }) {
  const say = useSay()
  const [left] = report.leftOut
  const [made] = report.settlements
  if (made === undefined) {
    return left === undefined ? (
      <Alert type="success" showIcon title={say('各方支付与原结算一致', 'Everybody would pay the same')} />
    ) : (
      <Alert
        type="warning"
        showIcon
        title={say('这笔结算不能重算', 'This settlement cannot be computed again')}
        description={`${left.why}${left.fact === null ? '' : ` ${left.fact}`}`}
      />
    )
  }
  const rows: readonly Row[] = Object.entries(made.payers).map(([payer, share]) => ({ payer, ...share }))
  return (
    <Flex vertical gap="small">
      <span>
        {say('方案', 'Plan')} {made.planBefore} → {made.planAfter}{' '}
        {made.coverageDiffers ? (
          <strong>{say('明细规则不同，明细未重算', 'lines would be split differently; they were not')}</strong>
        ) : null}
        {made.unknownTotals.length === 0 ? null : (
          <strong>
            {say('按零计的累计：', 'running totals taken as zero: ')}
            {made.unknownTotals.join(' ')}
          </strong>
        )}
      </span>
      <Table<Row>
        size="small"
        pagination={false}
        rowKey="payer"
        aria-label={say('重算的差异', 'What would be different')}
        dataSource={[...rows]}
        columns={[
          { title: say('支付方', 'Payer'), render: (_, { payer }) => say(...named(payerWords, payer)) },
          { title: say('原金额', 'Before'), align: 'right', render: (_, { before }) => <Money fen={before} /> },
          { title: say('重算', 'Again'), align: 'right', render: (_, { after }) => <Money fen={after} /> },
          {
            title: say('差异', 'Difference'),
            align: 'right',
            render: (_, { before, after }) => (after === before ? '–' : <Money fen={after - before} />),
          },
        ]}
      />
    </Flex>
  )
}

/** Computes the settlement again under the law of another day; nothing is written but that it was asked. */
export function RunAgain({ settlement }: { readonly settlement: Settlement }) {
  const say = useSay()
  const [on, setOn] = useState(settlement.on)
  const again = useAct('messages.rerun')
  const { insuredId, msgid, providerCode } = settlement
  return (
    <Flex vertical gap="middle">
      <Flex gap="small" align="center" wrap>
        <span id="settlement-again-day">{say('取此日的政策', 'Take the law of')}</span>
        <DatePicker
          aria-labelledby="settlement-again-day"
          allowClear={false}
          value={dayjs(on)}
          onChange={(day) => {
            if (day !== null && !Array.isArray(day)) setOn(day.format('YYYY-MM-DD'))
          }}
        />
        <Button
          type="primary"
          loading={again.isPending}
          onClick={() => again.mutate({ insuredId, providerCode, msgid, on })}
        >
          {say('重算并比较', 'Compute and compare')}
        </Button>
        <span>{say('只比较，不改动任何结算', 'Only compared; no settlement is changed')}</span>
      </Flex>
      {again.error === null ? null : <Failure of={again.error} />}
      {again.data === undefined ? null : <Difference report={again.data} />}
    </Flex>
  )
}

import type { Answer } from '@yibao/contract/rest'
import { Alert, Table } from 'antd'
import { Asked, Failure, Money, useAnswer, useCan, useSay } from '../kit/index.ts'

type Line = Answer<'visits.get'>['lines'][number]

interface LinesProps {
  readonly insuredId: string
  readonly visitId: string
  /** The lines that this settlement settled. */
  readonly numbers: readonly string[]
}

function Shown({ lines, leftOut }: { readonly lines: readonly Line[]; readonly leftOut: number }) {
  const say = useSay()
  const amount = (title: string, of: (line: Line) => number) => ({
    title,
    align: 'right' as const,
    render: (_: unknown, line: Line) => <Money fen={of(line)} />,
  })
  return (
    <>
      {leftOut === 0 ? null : (
        <Alert
          type="info"
          showIcon
          title={say(`就诊另有 ${leftOut} 条明细未列出`, `${leftOut} more lines of the visit are not shown`)}
        />
      )}
      <Table<Line>
        size="small"
        virtual
        scroll={{ x: 1_050, y: 420 }}
        pagination={false}
        rowKey="lineNumber"
        dataSource={[...lines]}
        columns={[
          { title: say('时间', 'Time'), dataIndex: 'at', width: 160 },
          { title: say('项目编码', 'Item'), dataIndex: 'itemCode', width: 180 },
          { title: say('名称', 'Name'), dataIndex: 'itemName', ellipsis: true },
          { title: say('类', 'Class'), dataIndex: 'itemClass', width: 60 },
          { title: say('单价', 'Price'), dataIndex: 'price', align: 'right', width: 90 },
          { title: say('数量', 'Quantity'), dataIndex: 'quantity', align: 'right', width: 80 },
          amount(say('总额', 'Total'), ({ total }) => total),
          amount(say('全自费', 'Non-covered'), ({ nonCovered }) => nonCovered),
          amount(say('先行自付', 'Borne first'), ({ preCoinsurance }) => preCoinsurance),
          amount(say('符合范围', 'Eligible'), ({ eligible }) => eligible),
        ]}
      />
    </>
  )
}

/** The lines of a bill, as they were split when they came. */
export function Lines({ insuredId, visitId, numbers }: LinesProps) {
  const say = useSay()
  const mayVisits = useCan('visits.read')
  const visit = useAnswer('visits.get', { insuredId, visitId }, { enabled: mayVisits })
  if (!mayVisits) {
    return <Alert type="info" showIcon title={say('没有查看就诊明细的权限', 'Without the right to see visits')} />
  }
  if (visit.error !== null && visit.data === undefined) return <Failure of={visit.error} onRetry={visit.refetch} />
  const settled = new Set(numbers)
  return (
    <Asked of={visit}>
      {({ lines, linesLeftOut }) => (
        <Shown
          lines={settled.size === 0 ? lines : lines.filter(({ lineNumber }) => settled.has(lineNumber))}
          leftOut={linesLeftOut}
        />
      )}
    </Asked>
  )
}

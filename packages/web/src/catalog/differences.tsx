import { Modal, Table, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Cut, useSay } from '../kit/index.ts'
import { type Change, changeWords, fieldName, fieldText } from './words.ts'

export interface FieldDifference {
  readonly field: string
  readonly before: string | null
  readonly after: string | null
}

const signs: Readonly<Record<Change, string>> = { added: '＋', changed: '≠', ended: '－' }

/** What became of a row; told by sign and word, not by colour alone. */
export function ChangeTag({ change }: { readonly change: Change }) {
  const say = useSay()
  return (
    <Tag>
      {signs[change]} {say(...changeWords[change])}
    </Tag>
  )
}

/** The first differences in one line. */
export function DifferenceLine({
  change,
  fields,
}: {
  readonly change: Change
  readonly fields: readonly FieldDifference[]
}) {
  const say = useSay()
  if (change !== 'changed') return null
  const told = fields.map(
    ({ field, before, after }) =>
      `${fieldName(field, say)} ${fieldText(field, before, say)} → ${fieldText(field, after, say)}`,
  )
  return <Cut>{told.join('；')}</Cut>
}

/** Every field that differs, before beside after. */
export function DifferenceTable({ fields }: { readonly fields: readonly FieldDifference[] }) {
  const say = useSay()
  return (
    <Table<FieldDifference>
      size="small"
      pagination={false}
      rowKey="field"
      dataSource={[...fields]}
      columns={[
        { title: say('字段', 'Field'), width: 150, render: (_, { field }) => fieldName(field, say) },
        { title: say('之前', 'Before'), render: (_, { field, before }) => fieldText(field, before, say) },
        {
          title: say('之后', 'After'),
          render: (_, { field, after }) => <strong>{fieldText(field, after, say)}</strong>,
        },
      ]}
    />
  )
}

interface DifferenceWindowProps {
  readonly title: ReactNode
  readonly row: {
    readonly change: Change
    readonly fields: readonly FieldDifference[]
    readonly isComplete?: boolean
  } | null
  readonly onClose: () => void
  readonly footer?: ReactNode
}

/** One row that differs, with all its fields. */
export function DifferenceWindow({ title, row, onClose, footer }: DifferenceWindowProps) {
  const say = useSay()
  return (
    <Modal open={row !== null} onCancel={onClose} footer={footer ?? null} title={title} width={720}>
      {row === null ? null : (
        <>
          <p>
            <ChangeTag change={row.change} />
            {row.isComplete === false
              ? say('旧内容早于本平台保留的历史', 'what it said before is older than the history kept here')
              : null}
          </p>
          <DifferenceTable fields={row.fields} />
        </>
      )}
    </Modal>
  )
}

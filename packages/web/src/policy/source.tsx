import { Tag } from 'antd'
import { useSay } from '../kit/index.ts'

interface Cited {
  readonly document: string
  readonly clause: string | null
  readonly assumed: boolean
}

/** Says that no source prints a value. */
export function AssumedMark() {
  const say = useSay()
  return <Tag color="warning">{say('推定', 'assumed')}</Tag>
}

/** Where a value comes from: document, clause, and whether it was assumed. */
export function Source({ of: { document, clause, assumed } }: { readonly of: Cited }) {
  return (
    <span className="law-source">
      {assumed ? <AssumedMark /> : null}
      {document}
      {clause === null ? null : <strong className="law-clause"> {clause}</strong>}
    </span>
  )
}

import type { Answer } from '@yibao/contract/rest'
import { Alert } from 'antd'
import { useSay } from '../kit/index.ts'
import { classWords, kindWords, listTypeText } from './words.ts'

type Mapping = Answer<'mappings.list'>['rows'][number]

/** What differs only in signs, blanks or letter case is the same to a reader. */
const plain = (text: string): string => text.toLowerCase().replaceAll(/[\s\p{P}]/gu, '')

interface Compared {
  readonly label: string
  readonly local: string | null
  readonly item: string | null
  /** Whether the two are of one kind, so that a difference says something. */
  readonly alike?: true
}

const differs = ({ local, item, alike }: Compared): boolean => {
  if (alike !== true || local === null || item === null || local === '' || item === '') return false
  const [a, b] = [plain(local), plain(item)]
  return !a.includes(b) && !b.includes(a)
}

/** A mapping and its item side by side; what differs is marked by a sign and a word. */
export function MappingComparison({ mapping }: { readonly mapping: Mapping }) {
  const say = useSay()
  const { item } = mapping
  const rows: readonly Compared[] = [
    { label: say('编码', 'Code'), local: mapping.localCode, item: mapping.itemCode },
    { label: say('名称', 'Name'), local: mapping.localName, item: item?.name ?? null, alike: true },
    { label: say('剂型', 'Form'), local: mapping.localForm, item: item?.form ?? null, alike: true },
    { label: say('规格', 'Specification'), local: mapping.localSpecification, item: null },
    { label: say('计价单位', 'Unit'), local: mapping.localUnit, item: item?.unit ?? null, alike: true },
    { label: say('批准文号', 'Approval'), local: mapping.localApproval, item: null },
    {
      label: say('类别', 'Kind'),
      local: mapping.listType === null ? null : listTypeText(mapping.listType, say),
      item: item === null ? null : `${say(...kindWords[item.kind])} · ${say(...classWords[item.class])}`,
    },
    { label: say('限制范围', 'Restriction'), local: null, item: item?.restriction ?? null },
    {
      label: say('有效期', 'Days'),
      local: `${mapping.from} – ${mapping.until ?? ''}`,
      item: item === null ? null : `${item.from} – ${item.until ?? ''}`,
    },
    { label: say('备注', 'Remark'), local: mapping.localMemo, item: null },
  ]
  return (
    <>
      {item === null ? (
        <Alert type="warning" showIcon title={say('目录中没有这个编码', 'The catalogue does not know this code')} />
      ) : null}
      <table className="side-by-side">
        <caption className="unseen">{say('院内项目与目录条目', 'The local item beside the catalogue item')}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{say('字段', 'Field')}</span>
            </th>
            <th scope="col">{say('院内', 'Institution')}</th>
            <th scope="col">{say('目录', 'Catalogue')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.label} className={differs(row) ? 'differs' : undefined}>
              <th scope="row">{row.label}</th>
              <td>{row.local ?? '—'}</td>
              <td>
                {row.item === null || row.item === '' ? '—' : row.item}
                {differs(row) ? <span> ≠ {say('不同', 'differs')}</span> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

import { useSay, yuanText } from '../kit/index.ts'

/** A column of a statement: words, or amounts in fen that are added up below. */
type PaperColumn<Row> = { readonly title: string } & (
  | { readonly text: (row: Row) => string; readonly right?: boolean }
  | { readonly fen: (row: Row) => number }
)

interface PaperTableProps<Row> {
  readonly caption: string
  /** Words first, amounts last; the first column names the row. */
  readonly columns: readonly PaperColumn<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
}

/** A table of a statement with the sums of its amounts, each from its own row. */
export function PaperTable<Row>({ caption, columns, rows, rowKey }: PaperTableProps<Row>) {
  const say = useSay()
  const amounts = columns.flatMap((column) => ('fen' in column ? [column] : []))
  const isRight = (column: PaperColumn<Row>): boolean => 'fen' in column || column.right === true
  const cell = (column: PaperColumn<Row>, row: Row): string =>
    'fen' in column ? yuanText(column.fen(row)) : column.text(row)
  const [first, ...others] = columns
  return (
    <div className="receipt-scroll">
      <table className="receipt-table">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" className={isRight(column) ? 'right' : ''} key={column.title}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              <th scope="row">{first === undefined ? '' : cell(first, row)}</th>
              {others.map((column) => (
                <td className={isRight(column) ? 'right' : ''} key={column.title}>
                  {cell(column, row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={columns.length - amounts.length}>
              {say('合计', 'Sum')}
            </th>
            {amounts.map(({ title, fen }) => (
              <td className="right" key={title}>
                {yuanText(rows.reduce((sum, row) => sum + fen(row), 0))}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

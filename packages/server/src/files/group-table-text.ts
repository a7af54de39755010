import { yuan } from '@yibao/core/kernel'
import type { GroupRow, GroupTable, Millionths } from '@yibao/core/payment'

/** `1250`, `0.95`, of millionths. */
function decimal(value: Millionths): string {
  const [whole, part] = [
    Math.floor(value / 1_000_000),
    String(value % 1_000_000)
      .padStart(6, '0')
      .replace(/0+$/, ''),
  ]
  return part === '' ? String(whole) : `${whole}.${part}`
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The rows of a table of weights as the tab-separated file that `table:` names; groups and levels in the order of their codes. */
export function groupTableRows({ rows }: Pick<GroupTable, 'rows'>): string {
  const levels = [...new Set(rows.flatMap(({ meanByLevel }) => Object.keys(meanByLevel)))].sort(byText)
  const head = ['group', 'name', 'weight', 'mean', ...levels.map((level) => `mean:${level}`)]
  const lineOf = ({ group, name, weight, mean, meanByLevel, meanStay, stable, ownCoefficient }: GroupRow): string =>
    [
      group,
      name,
      decimal(weight),
      yuan(mean),
      ...levels.map((level) => {
        const of = meanByLevel[level]
        return of === undefined ? '' : yuan(of)
      }),
      meanStay === null ? '' : decimal(meanStay),
      stable ? 'yes' : 'no',
      ownCoefficient === null ? '' : decimal(ownCoefficient),
    ].join('\t')
  const body = rows.toSorted((a, b) => byText(a.group, b.group)).map(lineOf)
  return `${[[...head, 'meanStay', 'stable', 'ownCoefficient'].join('\t'), ...body].join('\n')}\n`
}

/** The head of a table whose rows lie beside it in `<id>.tsv`. */
export function groupTableHead({ id, kind, grouping, range, source }: Omit<GroupTable, 'rows'>): string {
  return [
    `table: ${id}`,
    `by: ${kind}`,
    `grouping: ${JSON.stringify(grouping)}`,
    `from: ${range.from}`,
    `source: ${JSON.stringify(source)}`,
    `rows: ${id}.tsv`,
    '',
  ].join('\n')
}

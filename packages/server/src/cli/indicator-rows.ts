import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { unitPair, valueText } from '@yibao/core/supervision'
import { Command } from 'commander'
import { openRun } from '../files/indicator-run-folder.ts'
import { cardOf } from '../flows/indicator-card.ts'
import { openNumber } from '../flows/indicator-rows.ts'
import type { IndicatorDefinition, IndicatorRow } from '../flows/lake-ports.ts'
import { openLake } from '../lake/index.ts'
import { cellText, columnTitle, divisionText, measured, partMeasure, partTitle } from '../text/indicator-columns.ts'
import { subjectText } from '../text/indicator-words.ts'
import { type Column, tableLines } from '../text/table-text.ts'
import { both } from '../text/words.ts'
import { countArgument } from './arguments.ts'
import { numberOptions } from './indicator-card.ts'
import { type BookChoice, booksOf, definitionNamed, type SubjectChoice, subjectOf } from './indicator-source.ts'
import { requireNewFile } from './new-file.ts'
import { note } from './options.ts'
import { print } from './output.ts'

interface RowsChoice extends BookChoice, SubjectChoice {
  readonly run: string
  readonly indicator: string
  readonly lake?: string
  readonly limit: number
  readonly csv?: string
  readonly json?: true
}

/** One cell of CSV; quoted where it must be, and never a formula of a spreadsheet. */
function quoted(text: string): string {
  const plain = /^[=+@\t\r]|^-(?!\d)/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

/** Columns that say something on the rows at hand, as many as fit. */
function columnsOf(rows: readonly IndicatorRow[], most: number): readonly string[] {
  const names = Object.keys(rows[0]?.columns ?? {}).filter((name) => name !== 'key')
  return names.filter((name) => rows.some(({ columns }) => cellText(name, columns[name]) !== '')).slice(0, most)
}

function partsOf({ numerator, denominator }: IndicatorDefinition) {
  const [upper, lower] = [partMeasure(numerator), partMeasure(denominator)]
  return {
    titles: [partTitle('分子 numerator', upper), partTitle('分母 denominator', lower)] as const,
    cells: (row: Pick<IndicatorRow, 'numerator' | 'denominator'>) =>
      [measured(row.numerator, upper), measured(row.denominator, lower)] as const,
  }
}

function rowLines(rows: readonly IndicatorRow[], parts: ReturnType<typeof partsOf>): readonly string[] {
  const names = columnsOf(rows, 8)
  const columns: readonly Column[] = [
    { title: '键 key', side: 'left' },
    ...parts.titles.map((title) => ({ title, side: 'right' }) as const),
    ...names.map((name) => ({ title: columnTitle(name), side: 'left' }) as const),
  ]
  const cells = rows.map((row) => [
    row.key,
    ...parts.cells(row),
    ...names.map((name) => cellText(name, row.columns[name])),
  ])
  return tableLines(columns, cells)
}

/** Spreadsheets read a file as UTF-8 when it begins so. */
const byteOrderMark = '\uFEFF'

/** Writes rows as they come; the first tells the columns. */
async function csvFile(path: string, parts: ReturnType<typeof partsOf>) {
  await requireNewFile(path)
  const out = createWriteStream(path, { flags: 'wx', mode: 0o600 })
  let names: readonly string[] | null = null
  return {
    take(row: IndicatorRow) {
      if (names === null) {
        names = Object.keys(row.columns).filter((name) => name !== 'key')
        const titles = [columnTitle('key'), ...parts.titles, ...names.map(columnTitle)]
        out.write(`${byteOrderMark}${titles.map(quoted).join(',')}\n`)
      }
      const cells = [row.key, ...parts.cells(row), ...names.map((name) => cellText(name, row.columns[name]))]
      out.write(`${cells.map(quoted).join(',')}\n`)
    },
    async close() {
      out.end()
      await finished(out)
    },
  }
}

async function showRows(choice: RowsChoice): Promise<void> {
  const { indicators } = await booksOf(choice)
  const definition = definitionNamed(indicators, choice.indicator)
  const subject = subjectOf(choice)
  const reader = await openRun(choice.run)
  const { run } = reader
  const card = await cardOf(reader, definition.code, subject)
  if (card === null)
    throw new Error(`${run.order.period} 没有此数值 holds no ${definition.code} of ${subjectText(subject)}`)
  if (run.definitions !== indicators.digest)
    throw new Error(
      '指标定义在运行之后改过 the definitions were changed since the run：请重新运行 run again [supervision.definitions-changed]',
    )
  const lake = await openLake(choice.lake ?? run.lake.folder)
  try {
    if (lake.manifest.digest !== run.lake.digest)
      throw new Error(
        '数据湖在运行之后重新导出过 the lake is another than that of the run：请重新运行 run again [supervision.lake-changed]',
      )
    const parts = partsOf(definition)
    const csv = choice.csv === undefined ? null : await csvFile(choice.csv, parts)
    const shown: IndicatorRow[] = []
    const opened = await openNumber(lake, definition, card.value, (row) => {
      csv?.take(row)
      if (shown.length < choice.limit) shown.push(row)
    })
    await csv?.close()
    if (choice.csv !== undefined) note(`已写入 wrote ${choice.csv}`)
    if (choice.json === true) print({ value: card.value, ...opened, shown })
    else {
      const { value } = card
      const sums = parts.cells(opened)
      print(
        [
          `${definition.code} ${definition.name.zh} ${definition.name.en}  ${value.period}  ${subjectText(subject)}`,
          ...rowLines(shown, parts),
          ...(opened.rows > shown.length ? [`… 共 ${opened.rows} 行 rows (--limit, --csv)`] : []),
          `合计 sums: ${parts.titles[0]} ${sums[0]}，${parts.titles[1]} ${sums[1]}，${opened.rows} 行 rows`,
          `数值 the number: ${divisionText(definition, value)} → ${valueText(value.value, definition.unit, 4)} ${both(unitPair(definition.unit))}`,
          opened.agrees ? '相符 they agree' : '不符 they do not agree',
        ].join('\n'),
      )
    }
    if (!opened.agrees) throw new Error(`${definition.code}：行的合计与数值不符 the rows do not add up to the number`)
  } finally {
    await lake.close()
  }
}

/** `yibao indicator rows`. */
export function indicatorRowsCommand(): Command {
  return numberOptions(new Command('rows'))
    .description('打开一个数值背后的行，并重新加总 the rows behind one number, added up again')
    .option('--lake <folder>', '湖目录 folder of the lake (default: that of the run)')
    .option('--limit <count>', '显示的行数 rows to print', countArgument, 20)
    .option('--csv <file>', '全部写入文件 all of them into a file')
    .addHelpText(
      'after',
      '\nExample:\n  ./yibao indicator rows --run run-2025-03 --indicator V03 --provider H330200000001 --csv rows.csv',
    )
    .action(showRows)
}

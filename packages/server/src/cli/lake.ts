import { join, resolve } from 'node:path'
import { Command } from 'commander'
import { systemClock } from '../clock.ts'
import { loadIndicators } from '../files/indicator-folder.ts'
import type { LakeSource } from '../flows/lake-export-ports.ts'
import type { LakeManifest, Month, MonthRange } from '../flows/lake-ports.ts'
import { lakeTableNames, openLake, requireIndicators } from '../lake/index.ts'
import { exportTo, type LakeOrder } from '../lake-desk.ts'
import { tableLines } from '../text/table-text.ts'
import { type DatabaseChoice, databaseOptions, dataDirOf, requireExisting, withDatabase } from './options.ts'
import { print } from './output.ts'
import { monthArgument } from './payment-options.ts'
import { progressLine } from './progress.ts'

interface ExportChoice extends DatabaseChoice {
  readonly fromMonth?: Month
  readonly untilMonth?: Month
  readonly out?: string
  readonly side?: string
  readonly json?: true
}

async function rangeOf(source: LakeSource, { fromMonth, untilMonth }: ExportChoice): Promise<MonthRange | null> {
  const span = await source.span()
  const [from, through] = [fromMonth ?? span?.from, untilMonth ?? span?.through]
  if (from === undefined || through === undefined) return null
  if (from <= through) return { from, through }
  throw new Error(`--until-month ${through} 早于 is before --from-month ${from}：请改正 correct the months`)
}

async function exportFrom(choice: ExportChoice): Promise<void> {
  await requireExisting(choice)
  const out = resolve(choice.out ?? join(dataDirOf(choice), 'lake'))
  const order: LakeOrder = {
    folder: out,
    side: choice.side,
    range: (source) => rangeOf(source, choice),
    now: systemClock.now,
    progress: progressLine('导出 export'),
  }
  const manifest = await withDatabase(choice, ({ pool }) => exportTo(pool, order), { readOnly: true })
  if (manifest === null) return
  print(choice.json === true ? { out, ...manifest } : manifestText(out, manifest))
}

function manifestText(folder: string, { months, divisions, files, digest, madeAt, gaps }: LakeManifest): string {
  const columns = ['表 table', '文件 files', '行 rows', 'kB'].map((title, at) => ({
    title,
    side: at === 0 ? ('left' as const) : ('right' as const),
  }))
  const whole = (value: number): string => Math.round(value).toLocaleString('en-US')
  const rows = lakeTableNames.map((table) => {
    const own = files.filter((file) => file.table === table)
    const sum = (pick: (file: (typeof own)[number]) => number): number => own.reduce((so, file) => so + pick(file), 0)
    return [table, whole(own.length), whole(sum(({ rows: some }) => some)), whole(sum(({ bytes }) => bytes) / 1000)]
  })
  return [
    `数据湖 lake ${folder}`,
    `${months.at(0) ?? '–'} .. ${months.at(-1) ?? '–'}，${months.length} 个月 months；统筹区 divisions ${divisions.join(', ') || '–'}；${madeAt}`,
    '',
    ...tableLines(columns, rows),
    '',
    ...(gaps.length === 0 ? [] : [`缺口 gaps: ${gaps.join(', ')}（明细已归档 lines were taken away）`]),
    `摘要 digest ${digest}`,
  ].join('\n')
}

interface ShowChoice extends DatabaseChoice {
  readonly lake?: string
  readonly json?: true
}

async function show(choice: ShowChoice): Promise<void> {
  const folder = resolve(choice.lake ?? join(dataDirOf(choice), 'lake'))
  const book = await loadIndicators()
  await requireIndicators(book.definitions)
  const lake = await openLake(folder)
  try {
    const lacking = await lake.lacking(book.definitions)
    const without = lacking.filter(({ grain }) => grain === null)
    const computable = book.definitions.length - without.length
    if (choice.json === true) {
      return print({
        lake: folder,
        ...lake.manifest,
        indicators: { all: book.definitions.length, computable, lacking },
      })
    }
    const told = lacking.map(
      ({ indicator, grain, needs }) =>
        `  ${indicator}${grain === null ? '' : ` (${grain})`}  无数据 no data: 需要 needs ${needs.join(', ')}`,
    )
    print(
      [
        manifestText(folder, lake.manifest),
        `指标 indicators ${book.definitions.length}，可算 can be computed ${computable}，缺数据 lack data ${without.length}；定义 definitions ${book.digest.slice(0, 12)}`,
        ...told,
      ].join('\n'),
    )
  } finally {
    await lake.close()
  }
}

/** `yibao lake`. */
export function lakeCommand(): Command {
  const exportCommand = databaseOptions(new Command('export'))
    .description(
      '按月导出 Parquet，供统计监管 export the archive as Parquet by month; again over the same data gives the same files',
    )
    .option('--from-month <month>', '首月 first month (default: the first with settlements)', monthArgument)
    .option('--until-month <month>', '末月（含） last month, included', monthArgument)
    .option('--out <folder>', '湖目录 folder of the lake (default: <data-dir>/lake)')
    .option('--side <folder>', '旁证 CSV 目录 folder of side facts: beds.csv, dailyDose.csv, annualBudget.csv …')
    .option('--json', '结果以 JSON 输出 print as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  ./yibao lake export\n  ./yibao lake export --from-month 2025-01 --until-month 2025-12 --out /data/lake',
    )
    .action(exportFrom)
  const showCommand = databaseOptions(new Command('show'))
    .description('湖中有什么、哪些指标缺数据 what a lake holds, and which indicators lack data')
    .option('--lake <folder>', '湖目录 folder of the lake (default: <data-dir>/lake)')
    .option('--json', '结果以 JSON 输出 print as JSON')
    .addHelpText('after', '\nExample:\n  ./yibao lake show --lake /data/lake')
    .action(show)
  return new Command('lake')
    .description('数据湖 the lake: Parquet by month, which statistics read')
    .addCommand(exportCommand)
    .addCommand(showCommand)
    .addHelpText('after', '\nExample:\n  ./yibao lake export')
}

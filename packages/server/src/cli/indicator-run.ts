import { join, resolve } from 'node:path'
import type { Grain } from '@yibao/core/supervision'
import { Command } from 'commander'
import { systemClock } from '../clock.ts'
import type { IndicatorRun } from '../flows/indicator-ports.ts'
import { runOverLake } from '../supervision-desk.ts'
import { orderRefusalText } from '../text/indicator-order.ts'
import { judgedLines, refusedLines } from '../text/indicator-run.ts'
import { type BookChoice, booksOf, grainsArgument, namesOf, periodArgument } from './indicator-source.ts'
import { type DatabaseChoice, dataDirOf } from './options.ts'
import { print } from './output.ts'
import { progressLine } from './progress.ts'

interface RunChoice extends DatabaseChoice, BookChoice {
  readonly lake?: string
  readonly period: string
  readonly topic?: readonly string[]
  readonly indicator?: readonly string[]
  readonly grain?: readonly Grain[]
  readonly out: string
  readonly json?: true
}

const oneMore = (value: string, earlier: readonly string[] = []): readonly string[] => [...earlier, value]

function summary(run: IndicatorRun, out: string, seconds: number, nameOf: (code: string) => string): string {
  const { counts, files, months, lacking, lake, digest, order } = run
  const without = lacking.filter(({ grain }) => grain === null)
  return [
    `${order.period}：数值 values ${files.values.rows.toLocaleString('en-US')}，判定 judgements ${files.judgements.rows.toLocaleString('en-US')}，${seconds.toFixed(1)} s`,
    `趋势可见 trends see ${months.at(0) ?? '–'} .. ${months.at(-1) ?? '–'}，${months.length} 个月 months`,
    '',
    ...judgedLines(counts, nameOf),
    '',
    ...refusedLines(counts),
    ...(without.length === 0
      ? []
      : [
          `缺数据的指标 without data: ${without.map((one) => `${one.indicator} (${one.needs.join(', ')})`).join('; ')}`,
        ]),
    ...(lake.gaps.length === 0 ? [] : [`数据湖缺口 gaps: ${lake.gaps.join('; ')}`]),
    `风险 risk scores ${counts.risks.scored}，列出 listed ${counts.risks.listed}，不判定 not judged ${counts.risks.refused}`,
    `${out}  摘要 digest ${digest}`,
  ].join('\n')
}

async function run(choice: RunChoice): Promise<void> {
  const { indicators, book } = await booksOf(choice)
  const out = resolve(choice.out)
  const begin = performance.now()
  const done = await runOverLake(
    {
      folder: resolve(choice.lake ?? join(dataDirOf(choice), 'lake')),
      out,
      indicators,
      book,
      now: systemClock.now,
      progress: choice.json === true ? () => undefined : progressLine('指标 indicators'),
    },
    {
      period: choice.period,
      topics: choice.topic ?? (choice.indicator === undefined ? null : []),
      indicators: (choice.indicator ?? []).map((code) => code.toUpperCase()),
      grains: choice.grain ?? null,
    },
  )
  if (!done.ok) throw new Error(`${orderRefusalText(done.error)} [${done.error.code}]`)
  const seconds = (performance.now() - begin) / 1000
  print(choice.json === true ? { out, seconds, ...done.value } : summary(done.value, out, seconds, namesOf(indicators)))
}

/** `yibao indicator run`. */
export function indicatorRunCommand(): Command {
  return new Command('run')
    .description('计算并判定一个期间的指标 tell the indicators of a period and judge them: 标值、离群、趋势、风险')
    .requiredOption('--period <period>', '期间 2025-03, 2025-Q1, 2025 or 2025-03-07', periodArgument)
    .requiredOption('--out <folder>', '结果目录 folder for the run')
    .option('--lake <folder>', '湖目录 folder of the lake (default: <data-dir>/lake)')
    .option('--data-dir <folder>', '数据目录 folder of the embedded database')
    .option('--topic <code>', '主题，可多次 only indicators of this topic; may be repeated', oneMore)
    .option('--indicator <code>', '指标，可多次 this indicator, beside those of topics; may be repeated', oneMore)
    .option('--grain <grain>', '统计对象，可多次 only these subjects; persons only when asked for', grainsArgument)
    .option('--indicators <folder>', '指标定义目录 definitions (default: those that ship)')
    .option('--topics <file>', '主题与参数 topics and parameters (default: those that ship)')
    .option('--json', '结果以 JSON 输出 print as JSON')
    .addHelpText('after', '\nExample:\n  ./yibao indicator run --lake lake --period 2025-03 --out run-2025-03')
    .action(run)
}

import type { Judgement, Means, Risk } from '@yibao/core/supervision'
import { Command, Option } from 'commander'
import { openRun } from '../files/indicator-run-folder.ts'
import { riskLines } from '../text/indicator-run.ts'
import { whyBrief } from '../text/indicator-why.ts'
import { meansNames, numberText, subjectText, verdictNames } from '../text/indicator-words.ts'
import { type Column, tableLines } from '../text/table-text.ts'
import { countArgument } from './arguments.ts'
import { type BookChoice, booksOf, namesOf } from './indicator-source.ts'
import { print } from './output.ts'

interface ShowChoice extends BookChoice {
  readonly run: string
  readonly means?: Means
  readonly indicator?: string
  readonly topic?: string
  readonly provider?: string
  readonly verdict: Judgement['verdict']
  readonly top: number
  readonly json?: true
}

/** How far beyond, so that the farthest come first whichever means says so. */
function weightOf({ why }: Judgement): number {
  if (why === null) return 0
  if (why.means === 'target') return why.beyond
  if (why.means === 'outlier') return Math.abs((why.adjusted ?? why.plain).z)
  return Math.abs(why.changes.at(-1)?.shift ?? 0)
}

/** The farthest of a stream; how many there were. */
async function topOf<T>(rows: AsyncIterable<T>, keep: (row: T) => boolean, weight: (row: T) => number, top: number) {
  let [count, best]: [number, readonly T[]] = [0, []]
  const buffer: T[] = []
  const cut = () => {
    best = [...best, ...buffer].toSorted((one, other) => weight(other) - weight(one)).slice(0, top)
    buffer.length = 0
  }
  for await (const row of rows) {
    if (!keep(row)) continue
    count += 1
    if (buffer.push(row) >= 10_000) cut()
  }
  cut()
  return { count, best }
}

const left = (title: string): Column => ({ title, side: 'left' })
const right = (title: string): Column => ({ title, side: 'right' })

async function show(choice: ShowChoice): Promise<void> {
  const { indicators } = await booksOf(choice)
  const nameOf = namesOf(indicators)
  const { run, rows } = await openRun(choice.run)
  const ofProvider = ({ subject }: { readonly subject: Judgement['subject'] }) =>
    choice.provider === undefined || subject.key[0] === choice.provider
  if (choice.means === 'risk') {
    const keep = (risk: Risk) => ofProvider(risk) && (choice.topic === undefined || risk.topic === choice.topic)
    const { count, best } = await topOf(rows('risks'), keep, ({ score }) => score ?? 0, choice.top)
    if (choice.json === true) return print({ period: run.order.period, count, risks: best })
    return print(
      [`${run.order.period} ${meansNames.risk} ${best.length} / ${count}`, ...riskLines(best, nameOf)].join('\n'),
    )
  }
  const keep = (one: Judgement) =>
    one.verdict === choice.verdict && ofProvider(one) && (choice.means === undefined || one.means === choice.means)
  const { count, best } = await topOf(rows('judgements', choice.indicator?.toUpperCase()), keep, weightOf, choice.top)
  if (choice.json === true) return print({ period: run.order.period, count, judgements: best })
  const cells = best.map((one) => [
    one.indicator,
    nameOf(one.indicator),
    subjectText(one.subject),
    meansNames[one.means],
    numberText(one.value),
    String(one.rows),
    whyBrief(one),
  ])
  print(
    [
      `${run.order.period} ${verdictNames[choice.verdict]} ${best.length} / ${count}`,
      ...tableLines(
        [
          left('指标'),
          left('名称 name'),
          left('对象 subject'),
          left('方法 means'),
          right('值 value'),
          right('行 rows'),
          left('依据 why'),
        ],
        cells,
      ),
    ].join('\n'),
  )
}

/** `yibao indicator show`. */
export function indicatorShowCommand(): Command {
  return new Command('show')
    .description('查看一次运行的判定，最远的在前 judgements of a run, the farthest first')
    .requiredOption('--run <folder>', '结果目录 folder of a run')
    .addOption(new Option('--means <means>', '方法 only this means').choices(['target', 'outlier', 'trend', 'risk']))
    .option('--indicator <code>', '指标 only this indicator')
    .option('--topic <code>', '主题（风险）only this topic, of risks')
    .option('--provider <code>', '机构 only this institution and its parts')
    .addOption(new Option('--verdict <verdict>', '判定 which ones').choices(['bad', 'fine', 'refused']).default('bad'))
    .option('--top <count>', '条数 how many', countArgument, 20)
    .option('--indicators <folder>', '指标定义目录 definitions (default: those that ship)')
    .option('--json', '结果以 JSON 输出 print as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  ./yibao indicator show --run run-2025-03\n  ./yibao indicator show --run run-2025-03 --means risk --topic cost',
    )
    .action(show)
}

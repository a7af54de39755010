import { type Judgement, type Means, meansWords, type Risk, valueText, verdictWords } from '@yibao/core/supervision'
import { Command, Option } from 'commander'
import { openRun } from '../files/indicator-run-folder.ts'
import { emptyLines, emptyRiskLines, riskLines } from '../text/indicator-run.ts'
import { whyBrief } from '../text/indicator-why.ts'
import { subjectText } from '../text/indicator-words.ts'
import { type Column, tableLines } from '../text/table-text.ts'
import { both } from '../text/words.ts'
import { countArgument } from './arguments.ts'
import { type BookChoice, booksOf, namesOf } from './indicator-source.ts'
import { print } from './output.ts'

interface ShowChoice extends BookChoice {
  readonly run: string
  readonly means?: Means
  readonly indicator?: string
  readonly topic?: string
  readonly provider?: string
  readonly verdict?: Judgement['verdict']
  readonly top: number
  readonly each: number
  readonly json?: true
}

/** How far beyond, so that the farthest come first whichever means says so. */
function weightOf({ why }: Judgement): number {
  if (why === null) return 0
  if (why.means === 'target') return why.beyond
  if (why.means === 'outlier') return Math.abs((why.adjusted ?? why.plain).z)
  return Math.abs(why.changes.at(-1)?.shift ?? 0)
}

interface Cut<T> {
  readonly keep: (row: T) => boolean
  readonly weight: (row: T) => number
  readonly top: number
}

/** The farthest of a stream; how many there were. */
async function topOf<T>(rows: AsyncIterable<T>, { keep, weight, top }: Cut<T>) {
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

/** The farthest, so many of an indicator; how many of each there were. */
async function topOfEach(rows: AsyncIterable<Judgement>, { keep, weight, top }: Cut<Judgement>, each: number) {
  const counts = new Map<string, number>()
  const kept = new Map<string, readonly Judgement[]>()
  for await (const row of rows) {
    if (!keep(row)) continue
    const { indicator } = row
    counts.set(indicator, (counts.get(indicator) ?? 0) + 1)
    const own = [...(kept.get(indicator) ?? []), row].toSorted((one, other) => weight(other) - weight(one))
    kept.set(indicator, own.slice(0, each))
  }
  const best = [...kept.values()]
    .flat()
    .toSorted((one, other) => weight(other) - weight(one))
    .slice(0, top)
  return { counts, best }
}

/** What a table leaves out, by indicator. */
function moreLines(
  counts: ReadonlyMap<string, number>,
  best: readonly Judgement[],
  nameOf: (code: string) => string,
): readonly string[] {
  const shown = Map.groupBy(best, ({ indicator }) => indicator)
  return [...counts].flatMap(([code, count]) => {
    const more = count - (shown.get(code)?.length ?? 0)
    return more === 0 ? [] : [`… ${code} ${nameOf(code)} 另有 ${more} more: --indicator ${code}`]
  })
}

async function showRisks(choice: ShowChoice): Promise<void> {
  const { indicators, book } = await booksOf(choice)
  const { run, rows } = await openRun(choice.run)
  const { listedFrom } = book.rules.risk
  const topicName = (code: string): string => {
    const name = book.topics.find((one) => one.code === code)?.name
    return name === undefined ? code : `${name.zh} ${name.en}`
  }
  const verdictOf = ({ score }: Risk): Judgement['verdict'] =>
    score === null ? 'refused' : score >= listedFrom ? 'bad' : 'fine'
  const keep = (risk: Risk) =>
    (choice.provider === undefined || risk.subject.key[0] === choice.provider) &&
    (choice.topic === undefined || risk.topic === choice.topic) &&
    (choice.verdict === undefined || verdictOf(risk) === choice.verdict)
  const { count, best } = await topOf(rows('risks'), { keep, weight: ({ score }) => score ?? 0, top: choice.top })
  if (choice.json === true) return print({ period: run.order.period, count, risks: best })
  const lines = count === 0 ? emptyRiskLines(run.counts, listedFrom) : riskLines(best, namesOf(indicators), topicName)
  print([`${run.order.period} ${both(meansWords.risk)} ${best.length} / ${count}`, ...lines].join('\n'))
}

const left = (title: string): Column => ({ title, side: 'left' })
const right = (title: string): Column => ({ title, side: 'right' })

const columns: readonly Column[] = [
  left('指标'),
  left('名称 name'),
  left('对象 subject'),
  left('方法 means'),
  right('值 value'),
  right('行 rows'),
  left('依据 why'),
]

async function show(choice: ShowChoice): Promise<void> {
  if (choice.means === 'risk') return showRisks(choice)
  const { indicators } = await booksOf(choice)
  const nameOf = namesOf(indicators)
  const unitOf = new Map(indicators.definitions.map(({ code, unit }) => [code, unit]))
  const { run, rows } = await openRun(choice.run)
  const ofProvider = ({ subject }: { readonly subject: Judgement['subject'] }) =>
    choice.provider === undefined || subject.key[0] === choice.provider
  const { verdict = 'bad' } = choice
  const indicator = choice.indicator?.toUpperCase()
  const keep = (one: Judgement) =>
    one.verdict === verdict && ofProvider(one) && (choice.means === undefined || one.means === choice.means)
  const judgements = rows('judgements', indicator)
  const cut = { keep, weight: weightOf, top: choice.top }
  // Of one indicator all that was asked for; of many no single one may hide the others.
  const each = indicator === undefined ? choice.each : choice.top
  const { counts, best } = await topOfEach(judgements, cut, each)
  const count = [...counts.values()].reduce((all, one) => all + one, 0)
  if (choice.json === true) return print({ period: run.order.period, count, judgements: best })
  const cells = best.map((one) => [
    one.indicator,
    nameOf(one.indicator),
    subjectText(one.subject),
    both(meansWords[one.means]),
    valueText(one.value, unitOf.get(one.indicator) ?? ''),
    String(one.rows),
    whyBrief(one),
  ])
  print(
    [
      `${run.order.period} ${both(verdictWords[verdict])} ${best.length} / ${count}`,
      ...(count === 0 ? emptyLines(run.counts, { indicator, means: choice.means }) : tableLines(columns, cells)),
      ...moreLines(counts, best, nameOf).map((line) => (indicator === undefined ? line : `${line} --top ${count}`)),
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
    .addOption(
      new Option(
        '--verdict <verdict>',
        '判定 which ones (default: bad; of risks every score; bad: those listed)',
      ).choices(['bad', 'fine', 'refused']),
    )
    .option('--top <count>', '条数 how many', countArgument, 20)
    .option('--each <count>', '每个指标的条数 how many of an indicator', countArgument, 3)
    .option('--indicators <folder>', '指标定义目录 definitions (default: those that ship)')
    .option('--topics <file>', '主题与参数 topics and parameters (default: those that ship)')
    .option('--json', '结果以 JSON 输出 print as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  ./yibao indicator show --run run-2025-03\n  ./yibao indicator show --run run-2025-03 --means risk --topic cost',
    )
    .action(show)
}

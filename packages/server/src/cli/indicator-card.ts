import { writeFile } from 'node:fs/promises'
import { Command } from 'commander'
import { openRun } from '../files/indicator-run-folder.ts'
import { cardOf } from '../flows/indicator-card.ts'
import { type CardContent, cardLines } from '../text/indicator-card.ts'
import { cardPage } from '../text/indicator-html.ts'
import { subjectText } from '../text/indicator-words.ts'
import {
  type BookChoice,
  booksOf,
  definitionNamed,
  type SubjectChoice,
  subjectArgument,
  subjectOf,
  subjectOptions,
} from './indicator-source.ts'
import { requireNewFile } from './new-file.ts'
import { note } from './options.ts'
import { print } from './output.ts'

interface CardChoice extends BookChoice, SubjectChoice {
  readonly run: string
  readonly indicator: string
  readonly html?: string
  readonly json?: true
}

async function card(choice: CardChoice): Promise<void> {
  const { indicators } = await booksOf(choice)
  const definition = definitionNamed(indicators, choice.indicator)
  const subject = subjectOf(choice)
  const run = await openRun(choice.run)
  const found = await cardOf(run, definition.code, subject)
  if (found === null)
    throw new Error(
      `${run.run.order.period} 没有此数值 holds no ${definition.code} of ${subjectText(subject)}：请查看 see ./yibao indicator show --run ${choice.run} --indicator ${definition.code}`,
    )
  // Named differently now than when the run was made, a number would be explained wrongly.
  if (run.run.definitions !== indicators.digest)
    note('指标定义在运行之后改过 the definitions were changed since the run')
  const opens = `./yibao indicator rows --run ${choice.run} --indicator ${definition.code} ${subjectOptions(subject)}`
  const content: CardContent = { ...found, indicator: definition, opens }
  if (choice.html !== undefined) {
    await requireNewFile(choice.html)
    await writeFile(choice.html, cardPage(content), { flag: 'wx', mode: 0o600 })
    note(`已写入 wrote ${choice.html}`)
  }
  print(choice.json === true ? content : cardLines(content).join('\n'))
}

/** Options that name one number of a run. */
export function numberOptions(command: Command): Command {
  return command
    .requiredOption('--run <folder>', '结果目录 folder of a run')
    .requiredOption('--indicator <code>', '指标 the code of an indicator')
    .option('--provider <code>', '机构 an institution')
    .option('--department <code>', '科室 a department of it')
    .option('--doctor <code>', '医师 a doctor of it')
    .option('--group <code>', '病组 a disease group at it')
    .option('--subject <grain:key>', '其他对象 another subject: region:330200, scheme:330200/310', subjectArgument)
    .option('--indicators <folder>', '指标定义目录 definitions (default: those that ship)')
    .option('--json', '结果以 JSON 输出 print as JSON')
}

/** `yibao indicator card`. */
export function indicatorCardCommand(): Command {
  return numberOptions(new Command('card'))
    .description('离群卡片：一个数值、同类、趋势和依据 one number with its peers, its months, and why it was judged so')
    .option('--html <file>', '另存为网页 also as one self-contained page')
    .addHelpText(
      'after',
      '\nExample:\n  ./yibao indicator card --run run-2025-03 --indicator V03 --provider H330200000001',
    )
    .action(card)
}

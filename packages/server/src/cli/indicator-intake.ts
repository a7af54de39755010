import type { Judgement } from '@yibao/core/supervision'
import { Command } from 'commander'
import { openRun } from '../files/indicator-run-folder.ts'
import { type IndicatorTexts, indicatorItems } from '../flows/indicator-items.ts'
import type { IndicatorBook } from '../flows/lake-ports.ts'
import { reasonText, whyLines } from '../text/indicator-why.ts'
import { type BookChoice, booksOf, namesOf } from './indicator-source.ts'
import { offeredText, offerItems } from './offer-items.ts'
import { type DatabaseChoice, databaseOptions } from './options.ts'
import { print } from './output.ts'

interface IntakeChoice extends BookChoice, DatabaseChoice {
  readonly run: string
  readonly json?: true
}

function textsOf(indicators: IndicatorBook, { topics }: Awaited<ReturnType<typeof booksOf>>['book']): IndicatorTexts {
  const nameOf = namesOf(indicators)
  const definitionOf = (judged: Judgement) => indicators.definitions.find(({ code }) => code === judged.indicator)
  return {
    titleOf(judged) {
      if ('topic' in judged) {
        const name = topics.find(({ code }) => code === judged.topic)?.name
        const score = (judged.score ?? 0).toFixed(0)
        return { zh: `${name?.zh ?? judged.topic}：风险 ${score} 分`, en: `${name?.en ?? judged.topic}: risk ${score}` }
      }
      const name = definitionOf(judged)?.name
      return { zh: `${name?.zh ?? judged.indicator}离群`, en: `${name?.en ?? judged.indicator}: apart from peers` }
    },
    whyOf: (judged) =>
      'topic' in judged
        ? judged.reasons.map((reason) => reasonText(reason, nameOf)).join('；')
        : whyLines(judged, definitionOf(judged)?.unit ?? '').join('\n'),
  }
}

async function intake(choice: IntakeChoice): Promise<void> {
  const { indicators, book } = await booksOf(choice)
  const reader = await openRun(choice.run)
  if (reader.run.definitions !== indicators.digest || reader.run.topics !== book.digest)
    throw new Error(
      '指标定义或参数在运行之后改过 the definitions or parameters were changed since the run：请重新运行 run again [supervision.definitions-changed]',
    )
  const made = await indicatorItems(reader, book.rules.risk.listedFrom, textsOf(indicators, book))
  const offered = await offerItems(choice, made.items)
  print(choice.json === true ? { ...offered, unplaced: made.unplaced } : offeredText(offered, made.unplaced))
}

/** `yibao indicator intake`. */
export function indicatorIntakeCommand(): Command {
  return databaseOptions(new Command('intake'))
    .description(
      '把离群与高风险的机构、医师转为疑点，已在案的不重复 open a review item for each institution or doctor of a run that stands apart or is listed',
    )
    .requiredOption('--run <folder>', '结果目录 folder of a run')
    .option('--indicators <folder>', '指标定义目录 definitions (default: those that ship)')
    .option('--topics <file>', '主题与参数 topics and parameters (default: those that ship)')
    .option('--json', '结果以 JSON 输出 print as JSON')
    .addHelpText('after', '\nExample:\n  ./yibao indicator intake --run run-2025-03')
    .action(intake)
}

import { Command } from 'commander'
import { countArgument } from './arguments.ts'
import { schemeCheck } from './scheme-check.ts'
import { schemeExplain } from './scheme-explain.ts'
import { shownOption } from './scheme-folders.ts'
import { schemeListCommand } from './scheme-list.ts'
import { schemeShow } from './scheme-show.ts'

const example = (...lines: readonly string[]): string =>
  `\n${lines.length === 1 ? 'Example' : 'Examples'}:\n${lines.map((line) => `  ./yibao scheme ${line}`).join('\n')}`

function checkCommand(): Command {
  return new Command('check')
    .description('检查分组方案 grouping schemes: refusals and warnings, each with place and cure')
    .argument('[folders...]', '方案目录 folders of schemes (default: the shipped policy/drg/starter)')
    .option('--diagnoses <file>', '诊断目录，第一列为编码 code book of diagnoses, codes in the first column')
    .option('--operations <file>', '手术目录，第一列为编码 code book of operations, codes in the first column')
    .option('--strict', '有警告也算失败 warnings fail too')
    .addOption(shownOption('both'))
    .option('--json', '结果以 JSON 输出 one JSON object on standard output')
    .addHelpText('after', example('check policy/drg/starter', 'check --strict --lang zh MYCITY'))
    .action(schemeCheck)
}

function showCommand(): Command {
  return new Command('show')
    .description('显示分组方案 a scheme as a tree, MDC, ADRG and splits, with its conditions in words')
    .argument('<folder>', '方案目录 folder of the scheme')
    .argument('[code]', '只显示此项 only this MDC, ADRG, DRG, list, or where this diagnosis or operation stands')
    .addOption(shownOption('zh'))
    .addHelpText(
      'after',
      example('show policy/drg/starter', 'show policy/drg/starter GD2', 'show policy/drg/starter K35.800x001'),
    )
    .action(schemeShow)
}

function explainCommand(): Command {
  return new Command('explain')
    .description(
      '解释一个病例的分组 one case: its group, the road it took, the nearest other groups and what to verify',
    )
    .option('--scheme <folder>', '分组方案目录 folder of the scheme (default: the shipped policy/drg/starter)')
    .option('--cases <file>', '病例文件，一行一个 cases, one JSON object a line; standard input unless given')
    .option('--case <id>', '其中的病例号 the id of the case in it')
    .option('--full', '列出每个试过的 MDC 与 ADRG every MDC and ADRG that was tried')
    .option('--near <n>', '相近的组最多几个 at most so many nearest groups', countArgument, 6)
    .addOption(shownOption('both'))
    .option('--json', '结果以 JSON 输出 one JSON object on standard output')
    .addHelpText(
      'after',
      example(
        'explain --cases policy/drg/starter/cases.jsonl --case s001',
        `explain --full <<< '{"gender":"1","ageYears":45,"dx":["K35.800x001"],"ops":["47.0100"]}'`,
      ),
    )
    .action(schemeExplain)
}

export function schemeCommand(): Command {
  return new Command('scheme')
    .description('分组方案 check, show and explain grouping schemes (DRG) as data')
    .addCommand(checkCommand())
    .addCommand(showCommand())
    .addCommand(explainCommand())
    .addCommand(schemeListCommand())
    .addHelpText('after', example('check policy/drg/starter'))
}

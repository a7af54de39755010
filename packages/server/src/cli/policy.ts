import { Command } from 'commander'
import { dateArgument, languageOption } from './arguments.ts'
import { policyCheck } from './policy-check.ts'
import { policyDiff } from './policy-diff.ts'
import { policyExplain } from './policy-explain.ts'
import { policyShow } from './policy-show.ts'
import { policyTest } from './policy-test.ts'

const folderHelp = '政策目录 the folder that holds regions/ (default: the policy that ships)'
const jsonHelp = '结果以 JSON 输出 one JSON object on standard output'
const example = (line: string): string => `\nExample:\n  ./yibao policy ${line}`

function checkCommand(): Command {
  return new Command('check')
    .description('检查政策文件 load every pack and case; what is in them, or every problem with file, line and cure')
    .argument('[folder]', folderHelp)
    .option('--assumed', '列出假定的值 list every value that no source prints')
    .option('--json', jsonHelp)
    .addHelpText('after', example('check --assumed'))
    .action(policyCheck)
}

function testCommand(): Command {
  return new Command('test')
    .description('运行算例 run the worked examples; prints those that fail')
    .argument('[folder]', folderHelp)
    .option('--all', '也列出通过的 print those that pass too')
    .option('--region <code>', '只测一个地区 only the cases of one division, six digits')
    .option('--filter <text>', '只测含此文字的 only cases whose name, id, rules or reading holds the text')
    .option('--json', jsonHelp)
    .addHelpText('after', example('test --region 330200 --filter retired --all'))
    .action(policyTest)
}

function showCommand(): Command {
  return new Command('show')
    .description('显示某日的规则 rules on a date: facts, classes, values with sources, formulas and layers in words')
    .argument('<rules>', '规则名 the name of a plan, contribution or enrolment, such as ningbo-employee-outpatient')
    .requiredOption('--on <date>', '日期 the day whose law is shown', dateArgument)
    .option('--reading <name>', '读法 another reading of the same text')
    .addOption(languageOption())
    .option('--policy <folder>', folderHelp)
    .option('--json', jsonHelp)
    .addHelpText('after', example('show ningbo-employee-outpatient --on 2023-11-13'))
    .action(policyShow)
}

function explainCommand(): Command {
  return new Command('explain')
    .description('解释算例 worked examples with every step, its inputs and its source')
    .argument('<case>', '算例编号或名称 the id of a case (all cases of it), its name, or a part of its name')
    .option('--all', '部分名称符合的全部解释 explain all whose name holds the text')
    .addOption(languageOption())
    .option('--policy <folder>', folderHelp)
    .option('--json', jsonHelp)
    .addHelpText('after', example('explain C07-1'))
    .action(policyExplain)
}

function diffCommand(): Command {
  return new Command('diff')
    .description(
      '比较规则 compare rules on two days, two readings, plans, regions or folders; and who pays what before and after',
    )
    .argument('<left>', '规则、地区或目录 the name of rules, a division of six digits, or a policy folder')
    .argument('[right]', '与之比较的 the same to compare with; without it --on and --against, or --reading')
    .option('--on <date>', '日期 the day whose law is compared', dateArgument)
    .option('--against <date>', '另一日期 the day of the right side', dateArgument)
    .option('--reading <name>', '读法 another reading of the same text as the right side')
    .option('--all', '也列出相同的算例 list cases that come out the same too')
    .addOption(languageOption())
    .option('--policy <folder>', folderHelp)
    .option('--json', jsonHelp)
    .addHelpText('after', example('diff yangzhong-resident-inpatient --on 2012-12-31 --against 2013-01-01'))
    .action(policyDiff)
}

export function policyCommand(): Command {
  return new Command('policy')
    .description('政策 check, test, show, explain and compare the law as data')
    .addCommand(checkCommand())
    .addCommand(testCommand())
    .addCommand(showCommand())
    .addCommand(explainCommand())
    .addCommand(diffCommand())
    .addHelpText('after', example('check'))
}

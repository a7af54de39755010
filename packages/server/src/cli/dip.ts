import { type DivisionCode, type Exact, parseDivisionCode, parseRate } from '@yibao/core/kernel'
import { Command, InvalidArgumentError, Option } from 'commander'
import { dipSample } from '../../sim/dip-sample.ts'
import { examineDipRules } from '../files/dip-rules.ts'
import { problemText } from '../files/policy-yaml.ts'
import { pricedLine } from '../files/priced-case.ts'
import { starterDipRules } from '../files/shipped-dip.ts'
import { countArgument, dateArgument } from './arguments.ts'
import { dipBuild } from './dip-build.ts'
import { dipDiff } from './dip-diff.ts'
import { dipGroup, type GroupChoice } from './dip-group.ts'
import { dipImport, dipList } from './dip-import.ts'
import { dipShow } from './dip-show.ts'
import { dipTable } from './dip-table.ts'
import { databaseOptions } from './options.ts'
import { print } from './output.ts'

function divisionArgument(text: string): DivisionCode {
  const parsed = parseDivisionCode(text)
  if (parsed.ok) return parsed.value
  throw new InvalidArgumentError('不是区划代码 not a division; 写六位数字 write the six digits')
}

function pointValueArgument(text: string): Exact {
  const parsed = parseRate(text)
  if (parsed.ok && parsed.value > 0) return parsed.value
  throw new InvalidArgumentError('不是点值 not a point value; 写成 write it as 12.3456, above zero')
}

function yearArgument(text: string): number {
  if (/^(19|20)\d\d$/.test(text)) return Number(text)
  throw new InvalidArgumentError('不是年份 not a year; 写成 write it as 2025')
}

const layout = `
病例每行一个 JSON one case a line, amounts in yuan:
  {"id":"1","in":{"gender":"1","ageYears":61,"dx":["K35.800x001"],"ops":["47.0100"]},"cost":"12345.60","drugs":"3000",
   "consumables":"2100.50","provider":"H001","level":"tertiary","admitted":"2024-03-01","discharged":"2024-03-07","year":2024}
`

function buildCommand(): Command {
  return new Command('build')
    .description('由历史结算病例编制病种目录 a directory of disease groups out of settled cases')
    .argument('[cases]', '病例文件，不写则读标准输入 cases; standard input unless given')
    .option('--rules <file>', '规则 rules.yaml (default: the shipped policy/dip/example/rules.yaml)')
    .option('--year <year>', '规则有多个版本时指定年度 which version, where the rules have several', yearArgument)
    .option('--sample [cases]', '用生成的示例病例 build from made-up cases instead (20000 unless said)', countArgument)
    .option('--from <date>', '适用首日 first day it is for (default: that of the rules)', dateArgument)
    .option('--until <date>', '该日起不再适用 first day it is for no longer (default: that of the rules)', dateArgument)
    .option('--out <file>', '目录写入此文件 write the directory to this file (else: standard output)')
    .option('--xlsx <file>', '另存为 Excel write it as a workbook too')
    .option('--errors <file.csv>', '坏行与未计入的病例写入此文件 write bad rows and cases left out to this file')
    .option('--json', '摘要为 JSON the summary as JSON')
    .addHelpText(
      'after',
      `${layout}
Examples:
  ./yibao dip build --sample --out directory.json --xlsx directory.xlsx
  ./yibao dip build --rules policy/dip/example/rules.yaml < cases.jsonl > directory.json`,
    )
    .action(dipBuild)
}

function groupCommand(): Command {
  return new Command('group')
    .description('按病种目录分组 cases into the groups of a directory')
    .argument('[cases]', '病例文件，不写则读标准输入 cases; standard input unless given')
    .requiredOption('--directory <file>', '病种目录 the directory')
    .option('--trace [form]', '附入组依据 with candidates and why each lost: json, or text to read')
    .option(
      '--point-value <yuan>',
      '点值，规则以支付标准判断偏差时需要 yuan a point, for rules that test against the standard',
      pointValueArgument,
    )
    .option('--any-day', '不核对出院日是否在目录适用期 also group discharges of other days')
    .option('--errors <file.csv>', '坏行写入此文件 write the rows that cannot be read to this file')
    .option('--json', '摘要为 JSON the summary as JSON')
    .addHelpText(
      'after',
      `${layout}
Example:
  ./yibao dip group --directory directory.json --trace text --any-day cases.jsonl > groups.jsonl`,
    )
    .action((path: string | undefined, { trace, ...choice }: GroupChoice & { readonly trace?: true | string }) => {
      if (trace === undefined || trace === true || trace === 'json' || trace === 'text') {
        return dipGroup(path, trace === undefined ? choice : { ...choice, trace })
      }
      // Commander gives `--trace cases.jsonl` to the option, though the input is meant.
      if (path === undefined) return dipGroup(trace, { ...choice, trace: 'json' })
      throw new Error(`--trace ${trace}：写 json 或 text write json or text`)
    })
}

function showCommand(): Command {
  return new Command('show')
    .description('查看病种目录：例数最多的病种 the largest groups of a directory')
    .argument('<directory>', '目录文件 the file of the directory')
    .option('--limit <n>', '列出多少个 how many', countArgument, 20)
    .option('--group <id>', '一个病种的明细 one group with years and levels')
    .addOption(new Option('--kind <kind>', '只看一类 one kind').choices(['core', 'primary', 'comprehensive', 'blank']))
    .option('--warnings', '列出须注意之处 with what to look at')
    .option('--json', '以 JSON 输出 as JSON')
    .addHelpText('after', '\nExample:\n  ./yibao dip show directory.json --group K35.8:47.0100')
    .action(dipShow)
}

function diffCommand(): Command {
  return new Command('diff')
    .description('比较两份目录 what differs between two directories')
    .argument('<before>', '原目录 the earlier one')
    .argument('<after>', '新目录 the later one')
    .option('--cases <file>', '这些病例在两份目录中的去向 which of these cases move')
    .option('--errors <file.csv>', '坏行写入此文件 write the rows that cannot be read to this file')
    .option('--json', '以 JSON 输出 as JSON')
    .addHelpText('after', '\nExample:\n  ./yibao dip diff 2024.json 2025.json --cases cases.jsonl')
    .action(dipDiff)
}

async function check(path: string, { json }: { readonly json?: true }): Promise<void> {
  const read = await examineDipRules(path)
  if (!read.ok) process.exitCode = 1
  if (json === true) return print(read.ok ? { ok: true, ...countOf(read.value) } : { ok: false, problems: read.error })
  if (!read.ok) return print([...read.error.map(problemText), `${read.error.length} 个问题 problems`].join('\n'))
  const assumed = read.value.versions.flatMap(({ year, sources }) =>
    sources.flatMap(({ where, assumed: why }) => (why === null ? [] : [`  ${year} ${where}：推定 assumed，${why}`])),
  )
  const { name, years } = countOf(read.value)
  print([`没有问题 no problem: ${name}，年度 years ${years.join(', ')}`, ...assumed].join('\n'))
}

function countOf({
  name,
  versions,
}: {
  readonly name: string
  readonly versions: readonly { readonly year: number }[]
}) {
  return { name, years: versions.map(({ year }) => year) }
}

function checkCommand(): Command {
  return new Command('check')
    .description('核对 DIP 规则文件 whether a rules file is fit')
    .argument('[rules]', '规则文件 rules.yaml', starterDipRules)
    .option('--json', '以 JSON 输出 as JSON')
    .addHelpText('after', '\nExample:\n  ./yibao dip check policy/dip/example/rules.yaml')
    .action(check)
}

function tableCommand(): Command {
  return new Command('table')
    .description('目录的分值表，供支付方案使用 the scores of a directory as the table of a plan of payment')
    .argument('<directory>', '目录文件 the file of the directory')
    .requiredOption('--table <id>', '表名 name of the table, which the plan names')
    .requiredOption('--folder <folder>', '方案目录 folder of the plan')
    .addOption(
      new Option('--level-mean <which>', '同级别均费 mean at a level: of the weighted years, or of last year')
        .choices(['weighted', 'last-year'])
        .default('weighted'),
    )
    .option('--source <text>', '依据 the document it is from (default: title and digest of the directory)')
    .addHelpText(
      'after',
      '\nExample:\n  ./yibao dip table 2025.json --table city-dip --folder policy/payment/990301-sandbox-dip',
    )
    .action(dipTable)
}

function importCommand(): Command {
  return databaseOptions(new Command('import'))
    .description('病种目录入库并可启用 keep a directory in the database, and put it in force')
    .argument('<directory>', '目录文件 the file of the directory')
    .option('--division <code>', '启用的统筹区 region that groups by it', divisionArgument)
    .addOption(new Option('--scheme <insurance>', '险种 insurance: 310 职工, 390 居民').choices(['310', '390']))
    .option('--from <date>', '启用日（按出院日） first day of discharge (default: that of its rules)', dateArgument)
    .option(
      '--until <date>',
      '终止日，该日起不再适用 first day it no longer holds (default: that of its rules)',
      dateArgument,
    )
    .option('--dry-run', '试运行，不写入 check, write nothing')
    .option('--json', '结果以 JSON 输出 print the outcome as JSON')
    .addHelpText('after', '\nExample:\n  ./yibao dip import directory.json --division 990100 --scheme 310')
    .action(dipImport)
}

function listCommand(): Command {
  return databaseOptions(new Command('list'))
    .description('库中的目录与启用情况 directories on file, and where they are in force')
    .option('--json', '以 JSON 输出 as JSON')
    .addHelpText('after', '\nExample:\n  ./yibao dip list')
    .action(dipList)
}

async function sample({ cases, seed, year }: { cases: number; seed: number; year: number }): Promise<void> {
  for (const one of dipSample({ seed, cases, year })) {
    if (!process.stdout.write(pricedLine(one))) await new Promise<void>((done) => process.stdout.once('drain', done))
  }
}

function sampleCommand(): Command {
  return new Command('sample')
    .description('生成示例病例 made-up priced cases of three years, as JSON lines')
    .option('--cases <n>', '例数 how many', countArgument, 20_000)
    .option('--seed <n>', '种子 the seed', countArgument, 1)
    .option(
      '--year <year>',
      '目录年度，病例为前三年 the year of the directory; cases are of the three before',
      yearArgument,
      2025,
    )
    .addHelpText('after', '\nExample:\n  ./yibao dip sample --cases 5000 > cases.jsonl')
    .action(sample)
}

export function dipCommand(): Command {
  return new Command('dip')
    .description('按病种分值付费：病种目录与分组 DIP: directories of disease groups, and grouping by them')
    .addCommand(buildCommand())
    .addCommand(groupCommand())
    .addCommand(showCommand())
    .addCommand(diffCommand())
    .addCommand(checkCommand())
    .addCommand(tableCommand())
    .addCommand(importCommand())
    .addCommand(listCommand())
    .addCommand(sampleCommand())
}

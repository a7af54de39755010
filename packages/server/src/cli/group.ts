import { availableParallelism } from 'node:os'
import { Command, InvalidArgumentError, Option } from 'commander'
import { countArgument, languageOption } from './arguments.ts'
import { type GroupChoice, runGroup } from './group-run.ts'

interface TracedChoice extends GroupChoice {
  /** `json`, `text`, nothing said, or the input that was written behind it. */
  readonly trace?: true | string
}

/** Each thread compiles the scheme for itself. */
const jobsAtMost = 256

function jobsArgument(text: string): number {
  const jobs = countArgument(text)
  if (jobs <= jobsAtMost) return jobs
  throw new InvalidArgumentError(`超过 ${jobsAtMost} more than that; 写 write ${availableParallelism()}`)
}

/** Commander gives `--trace cases.jsonl` to the option, though the input is meant. */
function groupAsked(path: string | undefined, { trace, ...choice }: TracedChoice): Promise<void> {
  if (trace === undefined) return runGroup(path ?? null, choice, 'none')
  if (trace === true || trace === 'json') return runGroup(path ?? null, choice, 'json')
  if (trace === 'text') return runGroup(path ?? null, choice, 'text')
  if (path === undefined) return runGroup(trace, choice, 'json')
  throw new Error(`--trace ${trace}：写 json 或 text write json or text`)
}

export function groupCommand(): Command {
  return new Command('group')
    .description('病例分组 discharge records into DRG groups, by a scheme of data')
    .argument('[input]', '病例文件，不写则读标准输入 cases; standard input unless given')
    .option('--scheme <folder>', '分组方案目录 folder of the scheme (default: the shipped policy/drg/starter)')
    .addOption(
      new Option('--format <format>', '输入格式 of the input (default: by the name of the file, else jsonl)').choices([
        'jsonl',
        'csv',
        '4101A',
      ]),
    )
    .addOption(new Option('--to <format>', '输出格式 of the output (default: as the input)').choices(['jsonl', 'csv']))
    .option(
      '--trace [form]',
      '附分组依据 with the road taken: json, or text to read (a paragraph a case, unless --json or --to asks for rows)',
    )
    .addOption(languageOption())
    .option('--jobs <n>', '线程数 threads (default: as many as cores, up to 16, when the input is long)', jobsArgument)
    .option('--people <file>', '4101A：人员名单 sex and birth by person number, as: import template members')
    .option('--errors <file.csv>', '坏行写入此文件 write the rows that cannot be read to this file')
    .option('--compare', '与输入中的 expect 比较，不输出分组 compare with `expect` of the input, write no groups')
    .option('--progress', '显示进度 show progress even when this is no terminal')
    .option('--json', '逐行给出未知编码，汇总为 JSON unknown codes in every row, the summary as JSON')
    .addHelpText(
      'after',
      `
一行一个病例 one case a line: {"id":"1","in":{"gender":"2","ageYears":35,"dx":["K35.800x001"],"ops":["47.0100"]}}
字段 fields: gender ageYears ageDays weightG dept stayDays leavingType dx ops icuHours
表格 tables (CSV, TSV, XLSX)：病例号 性别 年龄 天龄 出生体重 诊断编码 手术操作编码 …，多个编码以 | 分隔 codes apart by |

Examples:
  ./yibao group < policy/drg/starter/cases.jsonl > groups.jsonl
  ./yibao group --trace text cases.csv
  ./yibao group --compare policy/drg/starter/cases.jsonl`,
    )
    .action(groupAsked)
}

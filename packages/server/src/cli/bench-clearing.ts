import { Command } from 'commander'
import { benchClearing, type ClearingBenchResult, type ClearingStage } from '../../bench/clearing.ts'
import { tableLines } from '../text/table-text.ts'
import { countArgument } from './arguments.ts'
import { note } from './options.ts'
import { print } from './output.ts'
import { schemeFolderOf } from './payment-compare-sample.ts'
import { progressLine } from './progress.ts'

interface Options {
  readonly stays: number
  readonly institutions: number
  readonly scheme: string
  readonly seed: number
  readonly json?: boolean
}

const stageWords: Readonly<Record<ClearingStage['stage'], string>> = {
  fill: '填入 filling (before the month-end)',
  collect: '收集 collecting',
  group: '分组 grouping',
  price: '定价 scoring and valuing',
  close: '结算单、记账 statements and entries',
  yardstick: '对照 yardstick: the rows of pricing read and written once more',
}

const whole = (value: number): string => Math.round(value).toLocaleString('en-US')
const megabytes = (bytes: number): string => whole(bytes / 1e6)

function textOf(result: ClearingBenchResult): string {
  const { surroundings: on, stays, institutions, stages, staysPerSecond, yardstickRatio, bytesPerStay, said } = result
  const columns = ['阶段 stage', '秒 s', '例/秒 stays/s', '内存峰值 peak RSS MB', '数据库 database MB'].map(
    (title, at) => ({
      title,
      side: at === 0 ? ('left' as const) : ('right' as const),
    }),
  )
  return [
    `机器 machine  ${on.processor}, ${on.cores} 核 cores, ${on.memoryGiB} GiB; Node ${on.node} ${on.platform}; PostgreSQL ${on.postgres}, fsync on`,
    `数据 data     ${whole(stays)} 例模拟住院 generated stays of one month, ${whole(institutions)} 家机构 institutions; 分组方案 scheme ${result.scheme}; 种子 seed ${result.seed}`,
    '测法 method   真实流程、真实数据库，一遍 the real flow on a real database, one pass',
    '',
    ...tableLines(
      columns,
      stages.map(({ stage, seconds, peakRssBytes, databaseBytes }) => [
        stageWords[stage],
        seconds.toFixed(1),
        whole(stays / seconds),
        megabytes(peakRssBytes),
        megabytes(databaseBytes),
      ]),
    ),
    '',
    `月结 month-end（收集至结算单 collecting to statements）: ${whole(staysPerSecond)} 例/秒 stays/s; 每例 each stay ${whole(bytesPerStay)} 字节 bytes on disk`,
    `定价与对照之比 pricing to yardstick: ${(1 / yardstickRatio).toFixed(2)}（1 为只读写 one would be reading and writing alone）`,
    `核对 check    ${said.length === 0 ? `${whole(result.statements)} 张结算单与病例、分录一致 statements agree with cases and entries${result.held === 0 ? '' : `；${whole(result.held)} 例待定 stays wait for a weight`}` : said.join('; ')}`,
  ].join('\n')
}

async function bench({ json, scheme, ...options }: Options): Promise<void> {
  const result = await benchClearing({ ...options, scheme: schemeFolderOf(scheme), note, progress: progressLine })
  print(json === true ? result : textOf(result))
  if (!result.ok) process.exitCode = 1
}

export function benchClearingCommand(): Command {
  return new Command('clearing')
    .description('月结速度 the month-end of generated stays through the real flow and database: time and memory')
    .option('--stays <count>', '病例数 stays of the month; the published figure is of 1000000', countArgument, 200_000)
    .option('--institutions <count>', '机构数 institutions', countArgument, 300)
    .option('--scheme <folder>', '分组方案 grouping scheme: a name under policy/drg, or a folder', 'starter')
    .option('--seed <number>', '随机种子 seed', countArgument, 1)
    .option('--json', 'one JSON object on standard output')
    .addHelpText('after', '\nExamples:\n  ./yibao bench clearing\n  ./yibao bench clearing --stays 1000000')
    .action(bench)
}

import { availableParallelism } from 'node:os'
import { Command, InvalidArgumentError } from 'commander'
import { benchIndicators, type IndicatorsBenchResult } from '../../bench/indicators.ts'
import { countArgument } from './arguments.ts'
import { note } from './options.ts'
import { print } from './output.ts'

interface Options {
  readonly settlements: number
  readonly months: number
  readonly seed: number
  readonly memoryLimit: string
  readonly threads: number
  readonly json?: true
}

const whole = (value: number): string => Math.round(value).toLocaleString('en-US')
const megabytes = (bytes: number): string => `${whole(bytes / 1e6)} MB`

function textOf(result: IndicatorsBenchResult): string {
  const { surroundings: on, filled, computed, settlements, months, seed } = result
  const lines = filled.rows.line ?? 0
  return [
    `机器 machine  ${on.processor}, ${on.cores} 核 cores, ${on.memoryGiB} GiB; Node ${on.node} ${on.platform}`,
    `数据 data     ${whole(settlements)} 笔模拟结算 generated settlements, ${whole(lines)} 行明细 lines, ${months} 个月 months, ${megabytes(filled.bytes)} Parquet; 种子 seed ${seed}; ${whole(filled.seconds)} s 生成 to fill`,
    `测法 method   另一进程，${result.threads} 线程，DuckDB 内存上限 ${result.memoryLimit} a process of its own, threads, memory limit of DuckDB`,
    '',
    `打开 opening  ${computed.openSeconds.toFixed(1)} s`,
    `指标 values   ${computed.valuesSeconds.toFixed(1)} s，${computed.indicators} 个指标 indicators，${whole(computed.values)} 个值 values，所有粒度与期间 all grains and periods`,
    `速度 speed    ${whole(result.rowsPerSecond)} 行/秒 rows of bills and lines a second`,
    `内存 memory   ${megabytes(computed.peakRssBytes)} 峰值 peak RSS`,
    `对照 yardstick ${computed.yardstickSeconds.toFixed(1)} s：同样文件全列扫描一遍 the same files read once, every column; 之比 ratio ${result.yardstickRatio.toFixed(1)}`,
    `核对 check    ${result.ok ? '70 个指标都有值 all 70 indicators have values' : `只有 only ${computed.indicators} 个指标有值 indicators have values`}`,
  ].join('\n')
}

async function bench({ json, ...options }: Options): Promise<void> {
  const result = await benchIndicators({ ...options, note })
  print(json === true ? result : textOf(result))
  if (!result.ok) process.exitCode = 1
}

function memoryArgument(text: string): string {
  if (/^[1-9]\d{0,3}(MB|GB)$/.test(text)) return text
  throw new InvalidArgumentError('写成 write it as 1GB or 800MB')
}

export function benchIndicatorsCommand(): Command {
  return new Command('indicators')
    .description('指标速度 all indicators at all grains over generated settlements: time and memory')
    .option('--settlements <count>', '结算笔数 how many settlements', countArgument, 1_000_000)
    .option('--months <count>', '月数 months, at least 14 for growth over a year', countArgument, 14)
    .option('--seed <number>', '随机种子 seed', countArgument, 1)
    .option('--memory-limit <size>', 'DuckDB 内存上限 beyond it DuckDB works on disk', memoryArgument, '1GB')
    .option('--threads <count>', '线程数 threads', countArgument, availableParallelism())
    .option('--json', 'one JSON object on standard output')
    .addHelpText(
      'after',
      '\nExamples:\n  ./yibao bench indicators\n  ./yibao bench indicators --settlements 100000 --json',
    )
    .action(bench)
}

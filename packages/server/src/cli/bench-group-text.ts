import type { GroupMeasured, GroupWay } from '../../bench/group.ts'
import type { Spread } from '../../bench/statistics.ts'
import { type Column, tableLines } from '../text/table-text.ts'

/** Cases per second of one way. */
export interface WayRates {
  readonly way: GroupWay
  /** By the clock. */
  readonly rate: Spread
  /** By the processor time of the thread: what the clock would show if nobody else used the machine. */
  readonly processorRate: Spread
  readonly bytesPerCase: number
}

export interface GroupBenchReport {
  readonly bench: 'group'
  readonly unit: 'cases per second'
  readonly machine: string
  readonly node: string
  readonly platform: string
  readonly scheme: string
  readonly digest: string
  readonly data: {
    readonly cases: number
    readonly codes: number
    readonly passes: number
    readonly seed: number
    readonly lists: number
    readonly listEntries: number
    readonly steps: number
  }
  readonly outcome: Pick<GroupMeasured, 'distinctGroups' | 'statuses'>
  readonly compileMs: number
  readonly oneThread: readonly WayRates[]
  /** Rates of all threads together, each at its own pace while the others ran beside it. */
  readonly allCores: { readonly threads: number; readonly compiled: number; readonly traced: number }
  readonly timesYardstick: { readonly compiled: number; readonly traced: number }
}

const wayNames: Readonly<Record<GroupWay, string>> = {
  compiled: '不带依据 without trace',
  traced: '带依据 with trace',
  plain: '逐例重读方案 yardstick: the scheme read anew for every case',
}

const statusNames: Readonly<Record<string, string>> = {
  grouped: '入组 grouped',
  ungroupable: '未入组 ungroupable',
  ambiguous: '歧义 ambiguous',
  invalid: '无效 invalid',
}

const figure = (value: number): string => Math.round(value).toLocaleString('en-US')

/** The report of the benchmark as a table for people. */
export function groupBenchText({
  machine,
  node,
  platform,
  scheme,
  data,
  outcome,
  compileMs,
  oneThread,
  allCores,
  timesYardstick,
}: GroupBenchReport): string {
  const columns: readonly Column[] = [
    '每秒病例 cases/s，单线程 one thread',
    '中位 median',
    '最低 lowest',
    '最高 highest',
    '每处理器秒 per processor second',
    '分配 bytes/case',
  ].map((title, index) => ({ title, side: index === 0 ? 'left' : 'right' }))
  const statuses = Object.entries(outcome.statuses).map(
    ([status, count]) => `${statusNames[status] ?? status} ${figure(count)}`,
  )
  return [
    `机器 machine  ${machine}; Node ${node} ${platform}`,
    `方案 scheme   ${scheme}: ${figure(data.steps)} 个步骤 steps, ${figure(data.lists)} 张表 lists, ${figure(data.listEntries)} 个编码 codes in them; 编译 compiled in ${figure(compileMs)} ms`,
    `数据 data     ${figure(data.cases)} 份病例 cases, ${figure(data.codes)} 个编码 codes; ${data.passes} 遍 passes; 种子 seed ${data.seed}`,
    `结果 outcome  各做法一致 all ways agree: ${figure(outcome.distinctGroups)} 个不同的组 distinct groups; ${statuses.join('、')}`,
    '',
    ...tableLines(
      columns,
      oneThread.map(({ way, rate, processorRate, bytesPerCase }) => [
        wayNames[way],
        figure(rate.median),
        figure(rate.lowest),
        figure(rate.highest),
        figure(processorRate.median),
        figure(bytesPerCase),
      ]),
    ),
    '',
    `${allCores.threads} 个线程 threads together, ${wayNames.compiled}: ${figure(allCores.compiled)} cases/s`,
    `${allCores.threads} 个线程 threads together, ${wayNames.traced}: ${figure(allCores.traced)} cases/s`,
    `为对照的倍数 times the yardstick: ${timesYardstick.compiled.toFixed(1)} × ${wayNames.compiled}, ${timesYardstick.traced.toFixed(1)} × ${wayNames.traced}`,
  ].join('\n')
}

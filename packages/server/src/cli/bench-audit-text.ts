import { type Column, tableLines } from '../text/table-text.ts'

interface Rate {
  readonly median: number
  readonly lowest: number
  readonly highest: number
}

/** Lines per second of one way. */
export interface AuditWayRates {
  readonly way: string
  readonly lines: number
  /** By the clock. */
  readonly rate: Rate
  /** By processor time: what the clock would show if nobody else used the machine. */
  readonly processorRate: Rate
}

/** Audits of the archive with so many threads. */
export interface ArchiveRates {
  readonly jobs: number
  readonly written: boolean
  readonly visits: number
  readonly lines: number
  readonly findings: number
  readonly seconds: Rate
  /** Processor seconds of threads and database together; null where the platform does not tell. */
  readonly processorSeconds: Rate | null
}

export interface AuditBenchReport {
  readonly bench: 'audit'
  readonly unit: 'lines per second'
  readonly machine: string
  readonly node: string
  readonly platform: string
  readonly data: {
    readonly rules: number
    readonly windows: number
    readonly items: number
    readonly lines: number
    readonly hits: number
    readonly archiveVisits: number
    readonly passes: number
    readonly seed: number
  }
  readonly compileMs: number
  readonly ways: readonly AuditWayRates[]
  readonly allCores: { readonly threads: number; readonly rate: number }
  readonly missing: readonly string[]
  readonly timesPeers: readonly { readonly way: string; readonly times: number }[]
  readonly archive: readonly ArchiveRates[]
}

const figure = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toFixed(value >= 10 ? 0 : 1)

const right = (title: string): Column => ({ title, side: 'right' })

const memoryColumns: readonly Column[] = [
  { title: '每秒明细行 lines/s', side: 'left' },
  right('行 lines'),
  right('中位 median'),
  right('最低 lowest'),
  right('最高 highest'),
  right('按处理器时间 by processor time'),
]

const archiveColumns: readonly Column[] = [
  { title: '存档审核 over the archive', side: 'left' },
  right('就诊 visits'),
  right('发现 findings'),
  right('秒 s'),
  right('行 lines/s'),
  right('次/分 visits/min'),
  right('每百万次 per million visits'),
  right('按处理器时间 lines per processor second'),
]

function archiveRow({ jobs, written, visits, lines, findings, seconds, processorSeconds }: ArchiveRates): string[] {
  const minutes = (1_000_000 * seconds.median) / visits / 60
  return [
    `${jobs} 线程 threads，${written ? '写入发现 findings written' : '不写入 nothing written'}`,
    figure(visits),
    figure(findings),
    `${seconds.median.toFixed(1)} (${seconds.lowest.toFixed(1)}–${seconds.highest.toFixed(1)})`,
    figure(lines / seconds.median),
    figure((visits * 60) / seconds.median),
    `${minutes.toFixed(1)} min`,
    processorSeconds === null ? '–' : figure(lines / processorSeconds.median),
  ]
}

/** The report for people. */
export function auditBenchText(report: AuditBenchReport): string {
  const { machine, node, platform, data, compileMs, ways, allCores, missing, timesPeers, archive } = report
  const rows = ways.map(({ way, lines, rate, processorRate }) => [
    way,
    figure(lines),
    figure(rate.median),
    figure(rate.lowest),
    figure(rate.highest),
    figure(processorRate.median),
  ])
  return [
    `机器 machine  ${machine}; Node ${node} ${platform}`,
    `规则 rules    ${figure(data.rules)} 条属性规则 rules of attributes on ${figure(data.items)} 个项目 items; 种子 seed ${data.seed}; 编译 compiled in ${compileMs.toFixed(0)} ms`,
    `数据 data     ${figure(data.lines)} 行 lines，${figure(data.hits)} 次命中 hits (${((data.hits * 100) / data.lines).toFixed(1)} %)；各引擎结果一致 all engines find the same`,
    '',
    ...tableLines(memoryColumns, rows),
    '',
    `${allCores.threads} 个线程 threads together: ${figure(allCores.rate)} lines/s`,
    ...timesPeers.map(({ way, times }) => `本平台为其 ours is ${figure(times)} × ${way}`),
    ...missing.map((name) => `未安装，未比较 not installed, not compared: ${name} (npm install --include=dev)`),
    ...(archive.length === 0
      ? []
      : [
          '',
          `存档 archive  ${figure(data.archiveVisits)} 次就诊 visits on file，审核最近一月 the last month is audited，${figure(data.windows)} 条时间窗规则 of the rules look back up to 90 days`,
          ...tableLines(archiveColumns, archive.map(archiveRow)),
        ]),
  ].join('\n')
}

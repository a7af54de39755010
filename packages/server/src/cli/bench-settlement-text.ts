import type { GrowthStep } from '../../bench/growth.ts'
import { latencyNames, type PairsResult, type SideResult } from '../../bench/measure.ts'
import { nodesOf, scansOf } from '../../bench/plan-shape.ts'
import type { SettlementBenchResult } from '../../bench/settlement.ts'
import type { Spread } from '../../bench/statistics.ts'
import { type Column, tableLines } from '../text/table-text.ts'

const whole = (value: number): string => Math.round(value).toLocaleString('en-US')
const spread = ({ median, lowest, highest }: Spread, digits = 0): string => {
  const figure = (value: number): string =>
    value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return `${figure(median)} (${figure(lowest)}–${figure(highest)})`
}

const columns = (titles: readonly string[]): readonly Column[] =>
  titles.map((title, index) => ({ title, side: index === 0 ? 'left' : 'right' }))

const sideNames = { ours: '本平台 ours', yardstick: '对照 yardstick' } as const

const messageNames: Readonly<Record<(typeof latencyNames)[number], string>> = {
  '2201': '2201 挂号 register',
  '2204': '2204 明细 upload',
  '2206': '2206 预结算 quote',
  '2207': '2207 结算 settle',
  all: '全部报文 all messages',
  visit: '整次就诊 whole visit',
}

function processorText({ processorMs, cores, othersCores }: SideResult): string {
  if (processorMs === null || cores === null || othersCores === null) return '未测量 not measured on this platform'
  const { client, server, database, all } = processorMs
  return `客户端 client ${client.median.toFixed(2)} · 平台 server ${server.median.toFixed(2)} · 数据库 database ${database.median.toFixed(2)} · 合计 all ${all.median.toFixed(2)} ms；${cores.median.toFixed(2)} 核 cores（机器上其他进程 others on the machine ${othersCores.median.toFixed(2)}）`
}

function levelLines({ tills, pairs, ours, yardstick, ratio }: PairsResult): readonly string[] {
  const rates = tableLines(
    columns([`${tills} 个窗口 tills`, '就诊 visits/s', '报文 requests/s', '拒绝 refused', '忙 busy']),
    [['ours', ours] as const, ['yardstick', yardstick] as const].map(([side, result]) => [
      sideNames[side],
      spread(result.visitsPerSecond),
      spread(result.requestsPerSecond),
      whole(result.refused),
      whole(result.busy),
    ]),
  )
  const latencies = tableLines(
    columns(['毫秒 ms', 'p50', 'p95', 'p99', '对照 yardstick p50', 'p99']),
    latencyNames.map((name) => {
      const mine = ours.latencyMs[name]
      const other = yardstick.latencyMs[name]
      return [
        messageNames[name],
        spread(mine.p50, 1),
        spread(mine.p95, 1),
        spread(mine.p99, 1),
        other.p50.median.toFixed(1),
        other.p99.median.toFixed(1),
      ]
    }),
  )
  return [
    '',
    ...rates,
    ...latencies,
    `每次就诊的处理器时间 processor time per visit, ours: ${processorText(ours)}`,
    `                                       yardstick: ${processorText(yardstick)}`,
    `与对照之比 ours to yardstick, median of ${pairs} 对 pairs: ${spread(ratio, 3)}`,
    ...ours.said.map((said) => `  ! ${said}`),
  ]
}

function growthLines(growth: readonly GrowthStep[]): readonly string[] {
  if (growth.length === 0) return []
  const [first] = growth
  const touched = ({ buffers }: GrowthStep, infno: '2201' | '2204' | '2206' | '2207'): string =>
    `${whole(buffers[infno].median)} / ${whole(buffers[infno].most)}`
  return [
    '',
    '随历史增长 as history grows (页 pages: 中位的人 the person in the middle / 就诊最多的人 the one with the most visits)',
    ...tableLines(
      columns([
        '明细行 fee lines',
        '就诊最多 most visits',
        'GB',
        '行/秒 rows/s',
        '2201',
        '2204',
        '2206',
        '2207 页 pages',
        '倍数 times',
        '2207 p50 ms',
        '倍数 times',
        '与对照之比 to yardstick',
      ]),
      growth.map((step) => [
        whole(step.filling.lines),
        whole(step.mostVisits),
        (step.filling.databaseBytes / 1e9).toFixed(2),
        step.filling.rowsWritten === 0 ? '–' : whole(step.filling.rowsWritten / step.filling.seconds),
        touched(step, '2201'),
        touched(step, '2204'),
        touched(step, '2206'),
        touched(step, '2207'),
        step.buffersRatio.toFixed(2),
        spread(step.pairs.ours.latencyMs['2207'].p50, 1),
        step.p50Ratio.toFixed(2),
        spread(step.pairs.ratio, 3),
      ]),
    ),
    '',
    '语句怎样取行 how each statement comes to its rows, with the least history (--json 有完整计划 has the whole plans):',
    ...Object.entries(first?.shapes ?? {}).map(([name, shapes]) => `  ${name}: ${scansOf(shapes.join()).join(', ')}`),
    ...growth
      .slice(1)
      .flatMap((step) => [
        `  ${whole(step.filling.lines)} 行 lines: ${step.changedPlans.length === 0 ? '计划相同 the same plans' : '计划改变 other plans'}`,
        ...step.changedPlans.map((name) => `    ${name}: ${changeText(first?.shapes[name], step.shapes[name])}`),
      ]),
  ]
}

/** Which nodes of the plans went and which came. */
function changeText(before: readonly string[] = [], after: readonly string[] = []): string {
  const [old, fresh] = [nodesOf(before.join()), nodesOf(after.join())]
  const went = [...old].filter((node) => !fresh.has(node)).map((node) => `− ${node}`)
  const came = [...fresh].filter((node) => !old.has(node)).map((node) => `+ ${node}`)
  return [...went, ...came].join(', ') || '同样的节点，另一次序 the same nodes in another order'
}

/** What a benchmark of settlements found, for people. */
export function settlementBenchText(result: SettlementBenchResult): string {
  const { surroundings, levels, growth, rawCommits, bytesPerVisit, acknowledged, onFile, verify } = result
  const { processor, cores, memoryGiB, node, platform, postgres, workers } = surroundings
  const all = { acknowledged: acknowledged.ours + acknowledged.yardstick, onFile: onFile.ours + onFile.yardstick }
  return [
    `机器 machine    ${processor}, ${cores} 核 cores, ${memoryGiB} GiB; Node ${node} ${platform}; PostgreSQL ${postgres}, fsync on`,
    `平台 centre     ${workers} 个进程 processes; 压测端也在这台机器上 the load generator shares the machine`,
    `数据 data       ${whole(result.insured)} 参保人 insured; ${whole(result.databaseBytes / 1e6)} MB${bytesPerVisit === null ? '' : `; 每次就诊 each visit adds ${(bytesPerVisit / 1000).toFixed(1)} kB`}`,
    `测法 method     每次就诊四条报文 one visit is 2201, 2204 (3–6 行 lines), 2206, 2207; 预热 warmed up for ${result.secondsOfWarmingUp} s, 每半对 each half ${result.secondsPerHalf} s; 中位（最低–最高）median (lowest–highest)`,
    ...levels.flatMap(levelLines),
    ...growthLines(growth),
    '',
    ...(rawCommits.length === 0
      ? []
      : ['仅数据库 the database alone, one insert of a row and its commit after another:']),
    ...rawCommits.map(
      ({ connections, wanted, bytes, perSecond }) =>
        `  ${connections} 个连接 connections${connections < wanted ? `（想要 wanted ${wanted}）` : ''}, ${whole(bytes)} 字节 bytes: ${whole(perSecond)} commits/s`,
    ),
    '',
    `已应答结算 acknowledged ${whole(all.acknowledged)} ${all.acknowledged === all.onFile ? '=' : '≠'} 在库 on file ${whole(all.onFile)}`,
    ...(verify === null
      ? []
      : [
          `核对 verify     ${whole(verify.settlements)} 笔结算 settlements: ${verify.ok ? '全部一致 all invariants hold' : JSON.stringify(verify.broken)}`,
        ]),
    `用时 took       ${whole(result.seconds)} s`,
  ].join('\n')
}

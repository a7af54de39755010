import { type Column, tableLines } from '../../src/text/table-text.ts'
import type { Stretch } from './figures.ts'
import type { FloodReport } from './report.ts'

const columns: readonly Column[] = [
  { title: '阶段 part', side: 'left' },
  { title: '提供 offered/s', side: 'right' },
  { title: '接受 accepted/s', side: 'right' },
  { title: '中心忙 busy/s', side: 'right' },
  { title: '机构忙 institution busy/s', side: 'right' },
  { title: '其他 other', side: 'right' },
  { title: 'p50 ms', side: 'right' },
  { title: 'p95 ms', side: 'right' },
  { title: 'p99 ms', side: 'right' },
  { title: '告忙 told busy p99 ms', side: 'right' },
]

const shownAtMost = 20
const whole = (value: number): string => value.toFixed(0)
const tenth = (value: number): string => value.toFixed(1)

function rowOf(title: string, stretch: Stretch): readonly string[] {
  const { seconds, offered, busy, refused, faults, unanswered, latency, busyLatency } = stretch
  const { 'gateway.busy': centre = 0, 'gateway.institution-busy': institution = 0, ...rest } = busy
  const other = Object.values(rest).reduce((sum, count) => sum + count, refused + faults + unanswered)
  return [
    title,
    whole(offered / seconds),
    whole(stretch.acceptedPerSecond),
    whole(centre / seconds),
    whole(institution / seconds),
    String(other),
    tenth(latency.p50),
    tenth(latency.p95),
    tenth(latency.p99),
    tenth(busyLatency.p99),
  ]
}

/** The report as people read it, Chinese first. */
export function floodText(report: FloodReport): string {
  const { limits, again, betrayals, findings, verify, recoverySeconds, clientCores } = report
  const lost = (what: string): number => betrayals.filter((betrayal) => betrayal.what === what).length
  const { places, institutionPlaces, institutionRate } = limits
  return [
    `${report.workers} 个工作进程 workers，每进程同时 places each ${places}，每机构 per institution ${institutionPlaces} 笔 at once，每秒 per second ${institutionRate}；种子 seed ${report.seed}，用时 took ${whole(report.seconds)} s`,
    `容量 capacity：${whole(report.capacity)} 笔/s messages per second（${report.tills} 个窗口 tills）`,
    '',
    ...tableLines(columns, [
      rowOf('满负荷，闭环 at capacity, closed loop', report.atCapacity),
      rowOf('半负荷 half of it, by schedule', report.before),
      rowOf('洪峰 the flood', report.flood),
      rowOf('  其中超限机构 of it one institution', report.crowd),
      rowOf('  其中其他机构 of it all others', report.others),
      rowOf('洪峰后第 1 秒 first second after it', report.firstSecond),
      rowOf('洪峰后 after it, half again', report.after),
    ]),
    '',
    `延迟自应到时刻计 latency counts from the scheduled moment；客户端迟发 client late p99 ${tenth(report.flood.lateP99)} ms，占核 its cores ${clientCores.toFixed(2)}`,
    recoverySeconds === null
      ? '恢复 recovery：未见 not within the time watched'
      : `恢复 recovery：洪峰后 ${recoverySeconds.toFixed(2)} s after the flood the latency was as before`,
    `重发 sent again：${again.messages} 笔 messages，${again.sendings} 次 sendings，接受 accepted ${again.accepted}，未了结 open ${again.open}`,
    `已确认 acknowledged with an effect ${report.acknowledged}：丢失 lost ${lost('lost')}，重复 doubled ${lost('doubled')}，改变 changed ${lost('changed')}，多出 unsent ${lost('unsent')}；再次发送比对 repeated to compare ${report.repeated}`,
    `核对 verify：${verify.persons} 人 persons，${verify.settlements} 笔结算 settlements，${verify.ok ? '全部一致 all invariants hold' : '存在不一致 broken'}`,
    ...betrayals.slice(0, shownAtMost).map(({ what, message, detail }) => `  ${what} ${message}: ${detail}`),
    ...findings.map((finding) => `  ${finding}`),
    report.ok
      ? '凡确认的都在，凡拒绝的重发后都了结 what was acknowledged is there once, what was refused has its end'
      : '发现问题 something is wrong: see above',
  ].join('\n')
}

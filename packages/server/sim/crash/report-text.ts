import { type Column, tableLines } from '../../src/text/table-text.ts'
import { faultsIn, sumsOf } from './report.ts'
import type { CrashReport, Round } from './rounds.ts'
import { victims } from './victims.ts'

const columns: readonly Column[] = [
  { title: '终止 SIGKILL to', side: 'left' },
  { title: '轮 rounds', side: 'right' },
  { title: '已确认 acknowledged', side: 'right' },
  { title: '存疑 in doubt', side: 'right' },
  { title: '其中已入库 on file', side: 'right' },
  { title: '丢失 lost', side: 'right' },
  { title: '重复 doubled', side: 'right' },
  { title: '改变 changed', side: 'right' },
  { title: '多出 unsent', side: 'right' },
  { title: '恢复 restart s (max)', side: 'right' },
]

const shownAtMost = 20

/** One line about one round. */
export function roundLine(round: Round, rounds: number): string {
  const { number, victim, acknowledged, inDoubt, betrayals, findings, restartSeconds, seconds } = round
  const wrong = betrayals.length + findings.length
  return `${wrong === 0 ? '✓' : '✗'} ${number}/${rounds} ${victims[victim]}：已确认 acknowledged ${acknowledged}，存疑 in doubt ${inDoubt}，不符 wrong ${wrong}，恢复 restart ${restartSeconds.toFixed(1)} s，本轮 round ${seconds.toFixed(1)} s`
}

/** The report as people read it, Chinese first. */
export function crashText(report: CrashReport): string {
  const { seed, workers, rounds, effects, verify, leftOver, seconds, ok } = report
  const rows = sumsOf(report).map((sum) => [
    victims[sum.victim],
    ...[sum.rounds, sum.acknowledged, sum.inDoubt, sum.recorded].map(String),
    ...[sum.lost, sum.doubled, sum.changed, sum.unsent].map(String),
    `${sum.restartSeconds.median.toFixed(1)} (${sum.restartSeconds.longest.toFixed(1)})`,
  ])
  const faults = faultsIn(report)
  const more = faults.length > shownAtMost ? [`  … ${faults.length - shownAtMost} more`] : []
  const broken = verify.violations.slice(0, shownAtMost)
  return [
    `${rounds.length} 轮 rounds，${workers} 个工作进程 workers，种子 seed ${seed}，用时 took ${seconds.toFixed(0)} s`,
    '',
    ...tableLines(columns, rows),
    '',
    `生效报文 messages with an effect：库中 on file ${effects.onFile}，已知 known ${effects.known}；结算类 moving money ${effects.moneyKnown}，库中结算 settlements ${verify.settlements}`,
    `核对 verify：${verify.persons} 人 persons，${verify.ok ? '全部一致 all invariants hold' : '存在不一致 broken'}；遗留数据库进程 database processes left ${leftOver}`,
    ...broken.map(({ invariant, insuredId, what, where }) => `  [${invariant}] ${insuredId} ${where}: ${what}`),
    `不符 findings：${faults.length}`,
    ...faults.slice(0, shownAtMost).map((fault) => `  ${fault}`),
    ...more,
    ok
      ? '已确认的都在，且只有一份 everything acknowledged is there, once'
      : '发现问题 something is wrong: see above; repeat it with the same --seed',
  ].join('\n')
}

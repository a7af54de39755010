import { yuan } from '@yibao/core/kernel'
import { type Column, tableLines } from '../src/text/table-text.ts'
import type { Figures } from './figures.ts'
import type { HourSummary } from './summary.ts'

const shownAtMost = 10

const messageColumns: readonly Column[] = [
  { title: '交易 message', side: 'left' },
  { title: '成功 ok', side: 'right' },
  { title: '拒绝 refused', side: 'right' },
  { title: '未知 unknown', side: 'right' },
  { title: 'p50 ms', side: 'right' },
  { title: 'p99 ms', side: 'right' },
]

const payers = [
  ['医疗总费用 total', 'total'],
  ['全自费 non-covered', 'nonCovered'],
  ['超限价 over price ceiling', 'overPriceLimit'],
  ['先行自付 pre-coinsurance', 'preCoinsurance'],
  ['符合范围 eligible', 'eligible'],
  ['起付线 deductible', 'deductible'],
  ['基金支付 fund', 'fund'],
  ['个人账户 account', 'account'],
  ['个人现金 cash', 'cash'],
  ['医院负担 hospital', 'hospital'],
] as const satisfies readonly (readonly [string, keyof Figures])[]

const moneyColumns: readonly Column[] = [
  { title: '金额（元） amounts in yuan', side: 'left' },
  { title: '结算 settled', side: 'right' },
  { title: '撤销冲正 undone', side: 'right' },
  { title: '净额 standing', side: 'right' },
]

function few(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [`${title}：0`]
  const more = lines.length > shownAtMost ? [`  … ${lines.length - shownAtMost} more`] : []
  return [`${title}：${lines.length}`, ...lines.slice(0, shownAtMost).map((line) => `  ${line}`), ...more]
}

/** Writes the summary as people read it, Chinese first. */
export function printSummary(summary: HourSummary, write: (text: string) => void): void {
  const { messages, money, bookings, seconds, settling, all } = summary
  const ms = (value: number): string => value.toFixed(1)
  const messageRows = messages.map(({ infno, name, english, success, refused, unknown, p50, p99 }) => {
    return [`${infno} ${name} ${english}`, String(success), String(refused), String(unknown), ms(p50), ms(p99)]
  })
  const moneyRows = payers.map(([title, name]) => {
    return [title, yuan(money.settled[name]), yuan(money.undone[name]), yuan(money.standing[name])]
  })
  const lines = [
    `人次 episodes ${summary.episodes}，用时 took ${seconds.toFixed(1)} s，并发窗口 windows at once ${summary.concurrency}，种子 seed ${summary.seed}`,
    `每秒 per second：人次 episodes ${summary.episodesPerSecond.toFixed(0)}，结算 settlements ${summary.settlementsPerSecond.toFixed(0)}，交易 messages ${summary.exchangesPerSecond.toFixed(0)}`,
    `延迟 latency：结算 settling p50 ${ms(settling.p50)} ms, p99 ${ms(settling.p99)} ms；全部 all p50 ${ms(all.p50)} ms, p99 ${ms(all.p99)} ms`,
    `入账 booked：结算 settled ${bookings.settle}，撤销 cancelled ${bookings.cancel}，冲正 reversed ${bookings.reverse}；重复报文 sent twice ${summary.repeats}，无应答重试 retries ${summary.retries}`,
    '',
    ...tableLines(messageColumns, messageRows),
    '',
    ...tableLines(moneyColumns, moneyRows),
    '',
    `预期拒绝 refusals that the plan provokes：${summary.refusalsPlanned}`,
    ...few('中断 episodes that could not go on', summary.stopped),
    ...few('不符 contradictions in answers', summary.findings),
  ]
  write(`${lines.join('\n')}\n`)
}

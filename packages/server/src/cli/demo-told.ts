import { roleTerms } from '@yibao/core/office'
import { receiptText } from '../../sim/receipt.ts'
import type { ReceiptChoice } from '../../sim/receipt-choice.ts'
import type { HourSummary } from '../../sim/summary.ts'
import { businessDate } from '../../sim/town.ts'
import type { Centre } from '../compose.ts'
import type { SignInHints } from '../flows/sign-in-hints.ts'
import type { VerifyReport } from '../flows/verify.ts'
import { type Column, tableLines } from '../text/table-text.ts'
import { note } from './options.ts'

export const heading = (text: string): void => note(`\n── ${text} ${'─'.repeat(Math.max(4, 72 - text.length))}`)

interface Way {
  readonly address: string
  readonly hints: SignInHints
}

/** Where to look while the hour is on, and as whom; told before anything else happens. */
export function printWay({ address, hints }: Way): void {
  heading('控制台 console')
  note(`打开 open: ${address}/console   （业务进行中即可登录 sign in while the hour runs）`)
  const columns: readonly Column[] = [
    { title: '用户名 user', side: 'left' },
    { title: '口令 password', side: 'left' },
    { title: '角色 role', side: 'left' },
    { title: '范围 where', side: 'left' },
  ]
  const rows = hints.accounts.map(({ userId, password, role, place }) => [
    userId,
    password,
    roleTerms(role).name.join(' '),
    place.zh,
  ])
  for (const line of tableLines(columns, rows)) note(line)
  note(`收费台可用的身份证号 an identity number to try at the till: ${hints.somebody}`)
}

export async function printReceipts(centre: Centre, choices: readonly ReceiptChoice[]): Promise<void> {
  const { people, registry } = centre.ports
  for (const { title, english, insuredId, settlementId, providerCode } of choices) {
    heading(`票据 receipt: ${title} ${english}`)
    const about = { kind: 'settlement', settlementId } as const
    const gathered = await people.gather({ insuredId, providerCode, msgid: '', about })
    const provider = registry.provider(providerCode)
    const settlement = gathered?.file.chain.find((one) => one.settlementId === settlementId)
    if (gathered === null || provider === null || settlement === undefined) {
      throw new Error(`已确认的结算不在库中 the settlement ${settlementId} that was acknowledged is not on file`)
    }
    const { insured, lines, chain } = gathered.file
    const numbers = new Set(settlement.lineNumbers)
    const settled = lines.filter((line) => numbers.has(line.lineNumber))
    process.stdout.write(`${receiptText({ insured, provider, settlement, lines: settled, chain })}\n`)
  }
}

/** One object for scripts: counts, amounts by payer in fen, rates, and what the verification found. */
export function resultOf(summary: HourSummary, report: VerifyReport, seconds: number): Record<string, unknown> {
  const { seed, episodes, bookings, money, messages, settling, all, refusalsPlanned, stopped, findings } = summary
  return {
    seed,
    businessDate,
    episodes,
    bookings,
    money,
    messages: Object.fromEntries(
      messages.map(({ infno, success, refused, unknown }) => [infno, { success, refused, unknown }]),
    ),
    rates: {
      episodesPerSecond: summary.episodesPerSecond,
      settlementsPerSecond: summary.settlementsPerSecond,
      messagesPerSecond: summary.exchangesPerSecond,
      settlingMs: settling,
      allMs: all,
    },
    refusalsPlanned,
    stopped: stopped.length,
    findings: findings.length,
    verify: report,
    memory: { serverRssBytes: process.memoryUsage().rss },
    seconds,
  }
}

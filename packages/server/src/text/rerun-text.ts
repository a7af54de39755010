import { type Fen, yuan } from '@yibao/core/kernel'
import type { Payer } from '@yibao/core/policy'
import { payerWord } from './plan-words.ts'
import { type Column, tableLines } from './table-text.ts'
import { type Language, say, type WordTable } from './words.ts'

/** Who pays, beside the payers of a plan the parts of the person. */
type AnyPayer = Payer | 'account' | 'family' | 'cash'

interface Share {
  readonly before: Fen
  readonly after: Fen
  readonly difference: Fen
}

/** One settlement beside what another law makes of it, as far as people read it. */
export interface ShownRerun {
  readonly message: { readonly receivedAt: string; readonly infno: string; readonly insuredId: string }
  readonly settlement: { readonly settlementId: string; readonly basis: { readonly planId: string } }
  readonly stands: boolean
  readonly rerun: {
    readonly planId: string
    readonly amounts: { readonly total: Fen }
    readonly unknownTotals: readonly string[]
  }
  readonly shares: Readonly<Record<AnyPayer, Share>>
  readonly coverageDiffers: boolean
}

export function anyPayerWord(payer: AnyPayer, language: Language): string {
  if (payer === 'account') return say(['个人账户', 'personal account'], language)
  if (payer === 'family') return say(['家庭共济账户', 'accounts of relatives'], language)
  return payer === 'cash' ? say(['现金', 'cash'], language) : payerWord(payer, language)
}

const signed = (amount: Fen): string => (amount > 0 ? `+${yuan(amount)}` : yuan(amount))

/** The payers that pay anything before or after. */
function payersIn(all: readonly Readonly<Record<AnyPayer, Share>>[]): readonly AnyPayer[] {
  const names = Object.keys(all[0] ?? {}) as AnyPayer[]
  return names.filter((payer) => all.some((shares) => shares[payer].before !== 0 || shares[payer].after !== 0))
}

/** Each settlement with the difference of every payer. */
export function rerunTable(shown: readonly ShownRerun[], language: Language = 'zh'): readonly string[] {
  if (shown.length === 0) return []
  const payers = payersIn(shown.map(({ shares }) => shares))
  const left = (zh: string, en: string): Column => ({ title: say([zh, en], language), side: 'left' })
  const columns: readonly Column[] = [
    left('收到时间', 'received'),
    left('交易', 'infno'),
    left('结算', 'settlement'),
    left('方案', 'plan'),
    { title: say(['总费用', 'total'], language), side: 'right' },
    ...payers.map((payer): Column => ({ title: anyPayerWord(payer, language), side: 'right' })),
    left('说明', 'note'),
  ]
  const rows = shown.map(({ message, settlement, stands, rerun, shares, coverageDiffers }) => {
    const planBefore = settlement.basis.planId
    const notes = [
      ...(stands ? [] : [say(['已撤销，不计入合计', 'undone, in no sum'], language)]),
      ...(coverageDiffers ? [say(['明细规则不同，明细未重算', 'lines were not split anew'], language)] : []),
      ...(rerun.unknownTotals.length === 0
        ? []
        : [
            say(
              [`累计按零计 ${rerun.unknownTotals.join('、')}`, `taken as zero: ${rerun.unknownTotals.join(', ')}`],
              language,
            ),
          ]),
    ]
    return [
      message.receivedAt,
      message.infno,
      settlement.settlementId,
      planBefore === rerun.planId ? planBefore : `${planBefore} → ${rerun.planId}`,
      yuan(rerun.amounts.total),
      ...payers.map((payer) => signed(shares[payer].difference)),
      notes.join('；'),
    ]
  })
  return tableLines(columns, rows)
}

/** The sums by payer: before, after, difference. */
export function rerunSums(sums: Readonly<Record<AnyPayer, Share>>, language: Language = 'zh'): readonly string[] {
  const right = (zh: string, en: string): Column => ({ title: say([zh, en], language), side: 'right' })
  const columns: readonly Column[] = [
    { title: say(['支付方', 'payer'], language), side: 'left' },
    right('原金额', 'before'),
    right('新金额', 'after'),
    right('差额', 'difference'),
  ]
  const rows = payersIn([sums]).map((payer) => {
    const { before, after, difference } = sums[payer]
    return [anyPayerWord(payer, language), yuan(before), yuan(after), signed(difference)]
  })
  return tableLines(columns, rows)
}

const sharesJson = (shares: Readonly<Record<AnyPayer, Share>>) =>
  Object.fromEntries(
    Object.entries(shares).map(([payer, { before, after, difference }]) => [
      payer,
      { before: yuan(before), after: yuan(after), difference: yuan(difference) },
    ]),
  )

const reasonWords = {
  refused: ['被拒绝的报文没有效果，不重算', 'refused: it had no effect'],
  asks: ['查询类报文不重算', 'it only asks'],
  quotes: ['试算只对当时有效，不重算；请重新发送试算', 'a quote belongs to its moment: ask for it anew'],
  repeats: ['重发的报文，重算见首次报文', 'a repetition: see the first one'],
  'no-settlement': ['没有结算，不重算', 'it recorded no settlement'],
  undoes: ['撤销或冲正随原结算，不单独重算', 'it undoes a settlement and goes with that'],
  law: ['该政策下不能结算', 'that law refuses it'],
  'old-pack': ['政策包未存档或格式过旧', 'its pack is not on file, or of an old form'],
} as const satisfies WordTable<string>

/** Why a message was not computed again, with its fact where it has one. */
export type ShownReason =
  | { readonly why: Exclude<keyof typeof reasonWords, 'undoes' | 'law' | 'old-pack'> }
  | { readonly why: 'undoes'; readonly undoes: string | null }
  | { readonly why: 'law'; readonly code: string }
  | { readonly why: 'old-pack'; readonly packHash: string }

export function reasonText(reason: ShownReason, language: Language = 'zh'): string {
  const words = say(reasonWords[reason.why], language)
  const fact =
    'undoes' in reason ? reason.undoes : 'code' in reason ? reason.code : 'packHash' in reason ? reason.packHash : null
  return fact === null ? words : `${words} (${fact})`
}

interface ShownReport {
  readonly messages: number
  readonly rerun: readonly ShownRerun[]
  readonly leftOut: readonly {
    readonly message: { readonly messageId: string; readonly infno: string }
    readonly reason: ShownReason
  }[]
  readonly sums: Readonly<Record<AnyPayer, Share>>
  readonly changed: number
  readonly more: boolean
}

/** How many messages were left out, by reason. */
export function leftOutLines({ leftOut }: Pick<ShownReport, 'leftOut'>, language: Language = 'zh'): readonly string[] {
  const counts = new Map<string, number>()
  for (const { reason } of leftOut) {
    // Each undone settlement is another one; that it is one of them is what counts.
    const text = reason.why === 'undoes' ? say(reasonWords.undoes, language) : reasonText(reason, language)
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return [...counts].map(([text, count]) => `${count}  ${text}`)
}

/** A rerun for machines, amounts as decimal yuan. */
export function rerunJson(report: ShownReport) {
  return {
    messages: report.messages,
    changed: report.changed,
    more: report.more,
    sums: sharesJson(report.sums),
    settlements: report.rerun.map(({ message, settlement, stands, rerun, shares, coverageDiffers }) => ({
      receivedAt: message.receivedAt,
      infno: message.infno,
      insuredId: message.insuredId,
      settlementId: settlement.settlementId,
      planBefore: settlement.basis.planId,
      planAfter: rerun.planId,
      total: yuan(rerun.amounts.total),
      stands,
      coverageDiffers,
      unknownTotals: rerun.unknownTotals,
      payers: sharesJson(shares),
    })),
    leftOut: report.leftOut.map(({ message, reason }) => ({
      messageId: message.messageId,
      infno: message.infno,
      ...reason,
    })),
  }
}

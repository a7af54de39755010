import { yuan } from '@yibao/core/kernel'
import { payers } from '@yibao/core/policy'
import type { FiledSettlement, SettlementKind } from '@yibao/core/settlement'
import { type AmountRow, amountTable, inYuan, totalsRows } from './bill-text.ts'
import { anyPayerWord } from './rerun-text.ts'
import { type Column, tableLines } from './table-text.ts'
import { traceJson, traceLines } from './trace-text.ts'
import { indented } from './value-text.ts'
import { type Language, say, type WordTable } from './words.ts'

const kindWords: WordTable<SettlementKind> = {
  settle: ['结算', 'settled'],
  cancel: ['撤销', 'cancelled'],
  reverse: ['冲正', 'reversed'],
  restore: ['恢复', 'restored'],
}

/** One message in a list, as far as people read it. */
export interface ShownRow {
  readonly messageId: string
  readonly receivedAt: string
  readonly providerCode: string
  readonly infno: string
  readonly insuredId: string
  readonly name: string | null
  readonly certificateNumber: string | null
  readonly msgid: string
  readonly outcome: string
  readonly settlementId: string | null
}

/** A message with everything that it did and that was done to it. */
export interface ShownMessage extends ShownRow {
  readonly request: string
  readonly answer: string
  readonly chain: readonly FiledSettlement[]
  readonly marks: readonly { readonly msgid: string; readonly infno: string; readonly markedAt: string }[]
}

/** Messages as a table. */
export function messageTable(rows: readonly ShownRow[], language: Language = 'zh'): readonly string[] {
  const left = (zh: string, en: string): Column => ({ title: say([zh, en], language), side: 'left' })
  const columns = [
    left('收到时间', 'received'),
    left('交易', 'infno'),
    left('机构', 'institution'),
    left('人员编号', 'person'),
    left('姓名', 'name'),
    left('证件号码', 'identity number'),
    left('结果', 'outcome'),
    left('结算', 'settlement'),
    left('msgid', 'msgid'),
    left('报文', 'message'),
  ]
  return tableLines(
    columns,
    rows.map((row) => [
      row.receivedAt,
      row.infno,
      row.providerCode,
      row.insuredId,
      row.name ?? '',
      row.certificateNumber ?? '',
      row.outcome,
      row.settlementId ?? '',
      row.msgid,
      row.messageId,
    ]),
  )
}

/** JSON as people read it; any other text as it is. */
function prettyLines(text: string): readonly string[] {
  try {
    return JSON.stringify(JSON.parse(text), null, 2).split('\n')
  } catch {
    return text.split('\n')
  }
}

function payerLines({ amounts, balanceAfter }: FiledSettlement, language: Language): readonly string[] {
  const paid = [...payers, 'account', 'family', 'cash'] as const
  const rows: readonly AmountRow[] = [
    ...totalsRows(amounts, language),
    ...paid
      .filter((payer) => amounts[payer] !== 0)
      .map((payer): AmountRow => [anyPayerWord(payer, language), amounts[payer]]),
    [say(['账户余额', 'balance of the account'], language), balanceAfter],
  ]
  return amountTable(say(['费用与支付', 'Bill and payers'], language), rows, say(['元', 'yuan'], language))
}

function postingLines({ entry }: FiledSettlement, language: Language): readonly string[] {
  const rows = entry.postings.map(({ account, amount }): AmountRow => [account, amount])
  return amountTable(say(['分录', 'Postings'], language), rows, say(['元', 'yuan'], language))
}

function totalLines({ totalsAdded, basis, scheme }: FiledSettlement, language: Language): readonly string[] {
  const moved = Object.entries(totalsAdded).filter(([, amount]) => amount !== 0)
  const rows = moved.map(([code, amount]): AmountRow => [`${scheme} ${basis.periods[code] ?? ''} ${code}`, amount])
  return amountTable(say(['累计变动', 'Running totals moved'], language), rows, say(['元', 'yuan'], language))
}

/** A settlement in one line: what it did, when, by which message. */
function settlementLine(
  { kind, settlementId, at, msgid, undoesId, amounts }: FiledSettlement,
  language: Language,
): string {
  const undone = undoesId === null ? '' : ` → ${undoesId}`
  return `${say(kindWords[kind], language)} ${settlementId}${undone}  ${at}  ${yuan(amounts.total)}  msgid ${msgid}`
}

function effectLines({ chain, settlementId }: ShownMessage, language: Language): readonly string[] {
  const index = chain.findIndex((one) => one.settlementId === settlementId)
  const settlement = chain[index]
  if (settlement === undefined) return [say(['没有结算效果', 'no settlement was recorded'], language)]
  const later = chain.slice(index + 1)
  // What undoes a settlement repeats its computation with opposite amounts; the words are those of the first.
  const computed = settlement.kind === 'settle' ? ['', ...traceLines(settlement.trace, language)] : []
  return [
    settlementLine(settlement, language),
    `${say(['方案', 'plan'], language)} ${settlement.basis.planId}  ${say(['政策包', 'pack'], language)} ${settlement.basis.packHash}`,
    '',
    ...payerLines(settlement, language),
    ...computed,
    '',
    ...postingLines(settlement, language),
    '',
    ...totalLines(settlement, language),
    '',
    later.length === 0
      ? say(['此后未被撤销', 'nothing undid it since'], language)
      : say(['此后', 'Since then'], language),
    ...later.map((one) => `  ${settlementLine(one, language)}`),
  ]
}

/** A message as people read it: what came, what went, what it did, and what became of that. */
export function messageLines(message: ShownMessage, language: Language = 'zh'): readonly string[] {
  const heading = (zh: string, en: string): readonly string[] => ['', say([zh, en], language)]
  return [
    ...messageTable([message], language),
    ...heading('请求', 'Request'),
    ...indented(prettyLines(message.request), 2),
    ...heading('应答', 'Answer'),
    ...indented(prettyLines(message.answer), 2),
    ...heading('效果', 'Effect'),
    ...indented(effectLines(message, language), 2),
    ...heading('冲正标记', 'Reversal marks'),
    ...(message.marks.length === 0 ? [say(['  无', '  none'], language)] : []),
    ...message.marks.map(({ msgid, infno, markedAt }) => `  ${infno} ${msgid}  ${markedAt}`),
  ]
}

function settlementJson(settlement: FiledSettlement) {
  const { amounts, totalsAdded, basis, trace, entry, balanceAfter, ...rest } = settlement
  const { poolRate: _, ...money } = amounts
  return {
    settlementId: rest.settlementId,
    kind: rest.kind,
    undoesId: rest.undoesId,
    at: rest.at,
    msgid: rest.msgid,
    scheme: rest.scheme,
    planId: basis.planId,
    packHash: basis.packHash,
    amounts: inYuan(money),
    balanceAfter: yuan(balanceAfter),
    totalsAdded: inYuan(totalsAdded),
    periods: basis.periods,
    postings: entry.postings.map(({ account, amount }) => ({ account, amount: yuan(amount) })),
    trace: traceJson(trace),
  }
}

/** The same for machines. */
export function messageJson({ chain, ...message }: ShownMessage) {
  const index = chain.findIndex(({ settlementId }) => settlementId === message.settlementId)
  const settlement = chain[index]
  return {
    ...message,
    effect: settlement === undefined ? null : settlementJson(settlement),
    later: index === -1 ? [] : chain.slice(index + 1).map(settlementJson),
  }
}

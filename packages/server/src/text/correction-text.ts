import type { BenefitRefusal } from '@yibao/core/benefit'
import { type Fen, negateFen, yuan } from '@yibao/core/kernel'
import type { Payer } from '@yibao/core/policy'
import type { CorrectionProblem, CorrectionRefusal, FiledCorrection, RunningTotal } from '@yibao/core/settlement'
import { type AmountRow, amountTable, inYuan } from './bill-text.ts'
import { lawRefusalText } from './law-refusal-text.ts'
import { payerWord } from './plan-words.ts'
import { anyPayerWord } from './rerun-text.ts'
import { type Column, tableLines } from './table-text.ts'
import { traceJson, traceLines } from './trace-text.ts'
import { type Language, say, type Words } from './words.ts'

type CorrectedPayer = Payer | 'person'

/** What people are told of corrections that were found. */
export interface ShownCorrections {
  readonly people: number
  readonly found: readonly {
    readonly insuredId: string
    readonly settlementId: string
    readonly providerCode: string
    readonly at: string
    readonly year: number
    readonly total: Fen
    readonly planBefore: string
    readonly planAfter: string | null
    readonly difference: Readonly<Record<CorrectedPayer, Fen>>
    readonly totals: readonly RunningTotal[]
  }[]
  readonly notComputed: readonly {
    readonly insuredId: string
    readonly settlementId: string
    readonly problem: CorrectionProblem
  }[]
  readonly sums: Readonly<Record<CorrectedPayer, Fen>>
  readonly toPeople: { readonly people: number; readonly amount: Fen }
  readonly fromPeople: { readonly people: number; readonly amount: Fen }
}

const signed = (amount: Fen): string => (amount > 0 ? `+${yuan(amount)}` : yuan(amount))

const personWord: Words = ['个人', 'person']

export function correctedWord(payer: CorrectedPayer, language: Language): string {
  return payer === 'person' ? say(personWord, language) : payerWord(payer, language)
}

const problemWords = (problem: Exclude<CorrectionProblem, BenefitRefusal>): Words => {
  switch (problem.code) {
    case 'correction.stay-open':
      return [
        `住院 ${problem.visitId} 尚未出院结算，下一次结算会计入差额`,
        `stay ${problem.visitId} is not finally settled: its next bill takes the difference up`,
      ]
    case 'correction.hospital-share':
      return [
        `医院负担将由 ${yuan(problem.recorded)} 变为 ${yuan(problem.computed)}，补差不动医院资金，请撤销后重新结算`,
        `the hospital's part would be ${yuan(problem.computed)}, not ${yuan(problem.recorded)}: cancel and settle again`,
      ]
    case 'correction.place-unknown':
      return [
        `参保地已变，机构 ${problem.providerCode} 的地点无法判断，请核对机构登记`,
        `the place of insurance changed and that of ${problem.providerCode} is not known: check the institution`,
      ]
  }
}

const isOwn = (problem: CorrectionProblem): problem is Exclude<CorrectionProblem, BenefitRefusal> =>
  problem.code.startsWith('correction.')

/** Why a settlement is not corrected. */
export function problemText(problem: CorrectionProblem, language: Language = 'zh'): string {
  if (isOwn(problem)) return `${say(problemWords(problem), language)} [${problem.code}]`
  return lawRefusalText(problem as BenefitRefusal)
}

type Refusal =
  | CorrectionRefusal
  | { readonly code: 'correction.busy' | 'correction.unknown-person'; readonly insuredId: string }

const refusalWords = (refusal: Refusal): string => {
  switch (refusal.code) {
    case 'correction.unknown':
      return `没有补差 ${refusal.correctionId}，请用 find 或 book 给出的编号 no such correction: use a number that book showed`
    case 'correction.not-in-force':
      return `补差 ${refusal.correctionId} 已不生效，见 ${refusal.by}，无需再撤销 is not in force any more: nothing to undo`
    case 'correction.later-in-force':
      return `同一结算其后另有补差 ${refusal.later}，请先撤销它 a later correction of the same settlement stands: undo it first`
    case 'correction.total-below-zero': {
      const { scheme, period, code, amount } = refusal.total
      return `累计 ${scheme} ${period} ${code} 将为 ${yuan(amount)}，未入账，请先处理未能重算的结算 a running total would fall below zero: put right first what was not computed`
    }
    case 'correction.busy':
      return `${refusal.insuredId} 正被其他业务占用，请稍后重试 is busy: try again later`
    case 'correction.unknown-person':
      return `没有结算过的参保人 ${refusal.insuredId}，请核对 nobody with this number has a settlement: check it`
  }
}

/** Why nothing was booked or undone. */
export function correctionRefusalText(refusal: Refusal): string {
  return `${refusalWords(refusal)} [${refusal.code}]`
}

/** The payers whose part changes anywhere. */
function payersIn({ found }: Pick<ShownCorrections, 'found'>): readonly CorrectedPayer[] {
  const names = Object.keys(found[0]?.difference ?? {}) as CorrectedPayer[]
  return names.filter((payer) => found.some(({ difference }) => difference[payer] !== 0))
}

const totalsText = (totals: readonly RunningTotal[]): string =>
  totals.map(({ period, code, amount }) => `${code} ${period} ${signed(amount)}`).join('；')

/** The settlements that were found, with the difference of every payer. */
export function correctionTable(report: ShownCorrections, language: Language = 'zh'): readonly string[] {
  if (report.found.length === 0) return []
  const payers = payersIn(report)
  const left = (zh: string, en: string): Column => ({ title: say([zh, en], language), side: 'left' })
  const columns: readonly Column[] = [
    left('人员编号', 'person'),
    left('结算', 'settlement'),
    left('结算时间', 'settled'),
    left('机构', 'institution'),
    left('方案', 'plan'),
    { title: say(['总费用', 'total'], language), side: 'right' },
    ...payers.map((payer): Column => ({ title: correctedWord(payer, language), side: 'right' })),
    left('累计变动', 'running totals'),
  ]
  const uninsured = say(['该日未参保', 'not insured'], language)
  const rows = report.found.map(({ planBefore, planAfter, difference, ...row }) => [
    row.insuredId,
    row.settlementId,
    row.at,
    row.providerCode,
    planBefore === planAfter ? planBefore : `${planBefore} → ${planAfter ?? uninsured}`,
    yuan(row.total),
    ...payers.map((payer) => signed(difference[payer])),
    totalsText(row.totals),
  ])
  return tableLines(columns, rows)
}

/** What was found in sum: by payer, by direction, and what was not computed. */
export function correctionSums(report: ShownCorrections, language: Language = 'zh'): readonly string[] {
  const { people, found, notComputed, sums, toPeople, fromPeople } = report
  const rows = payersIn(report).map((payer): AmountRow => [correctedWord(payer, language), sums[payer]])
  const line = (zh: string, en: string): string => say([zh, en], language)
  return [
    line(
      `查看 ${people} 人，应补差 ${found.length} 笔，未能重算 ${notComputed.length} 笔`,
      `${people} people looked at, ${found.length} settlements to correct, ${notComputed.length} not computed`,
    ),
    ...(found.length === 0 ? [] : amountTable(line('差额合计', 'Differences'), rows, line('元', 'yuan'))),
    line(
      `应补给个人 ${toPeople.people} 人 ${yuan(toPeople.amount)} 元；应由个人退回 ${fromPeople.people} 人 ${yuan(fromPeople.amount)} 元`,
      `owed to ${toPeople.people} people: ${yuan(toPeople.amount)} yuan; owed by ${fromPeople.people} people: ${yuan(fromPeople.amount)} yuan`,
    ),
    ...notComputed.map(
      ({ insuredId, settlementId, problem }) => `  ${insuredId} ${settlementId}：${problemText(problem, language)}`,
    ),
  ]
}

/** The same for machines, amounts as decimal yuan. */
export function correctionsJson(report: ShownCorrections) {
  const direction = ({ people, amount }: ShownCorrections['toPeople']) => ({ people, amount: yuan(amount) })
  return {
    people: report.people,
    sums: inYuan(report.sums),
    toPeople: direction(report.toPeople),
    fromPeople: direction(report.fromPeople),
    settlements: report.found.map(({ total, difference, totals, ...row }) => ({
      ...row,
      total: yuan(total),
      difference: inYuan(difference),
      totals: totalsJson(totals),
    })),
    notComputed: report.notComputed,
  }
}

const totalsJson = (totals: readonly RunningTotal[]) =>
  totals.map(({ amount, ...total }) => ({ ...total, amount: yuan(amount) }))

type ChangedAmount = CorrectedPayer | 'deductible' | 'account' | 'cash'

function amountWord(name: ChangedAmount, language: Language): string {
  if (name === 'person') return say(personWord, language)
  return name === 'deductible' ? say(['起付线', 'deductible'], language) : anyPayerWord(name, language)
}

/** One correction as people read it: whose, why, how much, by what computation. */
export function correctionLines(correction: FiledCorrection, language: Language = 'zh'): readonly string[] {
  const { amounts, totals, basis, entry, kind, undoesId } = correction
  const line = (zh: string, en: string, value: string): string => `${say([zh, en], language)} ${value}`
  const table = (title: Words, rows: readonly AmountRow[]): readonly string[] =>
    rows.length === 0 ? [] : ['', ...amountTable(say(title, language), rows, say(['元', 'yuan'], language))]
  const changed = Object.entries(amounts)
    .filter(([, amount]) => amount !== 0)
    .map(([name, amount]): AmountRow => [amountWord(name as ChangedAmount, language), amount])
  return [
    `${say(kind === 'correct' ? ['补差', 'correction'] : ['撤销补差', 'undoing of a correction'], language)} ${correction.correctionId}${undoesId === null ? '' : ` → ${undoesId}`}`,
    line('参保人', 'person', correction.insuredId),
    line('原结算', 'settlement', correction.settlementId),
    line('时间', 'booked', `${correction.at}  ${correction.bookedBy}`),
    line('原因', 'reason', correction.reason),
    basis === null
      ? say(['该日未参保', 'not insured on that day'], language)
      : `${line('方案', 'plan', basis.planId)}  ${line('政策包', 'pack', basis.packHash)}`,
    line('应补给个人', 'owed to the person', yuan(negateFen(amounts.person))),
    ...table(['差额', 'Differences'], changed),
    ...table(
      ['累计变动', 'Running totals'],
      totals.map(({ scheme, period, code, amount }): AmountRow => [`${scheme} ${period} ${code}`, amount]),
    ),
    ...table(
      ['分录', 'Postings'],
      entry.postings.map(({ account, amount }): AmountRow => [account, amount]),
    ),
    ...(correction.trace.length === 0 ? [] : ['', ...traceLines(correction.trace, language)]),
  ]
}

/** The same for machines. */
export function correctionJson({ amounts, totals, trace, entry, basis, ...rest }: FiledCorrection) {
  return {
    ...rest,
    planId: basis?.planId ?? null,
    packHash: basis?.packHash ?? null,
    difference: inYuan({ ...amounts }),
    totals: totalsJson(totals),
    entry: { ...entry, postings: entry.postings.map(({ account, amount }) => ({ account, amount: yuan(amount) })) },
    trace: traceJson(trace),
  }
}

import { type Fen, fen, yuan } from '@yibao/core/kernel'
import {
  type BudgetProgress,
  type CapitationCharges,
  type ClearingFinding,
  type PaymentRefusal,
  points,
  pointsText,
} from '@yibao/core/payment'
import { progressText } from './payment-budget.ts'
import { paymentRefusalText } from './payment-refusal.ts'
import { tableLines } from './table-text.ts'

/** What runs, entries and reviews may be refused with, beside what core refuses. */
export type RunRefusal = { readonly code: string } & Readonly<Record<string, unknown>>

type Words = (facts: Readonly<Record<string, unknown>>) => string

const listed = (value: unknown): string => (Array.isArray(value) ? value.join('、') : String(value))

/** What happened, with which value, and what to do; by code. */
const refusals: Readonly<Record<string, Words>> = {
  'payment.busy': ({ division }) =>
    `${division} 正在办理另一批付费结算 another run of the division is at work: 请等它办完再试 wait until it is done`,
  'payment.month-not-over': ({ month, today }) =>
    `${month} 还没有结束（今天 ${today}） the month is not over: 请月末后再办，或用 --open 试算（不记账） run it afterwards, or try it with --open, which books nothing`,
  'payment.year-not-over': ({ year, today }) =>
    `${year} 年还没有结束（今天 ${today}） the year is not over: 请年末后再清算 clear it afterwards`,
  'payment.month-closed': ({ month, runId }) =>
    `${month} 已办结（批次 ${runId}） the month is closed: 变动计入下一个月；要改本月请先 reopen changes go into the next month; to change this one reopen it first`,
  'payment.year-cleared': ({ year, runId }) =>
    `${year} 年已清算（批次 ${runId}） the year was cleared: 要改请先 reopen reopen it first`,
  'payment.run-unfinished': ({ month, runId }) =>
    `${month} 有未办完的批次 ${runId} a run is unfinished: 请先 run 办完，或 reopen 作废 finish it with run, or void it with reopen`,
  'payment.plan-changed': ({ month, runId, under, inForce, closed }) =>
    `${month} 的批次 ${runId} 按方案 ${String(under).slice(0, 12)} ${closed === true ? '办结 was closed' : '开始 was begun'}，现行方案是 ${String(inForce).slice(0, 12)} another plan is in force now: 只比较请用 recompute；改按现行方案请先 reopen compare with recompute; to run it under the new plan reopen it first`,
  'payment.earlier-month-open': ({ month, open }) =>
    `${month} 之前还有月份未办结：${listed(open)} earlier months are open: 请按顺序办理 run them first, in order`,
  'payment.later-closed': ({ month, later }) =>
    `${later} 已在 ${month} 之后办结 a later period is closed: 请先 reopen ${later} reopen that first`,
  'payment.months-missing': ({ year, months }) =>
    `${year} 年还有月份未办结：${listed(months)} months are missing: 请先办结，或用 --partial 只清算已办结的月份 run them, or clear the others with --partial`,
  'payment.no-cases': ({ month }) =>
    `${month} 没有病例 no cases: 请核对月份、区划和险种 check month, division and scheme`,
  'payment.no-run': ({ period }) =>
    `${period} 没有办理过 no such run: 请核对期间、区划和险种 check period, division and scheme`,
  'payment.no-grouper': ({ kind, name, on }) =>
    `${on} 没有启用名为 ${name} 的${kind === 'drg' ? '分组方案 no such grouping scheme is in force: ./yibao import scheme DIR --division … --scheme … --from …' : '病种目录 no such directory is in force: ./yibao dip import'}`,
  'payment.plans-differ': ({ year, hashes, asked }) =>
    `${year} 年各月按不同方案办结（${Array.isArray(hashes) ? hashes.map((one) => String(one).slice(0, 12)).join('、') : ''}） the months were run under different plans: ${
      asked === true
        ? '各险种的最后一个方案不同，请 reopen 后按一个方案重办 the insurances end under different plans: reopen the months and run them under one'
        : '用 --last-plan 按最后一个月的方案清算（计量不同的病例按当时的定价计入），或 reopen 后按一个方案重办 clear under the plan of the last month with --last-plan (cases of another measure count as they were priced), or reopen the months and run them under one'
    }`,
  'payment.cases-refused': ({ month, cases, byCode }) =>
    `${month} 有 ${cases} 份病例无法定价，未出结算单，已全部退回 cases cannot be priced; nothing was kept: ${Object.entries(
      byCode as Readonly<Record<string, number>>,
    )
      .map(([code, count]) => `${code} ${count}`)
      .join(
        ', ',
      )}。请补充后重办，或用 --hold 挂到下月 mend it and run again, or leave them for the next month with --hold`,
  'payment.unknown-institution': ({ providerCode }) =>
    `没有机构 no institution ${providerCode}: 请核对编码 check the code`,
  'payment.unknown-case': ({ caseId }) =>
    `没有病例 no case ${caseId}: 病例编号即结清住院的结算编号；试算的不在此列，请先办结该月 its number is that of the bill that ended the stay; trials are not told, run the month first`,
  'payment.no-list': ({ caseId }) =>
    `病例 ${caseId} 没有提交结算清单 has no submitted settlement list: 请机构上传（4101A）并提交（4102），下个月自动支付 the institution uploads and submits it, the next month pays`,
  'payment.two-insurances': ({ caseId }) =>
    `病例 ${caseId} 的各次结算属于不同险种，不能整例计入一个险种的基金 has bills under several insurances and cannot count against one fund whole: 请机构撤销后按险种分别办结住院，下个月自动支付 the institution undoes the bills and ends a stay under each insurance; the next month pays`,
  'payment.unknown-review': ({ reviewId }) =>
    `没有特例 no review ${reviewId}: 用 payment review list 查看 look with payment review list`,
  'payment.review-exists': ({ reviewId }) => `此病例已申请过，特例 ${reviewId} it was asked for already`,
  'payment.review-too-late': ({ year }) => `${year} 年已清算，不再受理 the year was cleared: 清算前申请 ask before`,
  'payment.review-state': ({ reviewId, state }) =>
    `特例 ${reviewId} 现为 ${state}，此时不能这样办 not at this point: 先指定两名评审人；意见不一后指定一名第三人 two reviewers first, one third when they differ`,
  'payment.changed-meanwhile': ({ reviewId }) =>
    `特例 ${reviewId} 的评审人已有改动 others were named meanwhile: 请重新查看后再指定 look again first`,
  'payment.not-a-reviewer': ({ userId }) =>
    `用户 ${userId} 不能评审这件特例 cannot review it: 须在用、有 payments.review 权限并管辖此机构 name a user with the right to review there`,
  'payment.reviewers-same': ({ userId }) =>
    `${userId} 重复，或是申请人 twice, or the applicant: 请指定不同的人 name different people`,
  'payment.not-assigned': ({ reviewId, userId }) =>
    `特例 ${reviewId} 未指定由 ${userId} 评审，或已表示意见 it is not theirs, or they have spoken: 请评审人本人办理 each reviewer says it once`,
}

/** A refusal for people: what, with which value, what to do; Chinese and English. */
export function runRefusalText(refusal: RunRefusal): string {
  const words = refusals[refusal.code]
  const told = words === undefined ? paymentRefusalText(refusal as unknown as PaymentRefusal) : words(refusal)
  const first = Array.isArray(refusal.first) ? (refusal.first as readonly PaymentRefusal[]) : []
  return [told, ...first.map((one) => `  ${paymentRefusalText(one)}`)].join('\n')
}

interface RunLine {
  readonly runId: string
  readonly kind: string
  readonly period: string
  readonly division: string
  readonly schemes: readonly string[]
  readonly purpose: string
  readonly state: string
  readonly issue: number
  readonly planHash: string
  readonly startedAt: string
  readonly parts: { readonly waiting: readonly string[]; readonly all: number } | null
}

const kindWords: Readonly<Record<string, string>> = {
  advance: '预付 advance',
  month: '月结算 month',
  year: '年终清算 year',
}
const stateWords: Readonly<Record<string, string>> = {
  running: '未办完 running',
  closed: '已办结 closed',
  reopened: '已重开 reopened',
}

function stateOf({ purpose, state, parts }: RunLine): string {
  const words = stateWords[state] ?? state
  const far = parts === null ? words : `${words} ${parts.all - parts.waiting.length}/${parts.all}`
  return purpose === 'shadow' ? `试算 trial, ${far}` : far
}

/** Runs as a table, in the order given. */
export function runTable(runs: readonly RunLine[]): readonly string[] {
  const columns = ['期间 period', '种类 kind', '统筹区 division', '险种 scheme', '状态 state', '第几次 issue']
  const rest = ['开始 begun', '方案 plan', '批次 run']
  return tableLines(
    [...columns, ...rest].map((title) => ({ title, side: 'left' })),
    runs.map((one) => [
      one.period,
      kindWords[one.kind] ?? one.kind,
      one.division,
      one.schemes.join('+'),
      stateOf(one),
      String(one.issue),
      one.startedAt,
      one.planHash.slice(0, 12),
      one.runId,
    ]),
  )
}

/** What a clearing asks somebody to look at before the money is paid out. */
export function clearingFindingText(finding: ClearingFinding): string {
  if (finding.code === 'clearing.awaiting-review') {
    return `${finding.institution} 有 ${finding.cases} 份病例未经特例单议即清算 cases were cleared before anybody reviewed them: 要评审请先 reopen 年度清算，用 payment review 办理，下一个月结算计入 to have them reviewed reopen the year, review them, run the next month`
  }
  const pool = finding.pool === '' ? '年度 the year' : `池 pool ${finding.pool}`
  return `${pool} 有基金 ${yuan(finding.fund)} 元而没有病例，未分配 has money and no case, nobody gets it: 请核对方案的分池与预算 check pools and budget of the plan`
}

/** Cases of a month or year that a review may still change; nothing when there are none. */
export const awaitingText = (cases: number): readonly string[] =>
  cases === 0 ? [] : [`其中待特例单议 ${cases} 例，暂按方案支付 of them await a review and are paid so only until then`]

/** What a statement says beside its cases, of a month that has it. */
interface StatementBesides {
  readonly kind: string
  readonly capitation?: CapitationCharges & {
    readonly people: readonly { readonly count: number }[]
    readonly amount: Fen
  }
  readonly budget?: BudgetProgress
  /** Of a month. */
  readonly sums?: { readonly pools: readonly { readonly sums: { readonly awaitingReview: number } }[] }
  /** Of a year; older ones do not say it. */
  readonly clearing?: { readonly awaitingReview?: number }
}

/** Cases of a statement that nobody reviewed yet, though the plan asks for it. */
export const awaitingIn = ({ sums, clearing }: StatementBesides): number =>
  sums?.pools.reduce((count, pool) => count + pool.sums.awaitingReview, 0) ?? clearing?.awaitingReview ?? 0

interface StatementLine {
  readonly providerCode: string
  readonly number: string | null
  readonly cases: number
  readonly adjustments: number
  readonly fundBooked: number
  readonly fundPayable: number
  readonly deducted: number
  readonly withheld: number
  readonly offsetAdvance: number
  readonly appropriated: number
  readonly content: StatementBesides
}

/** What heads and a budget of its own add to the lines of an institution's month. */
function besideCases(content: StatementBesides): readonly string[] {
  const { capitation, budget } = content
  const count = capitation?.people.reduce((sum, band) => sum + band.count, 0) ?? 0
  return [
    ...(capitation === undefined
      ? []
      : [
          `  签约 signed on ${count} 人  人头费 heads ${yuan(capitation.amount)}  本机构 own ${yuan(capitation.own)}  外出 elsewhere ${yuan(capitation.elsewhere)}  其他人员 others ${yuan(capitation.others)}`,
        ]),
    ...(budget === undefined ? [] : [`  ${progressText(budget)}`]),
    ...awaitingText(awaitingIn(content)).map((text) => `  ${text}`),
  ]
}

const money = (amount: number): string => yuan(fen(amount)).padStart(16)

/** A statement in a few lines. */
export function statementLines(one: StatementLine): readonly string[] {
  const rows: readonly (readonly [string, number])[] = [
    ['结算时基金记账 booked', one.fundBooked],
    ['基金应付 payable   ', one.fundPayable],
    ['扣款 deducted      ', one.deducted],
    ['预留保证金 withheld', one.withheld],
    ['冲抵预付 offset    ', one.offsetAdvance],
    ['本次拨付 paid      ', one.appropriated],
  ]
  return [
    `${one.providerCode}  ${one.number ?? '试算 trial'}  病例 cases ${one.cases}  调整 adjustments ${one.adjustments}`,
    ...rows.map(([label, amount]) => `  ${label} ${money(amount)}`),
    ...besideCases(one.content),
  ]
}

/** Cases that wait, by what is missing. */
export const heldText = (held: Readonly<Record<string, number>>): string =>
  Object.entries(held)
    .map(([code, count]) => `${code} ${count}`)
    .join(', ')

/** Points as people write them; a difference may be negative. */
export const pointsWords = (amount: number): string =>
  amount < 0 ? `-${pointsText(points(-amount))}` : pointsText(points(amount))

import {
  type ActKind,
  actWords,
  assignable,
  assignedAs,
  assigns,
  documentWords,
  fundShareOf,
  type LineClaim,
  type LineMoney,
  limitWords,
  type Matter,
  type MatterEvent,
  type Measure,
  measureWords,
  moneyWords,
  officeWords,
  rowsFrom,
  sourceWords,
  stateWords,
} from '@yibao/core/casework'
import { type Fen, sumFen, yuan, zeroFen } from '@yibao/core/kernel'
import type { JournalEntry } from '@yibao/core/ledger'
import { caseworkRefusalText } from './casework-refusal.ts'
import type { CaseworkTold, ToldDocument, ToldLimit, ToldMatter, ToldMoney } from './casework-shapes.ts'
import { tableLines } from './table-text.ts'
import { both } from './words.ts'

const left = (title: string) => ({ title, side: 'left' as const })
const right = (title: string) => ({ title, side: 'right' as const })

export function matterTable(found: readonly ToldMatter[]): readonly string[] {
  return tableLines(
    [
      left('编号 number'),
      left('状态 state'),
      left('机构 institution'),
      left('规则 rule'),
      right('涉及 stake'),
      right('决定 decided'),
      right('追回 recovered'),
      left('期限 until'),
    ],
    found.map(({ matter: m }) => [
      m.matterId,
      both(stateWords[m.state]),
      m.providerCode,
      `${m.rule} ${m.title.zh}`,
      yuan(m.stake),
      m.decided === null ? '' : yuan(m.decided),
      yuan(m.recovered),
      m.deadline?.until ?? '',
    ]),
  )
}

function measureText({ kind, basis, amount, months, until }: Measure): string {
  const what = [
    amount === undefined ? '' : `${yuan(amount)} 元`,
    months === undefined ? '' : `${months} 个月`,
    until ?? '',
  ]
  return `${both(measureWords[kind])} ${what.filter((one) => one !== '').join(' ')} (${basis})`
}

/** One event: when, who, what, why, on what; and what runs from it. */
export function eventLines(event: MatterEvent): readonly string[] {
  const { number, at, actor, office, act, reason, evidence, details, deadline, holidaysUnknown } = event
  const { assignee, assignees = [], measures = [], linked } = details
  const people = assignee === undefined ? assignees : [assignee]
  const unknown = holidaysUnknown ? '（节假日未公布，按周末计 weekends only: the days off are not published）' : ''
  return [
    `${String(number).padStart(3)}  ${at}  ${both(officeWords[office])} ${actor}  ${both(actWords[act])}${people.length === 0 ? '' : ` → ${people.join('、')}`}${linked === undefined ? '' : ` → ${linked}`}`,
    ...(reason === null ? [] : [`       理由 why: ${reason}`]),
    ...(evidence.length === 0 ? [] : [`       依据 on: ${evidence.join('、')}`]),
    ...measures.map((one) => `       措施 measure: ${measureText(one)}`),
    ...(deadline === null ? [] : [`       ${both(limitWords[deadline.name])}: ${deadline.until} ${unknown}`.trimEnd()]),
  ]
}

export function matterLines({ matter: m, scheme, providerName }: ToldMatter): readonly string[] {
  return [
    `${m.matterId}  ${both(stateWords[m.state])}  第 ${m.version} 步 step`,
    `  ${m.title.zh} ${m.title.en}  ${m.rule}  来源 from ${both(sourceWords[m.source])} ${m.sourceKey}`,
    `  机构 institution ${m.providerCode} ${providerName ?? ''}${m.doctor === null ? '' : `  医师 doctor ${m.doctor}`}  统筹区 region ${m.division}  险种 insurance ${scheme ?? '–'}`,
    `  涉及 stake ${yuan(m.stake)}  决定 decided ${m.decided === null ? '–' : yuan(m.decided)}  追回 recovered ${yuan(m.recovered)}`,
  ]
}

interface ToldLine {
  readonly line: LineMoney
  readonly others: readonly LineClaim[]
}

/** How much of the line that a matter is about may come back, and what other matters have of it. */
export function lineShareLine({ line, others }: ToldLine): string {
  const taken = sumFen(others.map(({ decided }) => decided))
  const besides = taken === 0 ? '' : `，其他事项已决定 others have decided on ${yuan(taken)}`
  return `  明细 line ${line.lineNumber}  基金支付 the funds paid ${yuan(fundShareOf(line))}${besides}`
}

/** Where a matter stands: to whom it is given, the limit that runs, what is owed to the institution, and what may be done next and by whom. */
export function standingLines(m: Matter, owed: Fen = zeroFen): readonly string[] {
  const given = assignable.flatMap((role) => assignedAs(m, role))
  const rows = rowsFrom(m.procedure, m.state).filter(({ act }) => act !== 'pay-back' || owed > 0)
  const next = rows.map(({ act, by, role }) => {
    const people = assigns(act) || role === undefined ? [] : assignedAs(m, role)
    return `    ${act} ${actWords[act][0]} ← ${[both(officeWords[by]), ...people].join(' ')}`
  })
  return [
    `  承办 assigned to ${given.length === 0 ? '–' : given.join('、')}`,
    ...(owed > 0 ? [`  应退还机构 owed to the institution ${yuan(owed)}`] : []),
    ...(m.billUndone ? [`  结算 ${m.billUndone} 已撤销，请重新办理 the bill was undone: open the matter again`] : []),
    `  期限 limit ${m.deadline === null ? '–' : `${both(limitWords[m.deadline.name])} ${m.deadline.until}`}`,
    ...(next.length === 0 ? [] : ['  接下来可办 what may be done next:', ...next]),
  ]
}

interface TakenItem {
  readonly matterId: string
  readonly item: { readonly rule: string; readonly title: { readonly zh: string }; readonly stake: Fen }
}

/** What was taken in, by rule, the largest sum first. */
export function intakeTable(opened: readonly TakenItem[]): readonly string[] {
  const byRule = Map.groupBy(opened, ({ item }) => item.rule)
  const rows = [...byRule].map(([rule, items]) => {
    const stakes = items.map(({ item }) => item.stake)
    return { rule, first: items[0], count: items.length, sum: sumFen(stakes) }
  })
  rows.sort((one, other) => other.sum - one.sum)
  return tableLines(
    [left('规则 rule'), left('事由 about'), right('件 items'), right('涉及 stake'), left('其中最大一件 the largest')],
    rows.map(({ rule, first, count, sum }) => [
      rule,
      first?.item.title.zh ?? '',
      String(count),
      yuan(sum),
      first?.matterId ?? '',
    ]),
  )
}

export const documentLine = ({ documentNo, kind, issuedOn, digest }: ToldDocument): string =>
  `  ${documentNo}  ${both(documentWords[kind])}  ${issuedOn}  SM3 ${digest.slice(0, 16)}…`

export const moneyLine = ({ kind, amount, deductionId, entryId, bookedAt }: ToldMoney): string =>
  `  ${bookedAt}  ${both(moneyWords[kind])}  ${yuan(amount)}${deductionId === null ? '' : `  扣款 deduction ${deductionId}`}${entryId === null ? '' : `  分录 entry ${entryId}`}`

const signed = (amount: Fen): string => (amount > 0 ? `+${yuan(amount)}` : yuan(amount))

/** An entry of an institution's journal with its postings, which sum to zero. */
export function entryLines({ entryId, kind, at, opposes, postings }: JournalEntry): readonly string[] {
  const rows = postings.map(({ account, amount }) => [`      ${account}`, signed(amount)])
  return [
    `    ${at}  ${kind}  ${entryId}${opposes === null ? '' : `  冲 opposes ${opposes}`}`,
    ...tableLines([left('      科目 account'), right('金额 amount')], rows),
  ]
}

export function reminderLine({ matterId, deadline, daysLeft, mark, office, told }: ToldLimit): string {
  const when = mark === 'overdue' ? `逾期 overdue ${-daysLeft} 天` : `剩 ${daysLeft} 天 days left`
  return `${matterId}  ${both(limitWords[deadline.name])} ${deadline.until}  ${when}  ${both(officeWords[office])}${told === null ? '' : ` ${told}`}`
}

interface DoneBySystem {
  readonly matterId: string
  readonly act: ActKind
  readonly refusal: CaseworkTold | null
}

export const dailyLine = ({ matterId, act, refusal }: DoneBySystem): string =>
  `${matterId}  ${both(actWords[act])}${refusal === null ? '' : `  ✗ ${caseworkRefusalText(refusal)}`}`

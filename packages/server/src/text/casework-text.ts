import type { ActKind, MatterEvent, Measure } from '@yibao/core/casework'
import { type Fen, yuan } from '@yibao/core/kernel'
import type { JournalEntry } from '@yibao/core/ledger'
import { caseworkRefusalText } from './casework-refusal.ts'
import type { CaseworkTold, ToldDocument, ToldLimit, ToldMatter, ToldMoney } from './casework-shapes.ts'
import {
  actWords,
  documentWords,
  limitWords,
  measureWords,
  moneyWords,
  officeWords,
  sourceWords,
  stateWords,
} from './casework-words.ts'
import { tableLines } from './table-text.ts'

const both = ([zh, en]: readonly [string, string]): string => `${zh} ${en}`

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

import type { Act, ActKind } from '@yibao/core/casework'
import { fundShareOf } from '@yibao/core/casework'
import { type Fen, fen, isoDate, localDateTime, yuan } from '@yibao/core/kernel'
import { settleDeductions } from '../../src/flows/casework-daily.ts'
import { type Intake, takeFindings } from '../../src/flows/casework-intake.ts'
import type { CaseworkDesk } from '../../src/flows/casework-ports.ts'
import { atConsole } from '../../src/flows/operation-log.ts'
import type { Database } from '../../src/store/database.ts'
import { actingAt } from '../casework/bureau.ts'
import { auditByShipped } from '../casework/hits.ts'
import { demoUser, secondAuditor } from '../demo-people.ts'
import { townDivision } from '../town.ts'
import type { EvidenceRoom } from './evidence.ts'
import type { PastClock } from './past-clock.ts'

interface Supervision {
  readonly database: Database
  readonly desk: CaseworkDesk
  readonly clock: PastClock
  readonly evidence: EvidenceRoom
  /** The institution that has an insurance office in the demo. */
  readonly providerCode: string
}

/** A review item with what may come back for it. */
interface Matter {
  readonly matterId: string
  readonly title: string
  readonly amount: Fen
  readonly scheme: string | null
}

const audited = { division: townDivision, from: isoDate('2023-09-01'), until: isoDate('2023-11-01') }
const [lead, first, office, leader, clerk] = (
  ['supervision-lead', 'auditor', 'institution-office', 'leader', 'clerk'] as const
).map(demoUser) as [string, string, string, string, string]
const basis = 'regulation-13'

/** Which rules the bureau takes findings up of, and how many. */
const takenUp = { 'M-H01': 2, 'M-C14': 6, 'M-C01': 7, 'M-C02': 2, 'M-C16': 2, 'P-D10': 2, 'P-E03': 1 }
/** What is too little to write a letter about. */
const least = fen(20_00)

type Says = (matter: Matter, evidence: string) => Partial<Act>

interface Deed {
  readonly by: string
  readonly does: ActKind
  readonly says: Says
}

const nothing: Says = () => ({})

/**
 * The road of a review item, each step on its day. As many items as `stops` says stay before it, and the first of these goes another way
 * where there is one, so that something waits for everybody.
 */
const road: readonly (Deed & { readonly at: string; readonly stops: number; readonly instead?: Deed })[] = [
  { at: '10-27 09:10', by: lead, does: 'assign', stops: 0, says: () => ({ details: { assignee: first } }) },
  {
    at: '10-31 14:20',
    by: first,
    does: 'notify',
    stops: 3,
    says: ({ title }, evidence) => ({ reason: `${title}，请核对所附明细并说明`, evidence: [evidence] }),
    instead: { by: first, does: 'clear', says: () => ({ reason: '病历载明确有必要，排除' }) },
  },
  { at: '11-02 10:05', by: office, does: 'answer', stops: 2, says: () => ({ reason: '系收费系统设置错误，认可退回' }) },
  {
    at: '11-03 08:40',
    by: lead,
    does: 'assign-second',
    stops: 1,
    says: () => ({ details: { assignee: secondAuditor } }),
  },
  {
    at: '11-06 15:30',
    by: secondAuditor,
    does: 'decide',
    stops: 1,
    says: ({ amount, title }, evidence) => ({
      reason: `${title}属实，追回`,
      evidence: [evidence],
      details: { measures: [{ kind: 'recover', basis, amount }] },
    }),
  },
  {
    at: '11-07 09:00',
    by: office,
    does: 'accept',
    stops: 2,
    says: nothing,
    instead: { by: office, does: 'appeal', says: () => ({ reason: '部分费用确有医嘱，申请复核' }) },
  },
  { at: '11-07 11:00', by: leader, does: 'approve', stops: 1, says: nothing },
  { at: '11-07 15:00', by: clerk, does: 'execute', stops: 1, says: () => ({ details: { how: 'deduction' } }) },
]

const on = (moment: string) => localDateTime(`2023-${moment}:00`)

/** Findings that become review items; of those at the hospital, what something may come back for, the most first. */
async function takeUp({ desk, providerCode }: Supervision): Promise<readonly Matter[]> {
  const { from, until } = audited
  const opened: Intake['opened'][number][] = []
  for (const [rule, limit] of Object.entries(takenUp)) {
    const taken = await takeFindings(desk, atConsole, { from, until, rule, limit, atLeast: least })
    if (!taken.ok) throw new Error(taken.error.code)
    opened.push(...taken.value.opened)
  }
  const matters: (Matter & { readonly order: string })[] = []
  for (const { matterId, item } of opened) {
    if (item.providerCode !== providerCode) continue
    const about = await desk.matters.line(matterId)
    const amount = about === null ? item.stake : fen(Math.min(item.stake, fundShareOf(about.line)))
    const scheme = (await desk.matters.matter(matterId))?.scheme ?? null
    if (amount >= fen(5_00) && (about?.others.length ?? 0) === 0) {
      matters.push({ matterId, title: item.title.zh, amount, scheme, order: `${item.insuredId} ${item.rule}` })
    }
  }
  return matters.toSorted((a, b) => b.amount - a.amount || (a.order < b.order ? -1 : 1))
}

/** A list of what was charged, as an auditor prints it. */
const billOf = ({ title, amount }: Matter) => ({
  name: '收费明细.csv',
  bytes: Buffer.from(`事项,涉及金额（元）\n${title},${yuan(amount)}\n`),
})

/** What weighs most becomes a case: investigated by two, and before the legal reviewer. */
async function bringToCourt({ desk, clock, evidence }: Supervision, { matterId, title }: Matter): Promise<void> {
  const act = actingAt(desk)
  clock.setTime(on('10-27 10:00'))
  await act(lead, matterId, 'assign', { details: { assignee: first } })
  const source = '示例市第一医院病案室'
  const records = await evidence.take({ matterId, kind: 'document', title: '住院病历复印件', source, file: null })
  clock.setTime(on('10-30 16:00'))
  const { opened } = await act(leader, matterId, 'file-case', { reason: `涉嫌${title}，金额较大`, evidence: [records] })
  if (opened === null) throw new Error('no case was opened')
  await act(lead, opened, 'assign-investigators', { details: { assignees: [first, secondAuditor] } })
  clock.setTime(on('11-08 17:00'))
  await act(first, opened, 'conclude', { reason: '两次住院病情连续，治疗未中断', evidence: [records] })
  clock.setTime(on('11-09 09:00'))
  await act(first, opened, 'submit-legal')
}

/** An audit of two months, and what the bureau made of its findings before the month-end of November. */
export async function supervise(stage: Supervision): Promise<void> {
  const { database, desk, clock, evidence } = stage
  clock.setTime(on('10-26 20:00'))
  await auditByShipped(database, desk, audited)
  const [gravest, ...others] = await takeUp(stage)
  if (gravest === undefined) throw new Error('the audit found nothing to take up')
  await bringToCourt(stage, gravest)

  const act = actingAt(desk)
  const perform = async (matter: Matter, { by, does, says }: Deed): Promise<void> => {
    const { matterId, title } = matter
    const told = { matterId, kind: 'data', title: `${title}：收费明细`, source: '结算系统' } as const
    const isShown = does === 'notify' || does === 'decide'
    const shown = isShown ? await evidence.take({ ...told, file: billOf(matter) }) : ''
    await act(by, matterId, does, says(matter, shown))
  }
  // Deductions come off the statement of employees, so theirs go farthest.
  let going = others.toSorted((a, b) => Number(b.scheme === '310') - Number(a.scheme === '310'))
  for (const { at, stops, instead, ...deed } of road) {
    clock.setTime(on(at))
    const staying = going.slice(going.length - stops)
    going = going.slice(0, going.length - stops)
    for (const matter of going) await perform(matter, deed)
    const [one] = staying
    if (instead !== undefined && one !== undefined) await perform(one, instead)
  }
}

/** What the statement of October took comes to its matters; the head of supervision closes all but the first. */
export async function recover({ desk, clock }: Supervision): Promise<void> {
  clock.setTime(on('11-09 06:10'))
  const [, ...done] = (await settleDeductions(desk, atConsole)).filter(({ refusal }) => refusal === null)
  clock.setTime(on('11-09 16:00'))
  for (const { matterId } of done) await actingAt(desk)(lead, matterId, 'close')
}

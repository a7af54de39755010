import type { Act, ActKind, CaseworkLaw, Matter, NewItem } from '@yibao/core/casework'
import { divisionCode, fen, localDateTime } from '@yibao/core/kernel'
import { type Grant, reachOf } from '@yibao/core/office'
import { caseworkDesk, shippedCaseworkLaw } from '../../src/casework-desk.ts'
import { type Acted, actOn } from '../../src/flows/casework-act.ts'
import { takeItems } from '../../src/flows/casework-intake.ts'
import { officesOf } from '../../src/flows/casework-offices.ts'
import type { CaseActor, CaseworkDesk, CaseworkFlowRefusal } from '../../src/flows/casework-ports.ts'
import { atConsole } from '../../src/flows/operation-log.ts'
import { addUser } from '../../src/flows/users.ts'
import { idSource } from '../../src/ids.ts'
import { officeDesk } from '../../src/office-desk.ts'
import type { Database } from '../../src/store/database.ts'
import { division } from './payment.ts'
import { hospital } from './world.ts'

/** Holds the region of the fund and that of the hospital. */
const region = divisionCode('990200')

/** Everybody whom a matter passes on its way. */
const staff = {
  'lead.qian': 'supervision-lead',
  'audit.sun': 'auditor',
  'audit.li': 'auditor',
  'audit.zhou': 'auditor',
  'leader.wu': 'leader',
  'leader.zheng': 'leader',
  'legal.wang': 'legal-reviewer',
  'clerk.feng': 'clerk',
} as const

export type StaffName = keyof typeof staff | 'office.h1'

export interface Bureau {
  readonly desk: CaseworkDesk
  /** What the clock of the desk says from now on. */
  at(time: string): void
  actor(userId: StaffName): Promise<CaseActor>
  take(more?: Partial<NewItem>): Promise<Matter>
  matter(matterId: string): Promise<Matter>
  /** Tries an act on the version that is on file, or on another one. */
  try(userId: StaffName, matterId: string, act: ActKind, more?: Partial<Act>, version?: number): Promise<string | Acted>
  /** The same, and it must go. */
  act(userId: StaffName, matterId: string, act: ActKind, more?: Partial<Act>): Promise<Acted>
  refusal: () => CaseworkFlowRefusal | null
}

let law: CaseworkLaw | null = null

export const aMeasure = (amount: number, kind: 'refuse-payment' | 'recover' = 'recover') =>
  ({ kind, basis: 'regulation-13', amount: fen(amount) }) as const

const item = (number: number, more: Partial<NewItem>): NewItem => ({
  source: 'pattern',
  sourceKey: `SPLIT_ADMISSION/${number}`,
  providerCode: hospital.providerCode,
  insuredId: null,
  doctor: null,
  rule: 'F03',
  title: { zh: '分解住院', en: 'split stay' },
  stake: fen(1_200_00),
  division,
  facts: { stays: ['S1', 'S2'] },
  ...more,
})

/** Opens a bureau with its staff, and the insurance office of one hospital. */
export async function openBureau(database: Pick<Database, 'pool'>, begin = '2023-11-20 09:00:00'): Promise<Bureau> {
  law ??= await shippedCaseworkLaw()
  let now = localDateTime(begin)
  const source = { now: () => now, newId: idSource() }
  const desk = caseworkDesk(database.pool, source, law)
  const users = officeDesk(database.pool, source)
  const grants: readonly (readonly [string, Grant])[] = [
    ...Object.entries(staff).map(([userId, role]): readonly [string, Grant] => [
      userId,
      { role, scope: { kind: 'region', division: region } },
    ]),
    ['office.h1', { role: 'institution-office', scope: { kind: 'institution', providerCode: hospital.providerCode } }],
  ]
  for (const [userId, grant] of grants) {
    const made = await addUser(users, atConsole, { userId, name: userId, staffNumber: userId, grants: [grant] })
    if (!made.ok) throw new Error(made.error.code)
  }
  let last: CaseworkFlowRefusal | null = null
  let count = 0
  const actor: Bureau['actor'] = async (userId) => {
    const user = await desk.colleagues.user(userId)
    if (user === null) throw new Error(`no user ${userId}`)
    const hand = { kind: 'user', user } as const
    return {
      reach: reachOf(user, 'matters.read'),
      beyondReach: () => Promise.resolve(),
      actor: { hand, sessionId: null, from: null },
      userId,
      officesAt: (place) => officesOf(user, place),
    }
  }
  const matter: Bureau['matter'] = async (matterId) => {
    const found = await desk.matters.matter(matterId)
    if (found === null) throw new Error(`no matter ${matterId}`)
    return found.matter
  }
  const tryAct: Bureau['try'] = async (userId, matterId, kind, more = {}, version) => {
    const asked: Act = { kind, reason: '核查', evidence: ['E1'], details: {}, ...more }
    const known = version ?? (await matter(matterId)).version
    const done = await actOn(desk, await actor(userId), { matterId, version: known, act: asked })
    last = done.ok ? null : done.error
    return done.ok ? done.value : done.error.code
  }
  return {
    desk,
    at: (time) => {
      now = localDateTime(time)
    },
    actor,
    matter,
    async take(more = {}) {
      count += 1
      const done = await takeItems(desk, atConsole, [item(count, more)], '310')
      if (!done.ok) throw new Error(done.error.code)
      const [opened] = done.value.opened
      if (opened === undefined) throw new Error('it was on file')
      return await matter(opened.matterId)
    },
    try: tryAct,
    async act(userId, matterId, kind, more = {}) {
      const done = await tryAct(userId, matterId, kind, more)
      if (typeof done === 'string') throw new Error(`${kind} by ${userId}: ${JSON.stringify(last)}`)
      return done
    },
    refusal: () => last,
  }
}

/** From its opening up to the decision that it comes to. */
async function toDecision(bureau: Bureau, matterId: string, amount: number): Promise<void> {
  await bureau.act('lead.qian', matterId, 'assign', { details: { assignee: 'audit.sun' } })
  await bureau.act('audit.sun', matterId, 'notify')
  await bureau.act('office.h1', matterId, 'answer')
  await bureau.act('lead.qian', matterId, 'assign-second', { details: { assignee: 'audit.li' } })
  await bureau.act('audit.li', matterId, 'decide', { details: { measures: [aMeasure(amount)] } })
}

/** The same, accepted and approved. */
export async function toApproval(bureau: Bureau, matterId: string, amount: number): Promise<void> {
  await toDecision(bureau, matterId, amount)
  await bureau.act('office.h1', matterId, 'accept')
  await bureau.act('leader.wu', matterId, 'approve')
}

/** A fresh item that was decided. */
export async function decided(bureau: Bureau, amount = 1_000_00, more: Partial<NewItem> = {}): Promise<string> {
  const { matterId } = await bureau.take(more)
  await toDecision(bureau, matterId, amount)
  return matterId
}

/** A fresh item whose decision is final and approved. */
export async function approved(bureau: Bureau, amount = 1_000_00, more: Partial<NewItem> = {}): Promise<string> {
  const { matterId } = await bureau.take(more)
  await toApproval(bureau, matterId, amount)
  return matterId
}

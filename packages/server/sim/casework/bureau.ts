import type { Act, ActKind } from '@yibao/core/casework'
import type { DivisionCode } from '@yibao/core/kernel'
import { type Grant, reachOf } from '@yibao/core/office'
import type pg from 'pg'
import { type Acted, actOn } from '../../src/flows/casework-act.ts'
import { officesOf } from '../../src/flows/casework-offices.ts'
import type { CaseActor, CaseworkDesk } from '../../src/flows/casework-ports.ts'
import { atConsole } from '../../src/flows/operation-log.ts'
import { addUser } from '../../src/flows/users.ts'
import { officeDesk } from '../../src/office-desk.ts'
import { caseworkRefusalText } from '../../src/text/casework-refusal.ts'

/** Everybody whom a review item passes on its way to money. */
const staff = {
  'lead.qian': ['supervision-lead', '钱负责'],
  'audit.sun': ['auditor', '孙初审'],
  'audit.li': ['auditor', '李复审'],
  'leader.wu': ['leader', '吴领导'],
  'clerk.feng': ['clerk', '冯经办'],
} as const

type Member = keyof typeof staff | 'office.h1'

/** Acts in somebody's name. @throws Error with the words of the refusal */
type ActInName<UserId extends string> = (
  userId: UserId,
  matterId: string,
  kind: ActKind,
  more?: Partial<Act>,
) => Promise<Acted>

export interface Bureau {
  readonly act: ActInName<Member>
}

/** How the accounts of a database act upon matters, each with its own offices and reach. */
export function actingAt(desk: CaseworkDesk): ActInName<string> {
  const actorOf = async (userId: string): Promise<CaseActor> => {
    const user = await desk.colleagues.user(userId)
    if (user === null) throw new Error(`no user ${userId}`)
    return {
      reach: reachOf(user, 'matters.read'),
      beyondReach: () => Promise.resolve(),
      actor: { hand: { kind: 'user', user }, sessionId: null, from: null },
      userId,
      officesAt: (place) => officesOf(user, place),
    }
  }
  return async (userId, matterId, kind, more = {}) => {
    const version = (await desk.matters.matter(matterId))?.matter.version ?? 0
    const act: Act = { kind, reason: null, evidence: [], details: {}, ...more }
    const done = await actOn(desk, await actorOf(userId), { matterId, version, act })
    if (done.ok) return done.value
    throw new Error(`${kind}: ${caseworkRefusalText(done.error)}`)
  }
}

/** Makes the accounts of a bureau and of one hospital's insurance office. */
export async function openBureau(
  pool: pg.Pool,
  desk: CaseworkDesk,
  { division, providerCode }: { readonly division: DivisionCode; readonly providerCode: string },
): Promise<Bureau> {
  const users = officeDesk(pool, desk)
  const add = async (userId: string, name: string, grant: Grant): Promise<void> => {
    const made = await addUser(users, atConsole, { userId, name, staffNumber: userId.toUpperCase(), grants: [grant] })
    if (!made.ok) throw new Error(made.error.code)
  }
  for (const [userId, [role, name]] of Object.entries(staff)) {
    await add(userId, name, { role, scope: { kind: 'region', division } })
  }
  await add('office.h1', '医保办', { role: 'institution-office', scope: { kind: 'institution', providerCode } })
  return { act: actingAt(desk) }
}

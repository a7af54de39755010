import type { Result } from '@yibao/core/kernel'
import { everywhere, type Right, reachOf, rightsOf, roles } from '@yibao/core/office'
import type { Command } from 'commander'
import type pg from 'pg'
import { caseworkDesk, shippedCaseworkLaw } from '../casework-desk.ts'
import { systemClock } from '../clock.ts'
import { officesOf } from '../flows/casework-offices.ts'
import type { CaseActor, CaseworkDesk, CaseworkFlowRefusal } from '../flows/casework-ports.ts'
import { atConsole, type OperationSource } from '../flows/operation-log.ts'
import { idSource } from '../ids.ts'
import { caseworkRefusalText } from '../text/casework-refusal.ts'
import { type DatabaseChoice, databaseOptions, requireExisting, withDatabase } from './options.ts'

export interface CaseChoice extends DatabaseChoice {
  readonly json?: true
}

/** Where casework of the command line gets its numbers and times. */
export const caseSource: OperationSource = { now: systemClock.now, newId: idSource() }

/** Adds the options of every `case` command. */
export const caseOptions = (command: Command): Command =>
  databaseOptions(command).option('--json', '结果以 JSON 输出 one JSON object on standard output')

/** Works at the desk of casework of the chosen database. */
export async function atCasework<T>(
  choice: CaseChoice,
  work: (desk: CaseworkDesk, pool: pg.Pool) => Promise<T>,
  readOnly = false,
): Promise<T> {
  await requireExisting(choice)
  const law = await shippedCaseworkLaw()
  return await withDatabase(choice, ({ pool }) => work(caseworkDesk(pool, caseSource, law), pool), { readOnly })
}

/** Nobody is called so, or the account is disabled. */
export const noSuchUser = (userId: string): Error =>
  new Error(
    `没有用户 ${userId}，或已停用 no such user, or disabled: 请先建立 make it: ./yibao user add ${userId} --name <姓名> --staff <工号> --role <角色 role> --region <区划> | --institution <机构编码>；已有的 those there are: ./yibao user list`,
  )

/** The account is there and may not do it; names the roles that may. */
export function noRight(userId: string, right: Right): Error {
  const able = roles.filter((role) => rightsOf(role).includes(right)).join(', ')
  return new Error(
    `用户 ${userId} 没有 ${right} 权限 has not the right；有此权限的角色 roles that have it: ${able}：授予 grant one: ./yibao user grant --help`,
  )
}

/** The account in whose name something is entered at the machine, with its own offices and reach. @throws Error when it has none */
export async function inNameOf(desk: CaseworkDesk, userId: string): Promise<CaseActor> {
  const user = await desk.colleagues.user(userId)
  const reach = user === null ? null : reachOf(user, 'matters.read')
  if (user === null) throw noSuchUser(userId)
  if (reach === null || reach.regions.length + reach.institutions.length === 0) throw noRight(userId, 'matters.read')
  return {
    reach,
    beyondReach: () => Promise.resolve(),
    actor: atConsole,
    userId,
    officesAt: (place) => officesOf(user, place),
  }
}

/** Whoever works at the machine itself, for what no office is asked for. */
export const atTheMachine: CaseActor = {
  reach: everywhere,
  beyondReach: () => Promise.resolve(),
  actor: atConsole,
  userId: 'console',
  officesAt: () => [],
}

/** @throws Error with the words and the cure of the refusal */
export function granted<T>(outcome: Result<T, CaseworkFlowRefusal>): T {
  if (outcome.ok) return outcome.value
  throw new Error(caseworkRefusalText(outcome.error))
}

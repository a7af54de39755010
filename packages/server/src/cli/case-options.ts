import type { Result } from '@yibao/core/kernel'
import { everywhere, reachOf } from '@yibao/core/office'
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

/** The account in whose name something is entered at the machine, with its own offices and reach. @throws Error when it has none */
export async function inNameOf(desk: CaseworkDesk, userId: string): Promise<CaseActor> {
  const user = await desk.colleagues.user(userId)
  const reach = user === null ? null : reachOf(user, 'matters.read')
  if (user === null || reach === null || reach.regions.length + reach.institutions.length === 0) {
    throw new Error(`用户 ${userId} 没有 matters.read 权限 has not the right: ./yibao user list`)
  }
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

import { divisionCode } from '@yibao/core/kernel'
import type { Grant } from '@yibao/core/office'
import { beijingTime } from '../../src/clock.ts'
import { passwordHasher } from '../../src/crypto/password-hasher.ts'
import { atConsole, operationOf } from '../../src/flows/operation-log.ts'
import { idSource } from '../../src/ids.ts'
import type { Database } from '../../src/store/database.ts'
import { userStore } from '../../src/store/user-store.ts'

export const division = divisionCode('990270')

const source = { newId: idSource(), now: () => beijingTime(Date.now()) }

/** An account that nobody signs in with, for what is done in its name. */
export async function account(
  { pool }: Pick<Database, 'pool'>,
  userId: string,
  ...grants: readonly Grant[]
): Promise<string> {
  const hash = await passwordHasher().nobodysHash
  const told = { userId, name: userId, staffNumber: userId, grants, grantIds: grants.map(() => `G${source.newId()}`) }
  const added = await userStore(pool).add(
    { ...told, password: { hash, setAt: source.now(), mustChange: false } },
    operationOf(source, atConsole, { action: 'users.add', target: userId }),
  )
  if (!added.ok) throw new Error(added.error.code)
  return userId
}

export const inName = (userId: string) => ({ userId, actor: atConsole })

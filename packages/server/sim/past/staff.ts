import { type Right, reachOf } from '@yibao/core/office'
import type pg from 'pg'
import type { Asker } from '../../src/flows/asker.ts'
import type { Actor } from '../../src/flows/operation-log.ts'
import { userStore } from '../../src/store/user-store.ts'

/** Somebody of the demo who does what his role allows. */
export interface Colleague extends Asker {
  readonly userId: string
  readonly actor: Actor
}

/** An account of the demo, as far as it reaches with a right. @throws Error when nobody is called so */
export async function colleagueOf(pool: pg.Pool, userId: string, right: Right): Promise<Colleague> {
  const user = await userStore(pool).find(userId)
  if (user === null) throw new Error(`no user ${userId}`)
  return {
    userId,
    actor: { hand: { kind: 'user', user }, sessionId: null, from: null },
    reach: reachOf(user, right),
    beyondReach: () => Promise.resolve(),
  }
}

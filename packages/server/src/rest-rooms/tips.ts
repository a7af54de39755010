import { caseworkDesk } from '../casework-desk.ts'
import { lookLimit } from '../http/rest/look-limit.ts'
import { tipHandlers } from '../http/rest/tips.ts'
import { tipReads } from '../store/rest-tips.ts'
import { tipDesk } from '../tip-desk.ts'
import type { RoomGround } from './ground.ts'

/** In a minute: one who asks how a tip stands, and how often everybody together may; who guesses codes gets nowhere. */
const looks = { mostOfOne: 10, mostOfAll: 300, windowMs: 60_000 } as const

/** Tips, and what the person who gave one asks. */
export function tipRoom({ reads, database, source, log, registry, law }: RoomGround) {
  let desk: ReturnType<typeof tipDesk> | null = null
  return tipHandlers({
    ...source,
    desk: () => {
      desk ??= tipDesk(database.pool, source)
      return desk
    },
    casework: caseworkDesk(database.pool, source, law),
    reads: tipReads(reads),
    log,
    isInstitution: (providerCode) => registry.provider(providerCode) !== null,
    limit: lookLimit({ ...looks, clock: () => performance.now() }),
  })
}

import { filterHandlers } from '../http/rest/filters.ts'
import { jobHandlers } from '../http/rest/jobs.ts'
import { jobKinds } from '../job-kinds.ts'
import { savedFilterStore } from '../store/saved-filter-store.ts'
import type { RoomGround } from './ground.ts'

/** What everybody has for himself: his jobs and his saved filters. */
export function jobRoom({ reads, database, source, packs, secretBox, crypto, dataDir, jobs }: RoomGround) {
  const { pool, url } = database
  const kinds = jobKinds({ pool, reads, url, source, packs, secretBox, crypto, dataDir, log: () => undefined })
  const rights = new Map(kinds.map(({ kind, right }) => [kind, right]))
  return {
    ...jobHandlers({ ...source, jobs, rightOf: (kind) => rights.get(kind) ?? null }),
    ...filterHandlers({ filters: savedFilterStore(pool), now: source.now }),
  }
}

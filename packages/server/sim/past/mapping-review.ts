import { isoDate } from '@yibao/core/kernel'
import type pg from 'pg'
import { mappingReview } from '../../src/flows/mapping-review.ts'
import type { OperationSource } from '../../src/flows/operation-log.ts'
import { mappingReads, mappingReviews } from '../../src/store/rest-mappings.ts'
import { demoUser } from '../demo-people.ts'
import { colleagueOf } from './staff.ts'

const waiting = { providerCode: null, state: 'waiting', doubt: null, itemCode: null, search: null } as const

/** The clerk accepts what nobody doubts of one institution and refuses one doubtful mapping; the others wait. */
export async function reviewMappings(pool: pg.Pool, source: OperationSource, providerCode: string): Promise<void> {
  const clerk = await colleagueOf(pool, demoUser('clerk'), 'catalogues.manage')
  const review = mappingReview({ ...source, reviews: mappingReviews(pool) })
  const today = isoDate(source.now().slice(0, 10))
  const found = await mappingReads(pool).list({ ...waiting, providerCode, today }, clerk.reach, null, 100)
  const refused = found.find(({ doubts }) => doubts.includes('not-in-force'))
  for (const mapping of found) {
    const { version, doubts } = mapping
    if (doubts.length > 0 && mapping !== refused) continue
    const order =
      mapping === refused
        ? ({ does: 'refuse', version, reason: '目录条目已停用，请改用现行编码' } as const)
        : ({ does: 'accept', version, reason: null } as const)
    const done = await review(clerk, mapping, order)
    if (!done.ok) throw new Error(done.error.code)
  }
}

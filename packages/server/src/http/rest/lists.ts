import { ok } from '@yibao/core/kernel'
import { pageOf } from '../../flows/asker.ts'
import type { ListQualityReads } from '../../flows/list-quality-ports.ts'
import { listCheckWords } from '../../text/list-check-words.ts'
import { usualPage } from './desk.ts'
import type { HandlersOf } from './handler.ts'

const nameOf = (code: keyof typeof listCheckWords) => {
  const [zh, en] = listCheckWords[code]
  return { zh, en }
}

/** Quality of settlement lists, and the lists themselves; an institution's office sees its own. */
export function listHandlers(reads: ListQualityReads): HandlersOf<'lists'> {
  return {
    'lists.quality': async ({ reach }, asked) => {
      const { month, providerCode = null, scheme = null, after = null, limit = usualPage } = asked
      const found = await reads.quality({ month, providerCode, scheme }, reach, after, limit + 1)
      const { rows, next } = pageOf(found, limit, (row) => row.providerCode)
      const told = rows.map(({ faults, ...row }) => ({
        ...row,
        faults: faults.map(({ code, lists }) => ({ code, name: nameOf(code), lists })),
      }))
      return ok({ rows: told, next })
    },

    'lists.find': async ({ reach }, asked) => {
      const { month, providerCode, scheme = null, state = null, after = null, limit = usualPage } = asked
      const found = await reads.lists({ month, providerCode, scheme, state }, reach, after, limit + 1)
      const { rows, next } = pageOf(found, limit, ({ settlementId }) => settlementId)
      const told = rows.map(({ findings, ...row }) => ({
        ...row,
        findings: findings.map(({ code, field, row: place, value, against }) => {
          return { code, name: nameOf(code), field, row: place, value, against }
        }),
      }))
      return ok({ rows: told, next })
    },
  }
}

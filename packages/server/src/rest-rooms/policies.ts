import { dateOf } from '@yibao/core/kernel'
import { openCaseBook } from '../files/policy-case-book.ts'
import { compareDays } from '../files/policy-compare.ts'
import { formOf } from '../files/policy-form.ts'
import { policyFolder } from '../files/shipped.ts'
import { policyHandlers } from '../http/rest/policies.ts'
import type { RoomGround } from './ground.ts'

/** The law in force: what it says, since when and why, and its worked cases, which lie beside the packs that ship. */
export function policyRoom({ packs, source }: RoomGround) {
  const book = openCaseBook(policyFolder)
  return policyHandlers({
    packs,
    today: () => dateOf(source.now()),
    formOf,
    cases: book.worked,
    compare: async (pack, days, language) => compareDays(pack, days, await book.written(pack), language),
  })
}

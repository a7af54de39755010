import type { CreditRules } from '@yibao/core/credit'
import { dateOf } from '@yibao/core/kernel'
import { creditDesk } from '../credit-desk.ts'
import { providerHandlers } from '../http/rest/providers.ts'
import { providerReads } from '../store/rest-providers.ts'
import type { RoomGround } from './ground.ts'

/** Files of institutions. */
export const providerRoom = ({ reads, source }: RoomGround, creditRules: CreditRules) =>
  providerHandlers({
    reads: providerReads(reads),
    credit: creditDesk(reads, source, creditRules),
    today: () => dateOf(source.now()),
  })

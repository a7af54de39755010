import { join } from 'node:path'
import type { CreditRules } from '@yibao/core/credit'
import type pg from 'pg'
import { soundCreditRules } from './files/credit-rules.ts'
import { policyFolder } from './files/shipped.ts'
import type { CreditDesk } from './flows/credit-archive-ports.ts'
import type { OperationSource } from './flows/operation-log.ts'
import { creditArchiveStore } from './store/credit-archive-store.ts'

/** Rules of credit as they ship. @throws Error with every problem when they were changed so that they cannot be read */
export const shippedCreditRules = (): Promise<CreditRules> => soundCreditRules(join(policyFolder, 'supervision'))

/** The desk at which credit archives are kept. */
export const creditDesk = (pool: pg.Pool, source: OperationSource, rules: CreditRules): CreditDesk => ({
  ...source,
  archives: creditArchiveStore(pool),
  rules,
})

import type { RegionPack } from '@yibao/core/policy'
import type pg from 'pg'
import type { CryptoProvider } from '../crypto/provider.ts'
import type { OperationSource } from '../flows/operation-log.ts'
import type { SecretBox } from '../store/secret-box.ts'

/** What kinds of jobs are built on. They are carried out by the one process that does the upkeep. */
export interface JobGround {
  /** Of those who answer messages: brief statements only. */
  readonly pool: pg.Pool
  /** Cannot write; for reading much, as long as it takes. */
  readonly reads: pg.Pool
  /** Connection string with the password: never print it. */
  readonly url: string
  readonly source: OperationSource
  readonly packs: readonly RegionPack[]
  readonly secretBox: SecretBox
  readonly crypto: CryptoProvider
  /** Where lake and statistics are kept; null where none are made. */
  readonly dataDir: string | null
  readonly log: (line: string) => void
}

import type { CaseworkLaw } from '@yibao/core/casework'
import type { RegionPack } from '@yibao/core/policy'
import type pg from 'pg'
import type { CryptoProvider } from '../crypto/provider.ts'
import type { openPrinter } from '../files/statement-printer.ts'
import type { ProcessSight } from '../flows/centre-ports.ts'
import type { JobStore } from '../flows/job-ports.ts'
import type { OperationLog, OperationSource } from '../flows/operation-log.ts'
import type { Door } from '../national/answer.ts'
import type { LiveRegistry } from '../registry.ts'
import type { openBookBinder } from '../rest-room-books.ts'
import type { Database } from '../store/database.ts'
import type { SecretBox } from '../store/secret-box.ts'

/** What the rooms of the REST interface are built on. */
export interface RoomGround {
  /** Cannot write; what is read through it is given up when the asker hangs up. */
  readonly reads: pg.Pool
  readonly database: Pick<Database, 'pool' | 'url'>
  readonly source: OperationSource
  readonly log: OperationLog
  readonly registry: LiveRegistry
  readonly packs: readonly RegionPack[]
  readonly secretBox: SecretBox
  readonly crypto: CryptoProvider
  /** The national interface, for those who work it in a session. */
  readonly door: Door
  readonly printer: ReturnType<typeof openPrinter>
  readonly binder: ReturnType<typeof openBookBinder>
  /** Where long work is put into the queue. */
  readonly jobs: JobStore
  /** What review items and cases are held against. */
  readonly law: CaseworkLaw
  /** Aborted when whoever sent the request at hand does not wait for its answer any more; null outside of one. */
  readonly asking: () => AbortSignal | null
  /** This process among those that answer for the centre, and what it is busy with. */
  readonly sight: ProcessSight
  /** What is to be closed together with the rooms. */
  readonly atClose: (end: () => Promise<void>) => void
  /** Where lake and statistics are kept; null where none are made. */
  readonly dataDir: string | null
  /** Where people reach the centre, `https://centre.example`; null when nobody said and it cannot be told. */
  readonly publicUrl: () => string | null
  readonly reportFault: (reference: string, fault: unknown) => void
}

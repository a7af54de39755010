import type { CryptoProvider } from './crypto/provider.ts'
import { comparisonWorkbook } from './files/comparison-xlsx.ts'
import { reportWorkbook } from './files/report-xlsx.ts'
import { version } from './files/shipped.ts'
import { papersBy } from './files/statement-papers.ts'
import { openPrinter } from './files/statement-printer.ts'
import type { OperationSource } from './flows/operation-log.ts'
import type { Registry } from './flows/ports.ts'
import { userOf } from './flows/sessions.ts'
import { settlementHandlers, visitHandlers } from './http/rest/care.ts'
import type { RestDesk } from './http/rest/desk.ts'
import { messageHandlers } from './http/rest/messages.ts'
import { officeHandlers } from './http/rest/office.ts'
import { oversightHandlers } from './http/rest/oversight.ts'
import { paymentHandlers } from './http/rest/payments.ts'
import { peopleHandlers } from './http/rest/people.ts'
import { planHandlers } from './http/rest/plans.ts'
import { reportHandlers } from './http/rest/reports.ts'
import { paperHandlers, workbenchHandlers } from './http/rest/workbench.ts'
import type { RestOptions } from './http/rest.ts'
import { officeDesk } from './office-desk.ts'
import { reviewDesk } from './payment-desk.ts'
import { readableDesk } from './readable-desk.ts'
import type { Database } from './store/database.ts'
import type { DatabaseWatch } from './store/database-watch.ts'
import { paperStore } from './store/paper-store.ts'
import { createPool, guardPool, type Patience } from './store/pool.ts'
import { paymentReads } from './store/rest-payments.ts'
import { peopleStore } from './store/rest-people.ts'
import { reportStore } from './store/rest-reports.ts'
import { settlementStore } from './store/rest-settlements.ts'
import { visitStore } from './store/rest-visits.ts'
import type { SecretBox } from './store/secret-box.ts'
import { comparisonStore } from './store/workbench-store.ts'

/** Connections of a process for looking at what is on file: reports must not hold those of the hot road. */
const readers = 2

/** Sums over a province's month take longer than a till would wait. */
const readerPatience: Patience = { connectionMs: 10_000, statementMs: 60_000 }

interface RestRoomOptions {
  readonly database: Pick<Database, 'pool' | 'url'>
  readonly watch: Pick<DatabaseWatch, 'absence' | 'suspect'>
  readonly secretBox: SecretBox
  readonly crypto: CryptoProvider
  readonly registry: Pick<Registry, 'book'>
  readonly source: OperationSource
  readonly reportFault: (reference: string, fault: unknown) => void
  readonly log: (line: string) => void
}

/** The REST interface with its stores. */
export interface RestRoom {
  readonly options: RestOptions
  close(): Promise<void>
}

/** Puts the REST interface together. What it reads, it reads through connections of its own that cannot write. */
export function openRestRoom(options: RestRoomOptions): RestRoom {
  const { database, watch, secretBox, crypto, registry, source, reportFault, log } = options
  const pool = createPool({
    url: database.url,
    maxConnections: readers,
    readOnly: true,
    patience: readerPatience,
    log,
  })
  const unguard = guardPool(pool, watch)
  const printer = openPrinter()
  const office = officeDesk(database.pool, source)
  const desk: RestDesk = {
    ...source,
    people: peopleStore(pool),
    visits: visitStore(pool),
    settlements: settlementStore(pool),
    messages: readableDesk(pool, secretBox, crypto),
    reports: reportStore(pool),
    log: office.log,
    book: reportWorkbook,
    plans: registry.book,
  }
  return {
    options: {
      sessions: { userOf: (token, from) => userOf(office, token, from) },
      log: office.log,
      source,
      version,
      reportFault,
      handlers: {
        ...officeHandlers(office),
        ...oversightHandlers(office),
        ...peopleHandlers(desk),
        ...planHandlers(desk),
        ...visitHandlers(desk),
        ...settlementHandlers(desk),
        ...messageHandlers(desk),
        ...reportHandlers(desk),
        ...paymentHandlers({ reads: paymentReads(pool), reviews: reviewDesk(database.pool, source) }),
        ...workbenchHandlers({
          ...source,
          comparisons: comparisonStore(pool),
          book: comparisonWorkbook,
          log: office.log,
        }),
        ...paperHandlers({ ...source, papers: paperStore(pool), print: papersBy(printer), log: office.log }),
      },
    },
    async close() {
      unguard()
      await printer.close()
      await pool.end()
    },
  }
}

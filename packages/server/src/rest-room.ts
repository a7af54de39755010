import type { CaseworkLaw } from '@yibao/core/casework'
import type { CreditRules } from '@yibao/core/credit'
import { caseworkDesk } from './casework-desk.ts'
import { creditDesk } from './credit-desk.ts'
import type { CryptoProvider } from './crypto/provider.ts'
import { evidenceDesk } from './evidence-desk.ts'
import { version } from './files/shipped.ts'
import { paperOf } from './files/statement-content.ts'
import { papersBy } from './files/statement-papers.ts'
import { openPrinter } from './files/statement-printer.ts'
import { evidenceFiles } from './flows/evidence-files.ts'
import type { OperationSource } from './flows/operation-log.ts'
import type { Registry } from './flows/ports.ts'
import { userOf } from './flows/sessions.ts'
import { settlementHandlers, visitHandlers } from './http/rest/care.ts'
import { caseworkHandlers } from './http/rest/casework.ts'
import { creditHandlers } from './http/rest/credit.ts'
import type { RestDesk } from './http/rest/desk.ts'
import { matterFileHandlers } from './http/rest/matter-files.ts'
import { messageHandlers } from './http/rest/messages.ts'
import { officeHandlers } from './http/rest/office.ts'
import { oversightHandlers } from './http/rest/oversight.ts'
import { paymentHandlers } from './http/rest/payments.ts'
import { peopleHandlers } from './http/rest/people.ts'
import { planHandlers } from './http/rest/plans.ts'
import { refusalLog } from './http/rest/refusal-log.ts'
import { reportHandlers } from './http/rest/reports.ts'
import { paperHandlers, workbenchHandlers } from './http/rest/workbench.ts'
import type { RestOptions } from './http/rest.ts'
import { officeDesk } from './office-desk.ts'
import { reviewDesk } from './payment-desk.ts'
import { readableDesk } from './readable-desk.ts'
import { openBookBinder } from './rest-room-books.ts'
import { stoppable } from './rest-room-readers.ts'
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

/** Connections of a process for sessions, accounts and the operation log: a flood of passwords waits for itself only. */
const officers = 2

/** Whoever signs in while many do is told to come back rather than kept waiting. */
const officePatience: Patience = { connectionMs: 5_000, statementMs: 10_000 }

interface RestRoomOptions {
  readonly database: Pick<Database, 'pool' | 'url'>
  readonly watch: Pick<DatabaseWatch, 'absence' | 'suspect'>
  readonly secretBox: SecretBox
  readonly crypto: CryptoProvider
  readonly registry: Pick<Registry, 'book'>
  readonly source: OperationSource
  /** What review items and cases are held against. */
  readonly law: CaseworkLaw
  readonly creditRules: CreditRules
  readonly reportFault: (reference: string, fault: unknown) => void
  readonly log: (line: string) => void
}

/** The REST interface with its stores. */
export interface RestRoom {
  readonly options: RestOptions
  close(): Promise<void>
}

/**
 * Puts the REST interface together. What it reads, it reads through connections of its own that cannot write, and as long
 * as somebody waits for it; sessions, accounts and the operation log have connections of their own as well.
 */
export function openRestRoom(options: RestRoomOptions): RestRoom {
  const { database, watch, secretBox, crypto, registry, source, law, creditRules, reportFault, log } = options
  const pool = createPool({
    url: database.url,
    maxConnections: readers,
    readOnly: true,
    patience: readerPatience,
    log,
  })
  const officePool = createPool({ url: database.url, maxConnections: officers, patience: officePatience, log })
  const unguards = [pool, officePool].map((one) => guardPool(one, watch))
  const { during } = stoppable(pool, { stopThrough: officePool, log })
  const printer = openPrinter()
  const binder = openBookBinder()
  const unbounded = officeDesk(officePool, source)
  const refusals = refusalLog({ log: unbounded.log, reportFault: (fault) => reportFault(source.newId(), fault) })
  const office = { ...unbounded, log: refusals }
  const desk: RestDesk = {
    ...source,
    people: peopleStore(pool),
    visits: visitStore(pool),
    settlements: settlementStore(pool),
    messages: readableDesk(pool, secretBox, crypto),
    reports: reportStore(pool),
    log: office.log,
    book: (report) => binder.write({ kind: 'report', report }),
    plans: registry.book,
  }
  return {
    options: {
      sessions: { userOf: (token, from) => userOf(office, token, from) },
      log: office.log,
      source,
      version,
      reportFault,
      during,
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
        ...caseworkHandlers(caseworkDesk(database.pool, source, law)),
        ...matterFileHandlers({
          ...caseworkDesk(database.pool, source, law),
          files: evidenceFiles(evidenceDesk(database.pool, source)),
          log: office.log,
          print: printer.matter,
        }),
        ...creditHandlers(creditDesk(database.pool, source, creditRules)),
        ...workbenchHandlers({
          ...source,
          comparisons: comparisonStore(pool),
          book: (comparison, { year, source: from }) =>
            binder.write({ kind: 'comparison', comparison, about: { year, source: from } }),
          log: office.log,
        }),
        ...paperHandlers({
          ...source,
          papers: paperStore(pool),
          print: {
            ...papersBy(printer),
            workbook: (facts) => binder.write({ kind: 'statement', paper: paperOf(facts) }),
          },
          log: office.log,
        }),
      },
    },
    async close() {
      await refusals.close()
      for (const unguard of unguards) unguard()
      await printer.close()
      await binder.close()
      await pool.end()
      await officePool.end()
    },
  }
}

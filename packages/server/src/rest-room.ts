import type { CaseworkLaw } from '@yibao/core/casework'
import type { CreditRules } from '@yibao/core/credit'
import type { RegionPack } from '@yibao/core/policy'
import { caseworkDesk } from './casework-desk.ts'
import { creditDesk } from './credit-desk.ts'
import type { CryptoProvider } from './crypto/provider.ts'
import { evidenceDesk } from './evidence-desk.ts'
import { version } from './files/shipped.ts'
import { paperOf } from './files/statement-content.ts'
import { papersBy } from './files/statement-papers.ts'
import { openPrinter } from './files/statement-printer.ts'
import type { ProcessSight } from './flows/centre-ports.ts'
import { evidenceFiles } from './flows/evidence-files.ts'
import type { OperationSource } from './flows/operation-log.ts'
import { userOf } from './flows/sessions.ts'
import type { SignInHints } from './flows/sign-in-hints.ts'
import { visitHandlers } from './http/rest/care.ts'
import { caseworkHandlers } from './http/rest/casework.ts'
import { creditHandlers } from './http/rest/credit.ts'
import type { RestDesk } from './http/rest/desk.ts'
import { matterFileHandlers } from './http/rest/matter-files.ts'
import { messageHandlers } from './http/rest/messages.ts'
import { officeHandlers } from './http/rest/office.ts'
import { oversightHandlers } from './http/rest/oversight.ts'
import { peopleHandlers } from './http/rest/people.ts'
import { planHandlers } from './http/rest/plans.ts'
import { refusalLog } from './http/rest/refusal-log.ts'
import { regionHandlers } from './http/rest/regions.ts'
import { reportHandlers } from './http/rest/reports.ts'
import { paperHandlers, workbenchHandlers } from './http/rest/workbench.ts'
import type { RestOptions } from './http/rest.ts'
import type { Door } from './national/answer.ts'
import { refusalMeaning } from './national/refusal-words.ts'
import { officeDesk } from './office-desk.ts'
import { readableDesk } from './readable-desk.ts'
import type { LiveRegistry } from './registry.ts'
import { openBookBinder } from './rest-room-books.ts'
import { stoppable } from './rest-room-readers.ts'
import { administrationRoom } from './rest-rooms/administration.ts'
import { catalogueRoom } from './rest-rooms/catalogues.ts'
import { evidenceRoom } from './rest-rooms/evidence.ts'
import { findingRoom } from './rest-rooms/findings.ts'
import type { RoomGround } from './rest-rooms/ground.ts'
import { importRoom } from './rest-rooms/imports.ts'
import { indicatorRoom } from './rest-rooms/indicators.ts'
import { jobRoom } from './rest-rooms/jobs.ts'
import { measureRoom } from './rest-rooms/measures.ts'
import { paymentRoom } from './rest-rooms/payments.ts'
import { policyRoom } from './rest-rooms/policies.ts'
import { providerRoom } from './rest-rooms/providers.ts'
import { receiptRoom } from './rest-rooms/receipts.ts'
import { ruleRoom } from './rest-rooms/rules.ts'
import { searchRoom } from './rest-rooms/search.ts'
import { settlementRoom } from './rest-rooms/settlements.ts'
import { tillRoom } from './rest-rooms/till.ts'
import { tipRoom } from './rest-rooms/tips.ts'
import { todoRoom } from './rest-rooms/todo.ts'
import { wallRoom } from './rest-rooms/wall.ts'
import type { Database } from './store/database.ts'
import type { DatabaseWatch } from './store/database-watch.ts'
import { jobStore } from './store/job-store.ts'
import { paperStore } from './store/paper-store.ts'
import { createPool, guardPool, type Patience } from './store/pool.ts'
import { peopleStore } from './store/rest-people.ts'
import { reportStore } from './store/rest-reports.ts'
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
  readonly registry: LiveRegistry
  readonly packs: readonly RegionPack[]
  readonly door: Door
  /** Where lake and statistics are kept; null where none are made. */
  readonly dataDir: string | null
  readonly source: OperationSource
  /** What review items and cases are held against. */
  readonly law: CaseworkLaw
  readonly creditRules: CreditRules
  /** Accounts that the sign-in page of a demo shows; nothing else has any. */
  readonly hints: SignInHints
  readonly sight: ProcessSight
  /** Where people reach the centre; null when nobody said and it cannot be told. */
  readonly publicUrl: () => string | null
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
  const { packs, door, dataDir, sight, hints, publicUrl } = options
  const pool = createPool({
    url: database.url,
    maxConnections: readers,
    readOnly: true,
    patience: readerPatience,
    log,
  })
  const officePool = createPool({ url: database.url, maxConnections: officers, patience: officePatience, log })
  const unguards = [pool, officePool].map((one) => guardPool(one, watch))
  const { during, asking } = stoppable(pool, { stopThrough: officePool, log })
  const printer = openPrinter()
  const binder = openBookBinder()
  const unbounded = officeDesk(officePool, source)
  const refusals = refusalLog({ log: unbounded.log, reportFault: (fault) => reportFault(source.newId(), fault) })
  const office = { ...unbounded, log: refusals }
  const ends: (() => Promise<void>)[] = []
  const ground: RoomGround = {
    reads: pool,
    database,
    source,
    log: office.log,
    registry,
    packs,
    secretBox,
    crypto,
    door,
    printer,
    binder,
    jobs: jobStore(database.pool, pool),
    law,
    asking,
    sight,
    atClose: (end) => void ends.push(end),
    dataDir,
    publicUrl,
    reportFault,
  }
  const institutionName = (providerCode: string): string | null => registry.provider(providerCode)?.name ?? null
  const nameOfInstitution = (providerCode: string) => registry.provider(providerCode)?.name ?? null
  const desk: RestDesk = {
    ...source,
    people: peopleStore(pool),
    visits: visitStore(pool),
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
        ...officeHandlers(office, nameOfInstitution, hints),
        ...regionHandlers(packs, registry.provider),
        ...catalogueRoom(ground),
        ...providerRoom(ground, creditRules),
        ...importRoom(ground),
        ...jobRoom(ground),
        ...oversightHandlers(office),
        ...administrationRoom(ground),
        ...wallRoom(ground),
        ...peopleHandlers(desk),
        ...planHandlers(desk),
        ...policyRoom(ground),
        ...visitHandlers(desk),
        ...settlementRoom(ground),
        ...receiptRoom(ground),
        ...searchRoom(ground),
        ...todoRoom(ground),
        ...tillRoom(ground),
        ...messageHandlers(desk, { refusal: refusalMeaning, institution: nameOfInstitution }),
        ...reportHandlers({ ...desk, institutionName }),
        ...paymentRoom(ground),
        ...caseworkHandlers(caseworkDesk(database.pool, source, law)),
        ...matterFileHandlers({
          ...caseworkDesk(database.pool, source, law),
          files: evidenceFiles(evidenceDesk(database.pool, source)),
          log: office.log,
          print: printer.matter,
        }),
        ...creditHandlers(creditDesk(database.pool, source, creditRules)),
        ...evidenceRoom(ground),
        ...tipRoom(ground),
        ...findingRoom(ground),
        ...indicatorRoom(ground),
        ...measureRoom(ground),
        ...ruleRoom(ground),
        ...workbenchHandlers({
          ...source,
          institutionName,
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
      for (const end of ends) await end()
      await printer.close()
      await binder.close()
      await pool.end()
      await officePool.end()
    },
  }
}

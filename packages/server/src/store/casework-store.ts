import { actsTelling, type Matter, type MatterEvent, type NewItem } from '@yibao/core/casework'
import type { SchemeCode } from '@yibao/core/encounter'
import type { Reach } from '@yibao/core/office'
import type pg from 'pg'
import type {
  BillTurned,
  CaseworkStore,
  CaseworkTables,
  DeclaredConflict,
  FiledMatter,
  IntakeItem,
  MatterDocument,
  MatterKey,
  MatterMoney,
  WaitingDeduction,
} from '../flows/casework-ports.ts'
import { caseworkMoney, lineOf } from './casework-money-store.ts'
import {
  advanceMatter,
  billsTurned,
  conflictsOf,
  documentByNo,
  documentsOf,
  eventsOf,
  filedJson,
  findingsToTake,
  insertDocument,
  insertEvents,
  insertMatters,
  insertReminders,
  loadsOf,
  matterById,
  moneyOf,
  namesOf,
  schemesOf,
  unknownEvidence,
  waitingDeductions,
} from './casework-sql.ts'
import { type Condition, oneCondition, statementOf } from './conditions.ts'
import { noteOperation } from './operation-log-store.ts'
import { withinReach } from './reach-sql.ts'
import { type Queryable, query, transaction } from './sql.ts'

/** The first number of the advisory lock under which papers get their numbers. */
const documentLock = 7_140_830

async function moneyRows(on: Queryable, matterId: string): Promise<readonly MatterMoney[]> {
  const rows = await query<{ money: MatterMoney }>(on, 'casework-money', moneyOf, [matterId])
  return rows.map(({ money }) => money)
}

function tablesOf(client: Queryable): CaseworkTables {
  return {
    ...caseworkMoney(client),

    async advance({ matter, scheme }, before, at) {
      const values = [matter.matterId, JSON.stringify(matter), at, before, scheme]
      return (await query(client, 'casework-advance', advanceMatter, values)).length === 1
    },

    async open(openings) {
      const [first] = openings
      if (first === undefined) return new Set()
      const rows = openings.map(({ matter, intake: { item, scheme } }) => ({ matter, scheme, facts: item.facts }))
      const values = [JSON.stringify(rows), first.event.at]
      const filed = await query<{ matterId: string }>(client, 'casework-open', insertMatters, values)
      const numbers = new Set(filed.map(({ matterId }) => matterId))
      const events = openings.flatMap(({ event }) => (numbers.has(event.matterId) ? [event] : []))
      await query(client, 'casework-events-added', insertEvents, [JSON.stringify(events)])
      return numbers
    },

    async addEvent(event) {
      await query(client, 'casework-events-added', insertEvents, [JSON.stringify([event])])
    },

    async nextDocument(beginning) {
      await query(client, 'casework-document-lock', 'select pg_advisory_xact_lock($1, hashtext($2))', [
        documentLock,
        beginning,
      ])
      const text = `select count(*)::int as count from matter_document where starts_with(document_no, $1)`
      const [row] = await query<{ count: number }>(client, 'casework-document-count', text, [beginning])
      return (row?.count ?? 0) + 1
    },

    async addDocument({ matterId, number, kind, documentNo, issuedOn, content, digest }) {
      const values = [matterId, number, kind, documentNo, issuedOn, JSON.stringify(content), digest]
      await query(client, 'casework-document', insertDocument, values)
    },

    money: (matterId) => moneyRows(client, matterId),
    note: (operation) => noteOperation(client, operation),
  }
}

type Person = { readonly userId: string }

/** One value for each person who was asked about. */
async function byPerson<T>(
  pool: pg.Pool,
  name: string,
  text: string,
  userIds: readonly string[],
  ofRow: (row: never) => T,
): Promise<Readonly<Record<string, T>>> {
  const rows = await query<Person & pg.QueryResultRow>(pool, name, text, [userIds])
  return Object.fromEntries(rows.map((row) => [row.userId, ofRow(row as never)]))
}

/** A matter in which person `$n` has a part. */
export const partOf = (
  n: number,
): string => `(m.first_reviewer = $${n} or m.second_reviewer = $${n} or m.appeal_reviewer = $${n}
  or m.content->'investigators' ? $${n})`

/** Where the rows of `m`, matters, belong. */
export const matterBelonging = { divisions: ['m.division'], institution: 'm.provider_code' }

/** An institution's office sees what it was told of; whoever reaches the region sees all of it. */
export function disclosed(reach: Reach): readonly Condition[] {
  return withinReach({ ...reach, institutions: [] }, matterBelonging).map(({ text, values }) => ({
    name: 'told',
    text: (n) => `(${text(n)} or exists (select from jsonb_array_elements(m.content->'hands') hand
      where hand->>'did' = any($${n + values.length}::text[])))`,
    values: [...values, actsTelling],
  }))
}

function behind(key: MatterKey | null): readonly Condition[] {
  if (key === null) return []
  const text = (n: number): string => `(m.opened_on, m.matter_id) < ($${n}::date, $${n + 1})`
  return [{ name: 'behind', text, values: [key.openedOn, key.matterId] }]
}

function reads(pool: pg.Pool): Omit<CaseworkStore, 'inOne' | 'declareConflict' | 'endConflict' | 'remind'> {
  const matters = async (name: string, where: string): Promise<readonly Matter[]> => {
    const text = `select content as matter from matter where ${where} order by matter_id`
    return (await query<{ matter: Matter }>(pool, name, text)).map(({ matter }) => matter)
  }
  return {
    async matter(matterId) {
      const [row] = await query<{ filed: FiledMatter }>(pool, 'casework-matter', matterById, [matterId])
      return row?.filed ?? null
    },

    async events(matterId) {
      const rows = await query<{ event: MatterEvent }>(pool, 'casework-events', eventsOf, [matterId])
      return rows.map(({ event }) => event)
    },

    async documents(matterId) {
      const rows = await query<{ document: MatterDocument }>(pool, 'casework-documents', documentsOf, [matterId])
      return rows.map(({ document }) => document)
    },

    async document(documentNo) {
      const values = [documentNo]
      const rows = await query<{ document: MatterDocument }>(pool, 'casework-document-by-no', documentByNo, values)
      return rows[0]?.document ?? null
    },

    money: (matterId) => moneyRows(pool, matterId),
    entry: caseworkMoney(pool).entry,
    line: (matterId) => lineOf(pool, matterId),

    async facts(matterId) {
      const text = 'select facts from matter where matter_id = $1'
      return (await query<{ facts: NewItem['facts'] }>(pool, 'casework-facts', text, [matterId]))[0]?.facts ?? null
    },

    async list({ procedure, state, source, providerCode, userId, dueBefore, billUndone = false }, reach, after, limit) {
      const { name, text, values } = statementOf(
        'casework-list',
        [
          ...oneCondition('procedure', (n) => `m.procedure = $${n}`, procedure),
          ...oneCondition('state', (n) => `m.state = $${n}`, state),
          ...oneCondition('source', (n) => `m.source = $${n}`, source),
          ...oneCondition('provider', (n) => `m.provider_code = $${n}`, providerCode),
          ...oneCondition('person', partOf, userId),
          ...oneCondition('due', (n) => `m.deadline_until < $${n}`, dueBefore),
          ...(billUndone ? [{ name: 'undone', text: () => `m.content->>'billUndone' is not null`, values: [] }] : []),
          ...withinReach(reach, matterBelonging),
          ...disclosed(reach),
          ...behind(after),
        ],
        (where, next) =>
          `select ${filedJson} as filed from matter m ${where} order by m.opened_on desc, m.matter_id desc limit $${next}`,
      )
      const rows = await query<{ filed: FiledMatter }>(pool, name, text, [...values, limit])
      return rows.map(({ filed }) => filed)
    },

    running: () => matters('casework-running', 'deadline_until is not null'),
    cleared: () => matters('casework-cleared', `procedure = 'review' and state = 'cleared'`),

    async waitingDeductions() {
      return await query<WaitingDeduction & pg.QueryResultRow>(pool, 'casework-waiting', waitingDeductions)
    },

    async billsTurned() {
      return await query<BillTurned & pg.QueryResultRow>(pool, 'casework-bills-turned', billsTurned)
    },

    conflictsOf: (userIds) =>
      byPerson(pool, 'casework-conflicts-of', conflictsOf, userIds, (row: { conflicts: readonly string[] }) => {
        return row.conflicts
      }),

    async conflicts() {
      const text = `select user_id as "userId", provider_code as "providerCode", declared_by as "declaredBy", reason,
        to_char(declared_at, 'YYYY-MM-DD HH24:MI:SS') as "declaredAt"
        from matter_conflict where ended_at is null order by user_id, provider_code`
      return await query<DeclaredConflict & pg.QueryResultRow>(pool, 'casework-conflicts', text)
    },

    async unknownEvidence(evidence) {
      const rows = await query<{ one: string }>(pool, 'casework-unknown-evidence', unknownEvidence, [evidence])
      return rows.map(({ one }) => one)
    },

    names: (userIds) => byPerson(pool, 'casework-names', namesOf, userIds, (row: { name: string }) => row.name),
    loads: (userIds) => byPerson(pool, 'casework-loads', loadsOf, userIds, (row: { load: number }) => row.load),

    async findings({ from, until, rule, limit, findingIds = null }) {
      const values = [from, until, rule, limit, findingIds]
      const rows = await query<{ item: IntakeItem }>(pool, 'casework-findings', findingsToTake, values)
      return rows.map(({ item }) => item)
    },

    async schemesOf(asked) {
      const values = [asked.map(({ providerCode }) => providerCode), asked.map(({ insuredId }) => insuredId)]
      const rows = await query<{ scheme: SchemeCode | null }>(pool, 'casework-schemes-of', schemesOf, values)
      return rows.map(({ scheme }) => scheme)
    },
  }
}

/** Review items and administrative cases. */
export function caseworkStore(pool: pg.Pool): CaseworkStore {
  return {
    ...reads(pool),
    inOne: (work) => transaction(pool, (client) => work(tablesOf(client))),

    declareConflict({ userId, providerCode, declaredAt, declaredBy, reason }, operation) {
      return transaction(pool, async (client) => {
        const text = `insert into matter_conflict (user_id, provider_code, declared_at, declared_by, reason)
          values ($1, $2, $3, $4, $5) on conflict do nothing returning user_id`
        const values = [userId, providerCode, declaredAt, declaredBy, reason]
        const added = (await query(client, 'casework-conflict', text, values)).length === 1
        if (added) await noteOperation(client, operation)
        return added
      })
    },

    endConflict(userId, providerCode, by, at, operation) {
      return transaction(pool, async (client) => {
        const text = `update matter_conflict set ended_at = $4, ended_by = $3
          where user_id = $1 and provider_code = $2 and ended_at is null returning user_id`
        const ended = (await query(client, 'casework-conflict-end', text, [userId, providerCode, by, at])).length === 1
        if (ended) await noteOperation(client, operation)
        return ended
      })
    },

    async remind(reminders, at) {
      const values = [JSON.stringify(reminders), at]
      const told = await query<{ matterId: string }>(pool, 'casework-remind', insertReminders, values)
      const numbers = new Set(told.map(({ matterId }) => matterId))
      return reminders.filter(({ matterId }) => numbers.has(matterId))
    },
  }
}

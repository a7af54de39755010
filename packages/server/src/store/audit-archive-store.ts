import type { SideRow } from '@yibao/core/audit'
import { addDays, type IsoDate } from '@yibao/core/kernel'
import type { SeenSources } from '@yibao/core/settlement'
import type pg from 'pg'
import type { AuditArchive, GroupedVisit, GroupKey, PastQuestion, VisitGroup } from '../flows/audit-archive-ports.ts'
import type { ArchivedPerson, ArchivedVisit } from '../flows/audit-ground.ts'
import { archivedPerson, archivedVisit, type SentPerson, type SentVisit } from './audit-archive-rows.ts'
import {
  auditedPeople,
  linesCompleteFrom,
  listed,
  pastVisits,
  pastVisitsWithLines,
  sideRows,
  sideTablesOnFile,
  visitsOfDoctors,
  visitsOfProviders,
} from './audit-archive-sql.ts'
import { query } from './sql.ts'

/** Persons of one reading: each may come with years of visits. */
const peopleAtOnce = 64
const visitsAtOnce = 256
const sideRowsAtOnce = 2_000

interface PersonRow extends SentPerson {
  readonly visits: readonly SentVisit[] | null
}

interface GroupRow extends SentPerson {
  readonly key: string
  readonly visit: SentVisit
}

interface SideFact {
  readonly anchor: string
  readonly content: SideRow
}

const statements: Readonly<Record<GroupKey, string>> = { provider: visitsOfProviders, doctor: visitsOfDoctors }

interface PastRow {
  readonly insuredId: string
  readonly visit: SentVisit
}

function personOf({ visits, ...sent }: PersonRow): ArchivedPerson {
  const person = archivedPerson(sent)
  return { ...person, visits: (visits ?? []).map((visit) => archivedVisit(visit, person.insured.insuredId).visit) }
}

function groupedOf({ visit: sent, ...about }: GroupRow): GroupedVisit {
  const person = archivedPerson(about)
  const { visit, current } = archivedVisit(sent, person.insured.insuredId)
  return { archived: visit, person, current }
}

/** Groups of visits; one that grows beyond `most` lines lets go of them and is only counted on. */
async function* visitGroups(pages: AsyncIterable<readonly GroupRow[]>, most: number): AsyncGenerator<VisitGroup> {
  let key: string | null = null
  let visits: GroupedVisit[] = []
  let lines = 0
  for await (const page of pages) {
    for (const row of page) {
      if (key !== null && key !== row.key) yield { key, visits, lines }
      if (key !== row.key) [key, visits, lines] = [row.key, [], 0]
      lines += row.visit[3]?.length ?? 0
      if (lines > most || key === '') visits = []
      else visits.push(groupedOf(row))
    }
  }
  if (key !== null) yield { key, visits, lines }
}

let cursors = 0

/** Streams the rows of a statement; the client is inside a transaction, in which the cursor lives. */
async function* stream<Row extends pg.QueryResultRow>(
  client: pg.ClientBase,
  text: string,
  values: readonly unknown[],
  atOnce: number,
): AsyncGenerator<readonly Row[]> {
  cursors += 1
  const name = `audit_${cursors}`
  await client.query(`declare ${name} no scroll cursor for ${text}`, [...values])
  try {
    for (;;) {
      const { rows } = await client.query<Row>(`fetch ${atOnce} from ${name}`)
      if (rows.length > 0) yield rows
      if (rows.length < atOnce) return
    }
  } finally {
    await client.query(`close ${name}`)
  }
}

/** Rows that follow each other with one key, together. */
async function* byKey<Row>(
  pages: AsyncIterable<readonly Row[]>,
  keyOf: (row: Row) => string,
): AsyncGenerator<readonly Row[]> {
  let group: Row[] = []
  let key: string | null = null
  for await (const page of pages) {
    for (const row of page) {
      if (keyOf(row) !== key && group.length > 0) {
        yield group
        group = []
      }
      key = keyOf(row)
      group.push(row)
    }
  }
  if (group.length > 0) yield group
}

async function* mapped<From, To>(
  rows: AsyncIterable<readonly From[]>,
  map: (row: From) => To,
): AsyncGenerator<readonly To[]> {
  for await (const page of rows) yield page.map(map)
}

/**
 * The archive as one transaction sees it.
 *
 * @param client inside a transaction: the cursors live in it
 */
export async function openAuditArchive(client: pg.ClientBase, sources: SeenSources): Promise<AuditArchive> {
  const [retired] = await query<{ day: IsoDate | null }>(client, 'audit-lines-complete', linesCompleteFrom)
  return {
    sources,
    completeFrom: retired?.day ?? null,
    people({ from, until, division, providerCode = null }, { firstKey, lastKey }) {
      const values = [from, until, division, firstKey, lastKey, providerCode]
      return mapped(stream<PersonRow & pg.QueryResultRow>(client, auditedPeople, values, peopleAtOnce), personOf)
    },
    async past(questions, until) {
      const found = new Map<string, ArchivedVisit[]>()
      const { true: ofLines = [], false: ofVisits = [] } = Object.groupBy(questions, ({ linesOnly }) => `${linesOnly}`)
      const read = async (name: string, text: string, some: readonly PastQuestion[]): Promise<void> => {
        if (some.length === 0) return
        const rows = await query<PastRow & pg.QueryResultRow>(client, name, text, [
          some.map(({ insuredId }) => insuredId),
          until,
          some.map(({ from }) => from),
          some.map(({ items }) => (items === 'all' ? null : listed(items))),
          some.map(({ but }) => listed(but)),
        ])
        for (const { insuredId, visit: sent } of rows) {
          const { visit } = archivedVisit(sent, insuredId)
          if (!found.get(insuredId)?.push(visit)) found.set(insuredId, [visit])
        }
      }
      await read('audit-past', pastVisits, ofVisits)
      await read('audit-past-lines', pastVisitsWithLines, ofLines)
      return found
    },
    grouped({ from, until, division, providerCode = null }, by, { days, most }) {
      const values = [from, until, division, addDays(from, -days), providerCode]
      return visitGroups(stream<GroupRow & pg.QueryResultRow>(client, statements[by], values, visitsAtOnce), most)
    },
    async tablesOnFile(tables) {
      const rows = await query<{ name: string; key: string }>(client, 'audit-side-tables', sideTablesOnFile, [tables])
      return new Map(rows.map(({ name, key }) => [name, key]))
    },
    async side({ table, anchors, from, until }) {
      const rows = await query<SideFact & pg.QueryResultRow>(client, 'audit-side', sideRows, [
        table,
        anchors,
        from,
        until,
      ])
      return rows.map(({ anchor, content }) => ({ anchor, row: content }))
    },
    sideGroups(table, { from, until }) {
      const rows = stream<SideFact & pg.QueryResultRow>(client, sideRows, [table, null, from, until], sideRowsAtOnce)
      return mapped(
        byKey(rows, ({ anchor }) => anchor),
        ({ content }) => content,
      )
    },
  }
}

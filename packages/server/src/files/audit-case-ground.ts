import type { AuditGround, AuditPerson, AuditProvider, AuditVisit, SideRow } from '@yibao/core/audit'
import { addDays, type IsoDate, isoDate, type LocalDateTime } from '@yibao/core/kernel'
import { later, repetitionOf, timeOf } from './audit-case-values.ts'
import { personOver, providerOver, usualPerson, usualProvider, visitOver } from './audit-case-visit.ts'
import type { AuditColumn, SideTable } from './audit-tables-yaml.ts'
import { numberOf, yuanOf } from './audit-values.ts'
import { complain, entriesOf, fieldsOf, isMapping, isText, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { dateOfSpot, flagOf, wordOf } from './policy-values.ts'

/** Everything is known from here on, unless a case says otherwise. */
const longAgo = isoDate('2000-01-01')

interface People {
  readonly person: AuditPerson
  readonly provider: AuditProvider
}

function shifted(visit: AuditVisit, seconds: number): AuditVisit {
  if (seconds === 0) return visit
  const move = (at: LocalDateTime): LocalDateTime => later(at, seconds)
  return {
    ...visit,
    begin: move(visit.begin),
    ...(visit.end == null ? {} : { end: move(visit.end) }),
    ...(visit.settledAt === undefined ? {} : { settledAt: move(visit.settledAt) }),
    lines: visit.lines.map((line) => ({ ...line, at: move(line.at) })),
  }
}

function repeatedVisits(spot: Spot, { person, provider }: People): readonly AuditVisit[] {
  const entry = (name: string) => (isMapping(spot) ? (entriesOf(spot).find((one) => one.name === name) ?? null) : null)
  const { times, apart } = repetitionOf(entry('repeat'), entry('every'))
  const each = entry('each')
  const ofMany = each !== null && wordOf(each, ['person']) === 'person'
  const visit = visitOver(spot, person, provider)
  return Array.from({ length: times }, (_, index) => {
    const copy = shifted(visit, index * apart)
    return ofMany ? { ...copy, person: { ...copy.person, insuredId: `${copy.person.insuredId}-${index + 1}` } } : copy
  })
}

function visitsOf(spots: readonly Spot[], people: People): readonly AuditVisit[] {
  const visits = spots.flatMap((spot) => repeatedVisits(spot, people))
  const named = visits.map((visit, index) =>
    visit.visitId === undefined ? { ...visit, visitId: `v${index + 1}` } : visit,
  )
  return [...named].sort((a, b) => (a.begin < b.begin ? -1 : a.begin > b.begin ? 1 : 0))
}

/** One cell of a side row or of a knowledge point. */
export function cellOf(spot: Spot, { type }: AuditColumn, at: LocalDateTime): string | number | boolean | null {
  if (isText(spot) && textOf(spot) === 'none') return null
  if (type === 'number') return numberOf(spot)
  if (type === 'truth') return flagOf(spot)
  if (type === 'yuan') return yuanOf(spot)
  if (type === 'date') return dateOfSpot(spot)
  if (type === 'time') return timeOf(spot, at)
  return textOf(spot) ?? ''
}

function sideRowOf(
  spot: Spot,
  table: SideTable,
  usual: Readonly<Record<string, string | null>>,
  at: LocalDateTime,
): SideRow {
  const required = table.columns.filter(({ optional }) => !optional).map(({ name }) => name)
  const optional = table.columns.filter((column) => column.optional).map(({ name }) => name)
  const written = fieldsOf(spot, required, [...optional, ...table.keys])
  const keys = table.keys.flatMap((key) => {
    const said = written[key] ?? null
    if (said !== null) return [[key, textOf(said)] as const]
    const value = usual[key] ?? null
    if (value === null)
      complain(
        spot,
        `no \`${key}\` of a row of side.${table.name}`,
        `add \`${key}:\` here, the case has more or less than one`,
      )
    return [[key, value] as const]
  })
  const cells = table.columns.flatMap((column) => {
    const cell = written[column.name] ?? null
    if (cell === null) return [[column.name, null] as const]
    return isText(cell) && textOf(cell) === 'unknown' ? [] : [[column.name, cellOf(cell, column, at)] as const]
  })
  return Object.fromEntries([...keys, ...cells])
}

/** The one value that a list has; null when there are several or none. */
function only(values: readonly (string | undefined)[]): string | null {
  const different = [...new Set(values.filter((value) => value !== undefined))]
  return different.length === 1 ? (different[0] ?? null) : null
}

function sidesOf(
  spot: Spot | null,
  tables: ReadonlyMap<string, SideTable>,
  visits: readonly AuditVisit[],
  { person, provider }: People,
): AuditGround['side'] {
  if (spot === null) return {}
  const lines = visits.flatMap((visit) => visit.lines)
  const usual = {
    insured: only(visits.map((visit) => visit.person.insuredId)) ?? person.insuredId,
    provider: only(visits.map((visit) => visit.provider.providerCode)) ?? provider.providerCode,
    doctor: only([...visits.map(({ doctor }) => doctor), ...lines.map(({ doctor }) => doctor)]),
    visit: only(visits.filter(({ current }) => current).map(({ visitId }) => visitId)),
    line: only(lines.map(({ lineId }) => lineId)),
    item: only(lines.map(({ item }) => item)) ?? 'X',
    terminal: only(visits.map(({ terminal }) => terminal)),
  }
  const at = visits[0]?.begin ?? ('2025-06-10 09:00:00' as LocalDateTime)
  return Object.fromEntries(
    entriesOf(spot).flatMap((entry) => {
      const table = tables.get(entry.name)
      if (table === undefined) {
        complain(entry, `no side table \`${entry.name}\``, `use one of: ${[...tables.keys()].join(', ')}`)
        return []
      }
      return [[entry.name, itemsOf(entry).map((row) => sideRowOf(row, table, usual, at))] as const]
    }),
  )
}

/** Every window of a rule is over by then: the archive is asked long after, unless a case says `today`. */
const daysAfter = 400

function longAfter(visits: readonly AuditVisit[]): IsoDate {
  const days = visits.flatMap(({ begin, end, lines }) => [
    begin,
    ...(end == null ? [] : [end]),
    ...lines.map(({ at }) => at),
  ])
  return addDays(isoDate((days.sort().at(-1) ?? '2025-06-10').slice(0, 10)), daysAfter)
}

export const groundKeys = ['person', 'provider', 'visit', 'visits', 'side', 'today', 'historyFrom'] as const

/**
 * Makes a ground of the short form of a case.
 *
 * @param others keys of `given` that are read elsewhere
 */
export function groundOf(spot: Spot, tables: ReadonlyMap<string, SideTable>, others: readonly string[]): AuditGround {
  const given = fieldsOf(spot, [], groundKeys, others)
  const people = {
    person: personOver(given.person, usualPerson),
    provider: providerOver(given.provider, usualProvider),
  }
  if (given.visit !== null && given.visits !== null)
    complain(given.visits, 'both `visit` and `visits`', 'keep one of them')
  const spots = [
    ...(given.visit === null ? [] : [given.visit]),
    ...(given.visits === null ? [] : itemsOf(given.visits)),
  ]
  const visits = visitsOf(spots, people)
  const known = given.historyFrom
  return {
    visits,
    side: sidesOf(given.side, tables, visits, people),
    historyFrom: known === null ? longAgo : textOf(known) === 'none' ? null : dateOfSpot(known),
    today: given.today === null ? longAfter(visits) : dateOfSpot(given.today),
  }
}

import { dayNumber, secondNumber } from './clock.ts'
import type { AuditGround, AuditVisit } from './ground.ts'
import { type AuditRow, emptyRow, timeOf } from './scope.ts'
import type { AuditMoment, KnowledgePoint, Subject } from './types.ts'

/** A row with its place in time. */
export interface GroundRow extends AuditRow {
  readonly second: number
  readonly day: number
  /** Its place in the order of (time, visit, line); the same for all rows made of it for several points. */
  order: number
  /** Whether findings are told of it. */
  readonly current: boolean
  /** The day whose rules hold for it: its visit's settlement, else its begin. */
  readonly lawDay: number
}

/** The rows of a ground by kind, each kind in the order of time, made when first asked for. */
export interface GroundRows {
  readonly of: (subject: Subject) => readonly GroundRow[]
  readonly linesByItem: () => ReadonlyMap<string, readonly GroundRow[]>
}

/** The day whose rules hold for a visit. */
export function lawDayOf(visit: AuditVisit): number {
  return dayNumber(visit.settledAt ?? visit.begin)
}

/** The code by which a row finds points of knowledge; a visit has none. */
export function codeOf(row: AuditRow): string | null {
  if (row.line !== null) return row.line.item
  const code = row.diagnosis?.code ?? row.operation?.code ?? row.side?.item
  return typeof code === 'string' ? code : null
}

export function withPoint(row: GroundRow, point: KnowledgePoint): GroundRow {
  return { ...row, point }
}

/** Whether two rows are one, looked at for whatever point. */
export function isSameRow(a: AuditRow, b: AuditRow): boolean {
  return (
    a.visit === b.visit &&
    a.line === b.line &&
    a.diagnosis === b.diagnosis &&
    a.operation === b.operation &&
    a.side === b.side
  )
}

export function groundRows(ground: AuditGround, moment: AuditMoment): GroundRows {
  const made = new Map<string, readonly GroundRow[]>()
  const today = dayNumber(ground.today)
  let byItem: Map<string, GroundRow[]> | null = null

  const of = (subject: Subject): readonly GroundRow[] => {
    const name = subject.of === 'side' ? `side.${subject.table}` : subject.of
    const known = made.get(name)
    if (known !== undefined) return known
    const rows =
      subject.of === 'line' ? lineRows(ground) : [...rawRows(ground, subject)].map((row) => placed(row, moment, today))
    rows.sort(byTime)
    let order = 0
    for (const row of rows) {
      row.order = order
      order += 1
    }
    made.set(name, rows)
    return rows
  }

  const linesByItem = () => {
    if (byItem !== null) return byItem
    byItem = new Map()
    for (const row of of({ of: 'line' })) {
      const item = row.line?.item ?? ''
      const rows = byItem.get(item)
      if (rows === undefined) byItem.set(item, [row])
      else rows.push(row)
    }
    return byItem
  }

  return { of, linesByItem }
}

/** By far the most rows are lines: they are made at once, in the shape of all others. */
function lineRows({ visits }: AuditGround): GroundRow[] {
  const rows: GroundRow[] = []
  for (const visit of visits) {
    const lawDay = lawDayOf(visit)
    const { current } = visit
    for (const line of visit.lines) {
      if (line.standing === 0) continue
      rows.push({
        visit,
        line,
        diagnosis: null,
        operation: null,
        side: null,
        point: null,
        second: secondNumber(line.at),
        day: dayNumber(line.at),
        order: 0,
        current,
        lawDay,
      })
    }
  }
  return rows
}

function* rawRows(ground: AuditGround, subject: Subject): Generator<AuditRow> {
  if (subject.of === 'side') {
    const visits = new Map(ground.visits.map((visit) => [visit.visitId, visit]))
    const rows = Object.hasOwn(ground.side, subject.table) ? ground.side[subject.table] : undefined
    for (const side of rows ?? []) {
      const visit = typeof side.visit === 'string' ? (visits.get(side.visit) ?? null) : null
      yield { ...emptyRow(), visit, side }
    }
    return
  }
  for (const visit of ground.visits) {
    if (subject.of === 'visit') yield { ...emptyRow(), visit }
    if (subject.of === 'diagnosis') {
      for (const diagnosis of visit.diagnoses ?? []) yield { ...emptyRow(), visit, diagnosis }
    }
    if (subject.of === 'operation') {
      for (const operation of visit.operations ?? []) yield { ...emptyRow(), visit, operation }
    }
  }
}

function placed(row: AuditRow, moment: AuditMoment, today: number): GroundRow {
  const at = timeOf(row)
  const { visit, line, diagnosis, operation, side, point } = row
  const day = at === null ? Number.NaN : dayNumber(at)
  return {
    visit,
    line,
    diagnosis,
    operation,
    side,
    point,
    // What has no time is before everything, so that every window that asks for time leaves it out.
    second: at === null ? Number.NEGATIVE_INFINITY : secondNumber(at),
    day,
    order: 0,
    // A side row of no visit is told after settlement only: it has no visit that could be in question.
    current: visit === null ? moment === 'post' : visit.current,
    lawDay: visit === null ? (at === null ? today : day) : lawDayOf(visit),
  }
}

function byTime(a: GroundRow, b: GroundRow): number {
  if (a.second !== b.second) return a.second < b.second ? -1 : 1
  return byText(visitName(a), visitName(b)) || byText(ownName(a), ownName(b))
}

/** A side row may name a visit that is not in the ground. */
function visitName({ visit, side }: AuditRow): string {
  return visit?.visitId ?? (typeof side?.visit === 'string' ? side.visit : '')
}

function byText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/** What tells a row from the others of its visit. */
export function ownName(row: AuditRow): string {
  if (row.line !== null) return row.line.lineId
  if (row.diagnosis !== null) return `${row.diagnosis.code} ${row.diagnosis.side ?? ''}`
  if (row.operation !== null) return `${row.operation.code} ${row.operation.begin ?? ''}`
  return row.side === null ? '' : sideName(row.side)
}

function sideName(side: NonNullable<AuditRow['side']>): string {
  const columns = Object.keys(side).toSorted()
  return columns.map((column) => `${column}=${side[column]}`).join(' ')
}

/** The place of the last member for which something holds that holds for none after it; -1 without one. */
export function lastThat<Of>(list: readonly Of[], holds: (member: Of) => boolean): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const member = list[middle]
    if (member !== undefined && holds(member)) low = middle + 1
    else high = middle
  }
  return low - 1
}

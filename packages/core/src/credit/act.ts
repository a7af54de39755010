import { addDays, type IsoDate, inRange, ok, type Result, refuse, yearOf } from '../kernel/index.ts'
import { pointsFor, schemeOn } from './rules.ts'
import { fateOf, isRecord } from './standing.ts'
import type {
  CreditDeed,
  CreditEvent,
  CreditKind,
  CreditOrder,
  CreditRefusal,
  CreditRules,
  CreditScheme,
} from './types.ts'

export interface CreditContext {
  readonly kind: CreditKind
  /** Whole archive, in order. */
  readonly events: readonly CreditEvent[]
  readonly by: string
  readonly reason: string
  readonly today: IsoDate
  readonly rules: CreditRules
}

type OrderOf<Kind extends CreditOrder['kind']> = Extract<CreditOrder, { kind: Kind }>
type Decided = Result<CreditDeed, CreditRefusal>

function recordOf(number: number, { events }: CreditContext) {
  return events.filter(isRecord).find((one) => one.number === number)
}

function recorded(
  order: OrderOf<'record'>,
  { kind, events, today, rules }: CreditContext,
  scheme: CreditScheme,
): Decided {
  const { breach: code, responsibility, matterId } = order
  const breach = rules.breaches.find((one) => one.code === code && one.kind === kind && inRange(one.range, today))
  if (breach === undefined) return refuse({ code: 'credit.unknown-breach', breach: code })
  const known = events.filter(isRecord).find(({ deed }) => deed.matterId === matterId && deed.breach === code)
  if (known !== undefined) return refuse({ code: 'credit.already-recorded', number: known.number })
  const { least, most } = breach
  const points = order.points ?? pointsFor(breach, responsibility, scheme)
  if (!Number.isSafeInteger(points) || points < least || points > most) {
    return refuse({ code: 'credit.points', points, least, most })
  }
  return ok({ kind: 'record', breach: code, responsibility, points, matterId })
}

function appealed({ refers }: OrderOf<'appeal'>, context: CreditContext, { appealDays }: CreditScheme): Decided {
  const { events, today } = context
  const record = recordOf(refers, context)
  if (record === undefined) return refuse({ code: 'credit.unknown-record', number: refers })
  if (fateOf(record, events, today).appeal !== 'none')
    return refuse({ code: 'credit.already-appealed', number: refers })
  const until = addDays(record.on, appealDays)
  return today > until ? refuse({ code: 'credit.too-late', until, today }) : ok({ kind: 'appeal', refers })
}

function resolved({ refers, points }: OrderOf<'resolve'>, context: CreditContext): Decided {
  const { events, today, by } = context
  const record = recordOf(refers, context)
  if (record === undefined) return refuse({ code: 'credit.unknown-record', number: refers })
  if (fateOf(record, events, today).appeal !== 'open') return refuse({ code: 'credit.no-appeal', number: refers })
  if (record.by === by) return refuse({ code: 'credit.same-person', userId: by })
  const most = record.deed.points
  if (!Number.isSafeInteger(points) || points < 0 || points > most) {
    return refuse({ code: 'credit.points', points, least: 0, most })
  }
  return ok({ kind: 'resolve', refers, points })
}

function repaired({ refers, repair: code }: OrderOf<'repair'>, context: CreditContext): Decided {
  const { kind, events, today, rules } = context
  const record = recordOf(refers, context)
  if (record === undefined) return refuse({ code: 'credit.unknown-record', number: refers })
  const repair = rules.repairs.find((one) => one.code === code && one.kind === kind && inRange(one.range, today))
  if (repair === undefined) return refuse({ code: 'credit.unknown-repair', repair: code })
  const { upheld, repaired: before, appeal } = fateOf(record, events, today)
  if (appeal === 'open') return refuse({ code: 'credit.appeal-open', number: refers })
  if (upheld === before) return refuse({ code: 'credit.nothing-left', number: refers })
  const year = yearOf(today)
  const given = events.reduce(
    (sum, { deed, on }) =>
      sum + (deed.kind === 'repair' && deed.repair === code && yearOf(on) === year ? deed.points : 0),
    0,
  )
  const points = Math.min(repair.points, upheld - before, repair.mostPerYear - given)
  if (points <= 0) return refuse({ code: 'credit.repair-cap', most: repair.mostPerYear, year })
  return ok({ kind: 'repair', refers, repair: code, points })
}

function decided(order: CreditOrder, context: CreditContext, scheme: CreditScheme): Decided {
  switch (order.kind) {
    case 'record':
      return recorded(order, context, scheme)
    case 'appeal':
      return appealed(order, context, scheme)
    case 'resolve':
      return resolved(order, context)
    case 'repair':
      return repaired(order, context)
  }
}

/**
 * Adds one event to an archive: points for a decided breach, an appeal against them, its outcome by somebody else, or a repair.
 *
 * @returns the event; or the first of `credit.no-reason`, `credit.out-of-order`, `credit.no-scheme`, then what the kind of
 *   order refuses: an unknown breach, record or repair, the same again, the wrong time or person, points out of bounds
 */
export function creditAct(order: CreditOrder, context: CreditContext): Result<CreditEvent, CreditRefusal> {
  const { kind, events, by, reason, today, rules } = context
  if (reason.trim() === '') return refuse({ code: 'credit.no-reason' })
  const last = events.at(-1)
  if (last !== undefined && last.on > today) return refuse({ code: 'credit.out-of-order', last: last.on, today })
  const scheme = schemeOn(kind, today, rules)
  if (!scheme.ok) return scheme
  const deed = decided(order, context, scheme.value)
  return deed.ok ? ok({ number: events.length + 1, on: today, by, reason, deed: deed.value }) : deed
}

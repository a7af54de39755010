import {
  addFen,
  dateOf,
  type Fen,
  type IsoDate,
  type LocalDateTime,
  localDateTime,
  type Result,
  refuse,
  zeroFen,
} from '@yibao/core/kernel'
import { addSums, compareSums, noSums, type Sums } from '@yibao/core/reconciliation'
import { type Actor, actorName, type OperationSource, operationOf } from './operation-log.ts'
import type { CareSums, Shift, TillBooks, TillReads } from './till-ports.ts'

export interface ShiftDesk extends OperationSource {
  readonly books: Pick<TillBooks, 'close'>
  readonly reads: TillReads
}

/** A message that nobody saw answered may be under way for so long: beyond it no statement of it can still be running. */
const underWaySeconds = 120

function secondsBefore(at: LocalDateTime, seconds: number): LocalDateTime {
  const before = new Date(Date.parse(`${at.replace(' ', 'T')}Z`) - seconds * 1000)
  return localDateTime(before.toISOString().slice(0, 19).replace('T', ' '))
}

type CloseRefusal = 'till.unknown-shift' | 'till.shift-closed' | 'till.message-under-way' | 'till.no-remark'

const closeRefusals = {
  'unknown-shift': 'till.unknown-shift',
  'already-closed': 'till.shift-closed',
  'under-way': 'till.message-under-way',
} as const satisfies Record<string, CloseRefusal>

/** Closes the asker's own shift and freezes its sums. Refuses with `till.no-remark` when the cash differs from them and nobody says why. */
export async function closeShift(
  desk: ShiftDesk,
  actor: Actor,
  order: {
    readonly shiftId: string
    readonly providerCode: string
    readonly counted: Fen | null
    readonly note: string | null
  },
): Promise<Result<Shift, CloseRefusal>> {
  const { shiftId, providerCode, counted, note } = order
  if (counted !== null && note === null) {
    const open = await desk.reads.shift(providerCode, shiftId)
    const isOwn = open !== null && open.closedAt === null && open.userId === actorName(actor)
    if (isOwn && counted !== open.sums.cash) return refuse('till.no-remark')
  }
  const details = { providerCode, counted }
  const operation = operationOf(desk, actor, { action: 'till.close', target: shiftId, details })
  const { at } = operation
  const closing = { ...order, userId: actorName(actor), at, underWaySince: secondsBefore(at, underWaySeconds) }
  const outcome = await desk.books.close(closing, operation)
  if (outcome !== 'closed') return refuse(closeRefusals[outcome])
  const closed = await desk.reads.shift(providerCode, shiftId)
  return closed === null ? refuse('till.unknown-shift') : { ok: true, value: closed }
}

type Figures = Sums & { readonly cash: Fen }

const noFigures: Figures = { ...noSums, cash: zeroFen }
const addFigures = (a: Figures, b: Figures): Figures => ({ ...addSums(a, b), cash: addFen(a.cash, b.cash) })

const careKey = ({ scheme, medType }: Pick<CareSums, 'scheme' | 'medType'>): string => `${scheme} ${medType}`

function byCare(rows: readonly CareSums[]): ReadonlyMap<string, Figures> {
  const sums = new Map<string, Figures>()
  for (const row of rows) sums.set(careKey(row), addFigures(sums.get(careKey(row)) ?? noFigures, row))
  return sums
}

const total = (rows: readonly CareSums[]): Figures => rows.reduce<Figures>(addFigures, noFigures)

const sameFigures = (a: Figures, b: Figures): boolean => compareSums(a, b) === 'equal' && a.cash === b.cash

/** As many shifts of a day are looked at. */
const shiftsOfADay = 1000

/** Whether what was frozen is what the settlements of the shift come to now. */
function hasChanged({ frozen, sums }: Shift): boolean {
  if (frozen === null) return false
  return (Object.keys(sums) as readonly (keyof typeof sums)[]).some((name) => sums[name] !== frozen[name])
}

/** Compares what the tills of an institution did on a day with what the centre has on file, by scheme and kind of care. */
export async function reconcileDay(reads: TillReads, providerCode: string, on: IsoDate) {
  const [till, filed, shifts] = await Promise.all([
    reads.daySums(providerCode, on),
    reads.filedSums(providerCode, on),
    reads.shifts(providerCode, on, null, shiftsOfADay),
  ])
  const [ofTill, ofCentre] = [byCare(till), byCare(filed)]
  const cares = [...new Map([...till, ...filed].map((row) => [careKey(row), row])).values()].sort((a, b) =>
    careKey(a) < careKey(b) ? -1 : 1,
  )
  return {
    on,
    outcome: compareSums(total(till), total(filed)),
    till: total(till),
    filed: total(filed),
    rows: cares.map(({ scheme, medType }) => {
      const key = careKey({ scheme, medType })
      const [own, centre] = [ofTill.get(key) ?? noFigures, ofCentre.get(key) ?? noFigures]
      return { scheme, medType, till: own, filed: centre, equal: sameFigures(own, centre) }
    }),
    openShifts: shifts.filter(({ closedAt }) => closedAt === null).length,
    changedShifts: shifts.filter(hasChanged).map(({ shiftId }) => shiftId),
  }
}

/** The day that is meant: the one that was named, or today. */
export const dayMeant = ({ now }: Pick<OperationSource, 'now'>, on: IsoDate | null): IsoDate => on ?? dateOf(now())

import { addExact, addFen, type Fen, invariant, zeroFen } from '../kernel/index.ts'
import { stayDaysOf } from './score.ts'
import type { WorkbenchCase, WorkbenchMethodSums, WorkbenchSums } from './workbench-types.ts'

export function emptySums(methods: number): WorkbenchSums {
  return {
    cases: 0,
    total: zeroFen,
    drugs: zeroFen,
    consumables: zeroFen,
    fundPaid: zeroFen,
    stayDays: 0,
    shortStays: 0,
    ungrouped: 0,
    lowCost: 0,
    highCost: 0,
    weighted: 0,
    weight: 0,
    methods: Array.from({ length: methods }, () => ({ standard: zeroFen, payable: zeroFen, kinds: new Map() })),
  }
}

const isLow = (kind: string): boolean => kind === 'low'
const isHigh = (kind: string): boolean => kind === 'high' || kind === 'extreme'

function countKind({ kinds }: WorkbenchMethodSums, kind: string, cases: number): void {
  kinds.set(kind, (kinds.get(kind) ?? 0) + cases)
}

/** Adds one case. `shortDays`: a stay of at most so many days is short. */
export function addCase(
  sums: WorkbenchSums,
  { case: one, group, weight, values }: WorkbenchCase,
  shortDays: number,
): void {
  invariant(values.length === sums.methods.length, 'every method says what it makes of a case')
  sums.cases += 1
  sums.total = addFen(sums.total, one.total)
  sums.drugs = addFen(sums.drugs, one.drugs)
  sums.consumables = addFen(sums.consumables, one.consumables)
  sums.fundPaid = addFen(sums.fundPaid, one.fundPaid)
  const days = stayDaysOf(one)
  sums.stayDays += days
  if (days <= shortDays) sums.shortStays += 1
  if (group === null) sums.ungrouped += 1
  if (weight !== null) {
    sums.weighted += 1
    sums.weight = addExact(sums.weight, weight)
  }
  let [low, high] = [false, false]
  for (const [index, { standard, fundPayable, kind }] of values.entries()) {
    const method = sums.methods[index]
    invariant(method !== undefined, 'as many sums as methods')
    method.standard = addFen(method.standard, standard)
    method.payable = addFen(method.payable, fundPayable)
    countKind(method, kind, 1)
    low ||= isLow(kind)
    high ||= isHigh(kind)
  }
  if (low) sums.lowCost += 1
  if (high) sums.highCost += 1
}

/** Adds the sums of other cases. */
export function addSums(sums: WorkbenchSums, other: WorkbenchSums): void {
  sums.cases += other.cases
  sums.total = addFen(sums.total, other.total)
  sums.drugs = addFen(sums.drugs, other.drugs)
  sums.consumables = addFen(sums.consumables, other.consumables)
  sums.fundPaid = addFen(sums.fundPaid, other.fundPaid)
  sums.stayDays += other.stayDays
  sums.shortStays += other.shortStays
  sums.ungrouped += other.ungrouped
  sums.lowCost += other.lowCost
  sums.highCost += other.highCost
  sums.weighted += other.weighted
  sums.weight = addExact(sums.weight, other.weight)
  for (const [index, method] of sums.methods.entries()) {
    const theirs = other.methods[index]
    invariant(theirs !== undefined, 'the same methods on both sides')
    method.standard = addFen(method.standard, theirs.standard)
    method.payable = addFen(method.payable, theirs.payable)
    for (const [kind, cases] of theirs.kinds) countKind(method, kind, cases)
  }
}

/** The sums of one group at one institution, for the indices. */
export interface GroupCell {
  cases: number
  total: Fen
  stayDays: number
}

export function addToCell(cells: Map<string, GroupCell>, key: string, cell: GroupCell): void {
  const kept = cells.get(key)
  if (kept === undefined) {
    cells.set(key, { ...cell })
    return
  }
  kept.cases += cell.cases
  kept.total = addFen(kept.total, cell.total)
  kept.stayDays += cell.stayDays
}

import { scaled } from './amounts.ts'
import type { Member } from './members.ts'
import type { AuditValue } from './scope.ts'

const one = scaled(1) ?? 1

/** The sum of a window that moves along a group: rows are taken in the order of time and left again, each about once. */
export class RunningSum {
  /** In ten-thousandths: the sum, or how many different values. */
  sum = 0
  /** The first row in the window. */
  first = 0
  private last = -1
  private lastUnknown = -1
  private readonly members: readonly Member[]
  private readonly times: Map<AuditValue, number> | null

  constructor(members: readonly Member[], isDistinct: boolean) {
    this.members = members
    this.times = isDistinct ? new Map() : null
  }

  /** Adds the next row. */
  take(index: number): void {
    this.last = index
    this.add(index)
    if (this.members[index]?.missing !== null) this.lastUnknown = index
  }

  /** Lets the window begin at a time: earlier than before when a row's own window is longer than the last one's. */
  leaveBefore(from: number): void {
    while (this.first <= this.last && this.secondAt(this.first) < from) {
      this.remove(this.first)
      this.first += 1
    }
    while (this.first > 0 && this.secondAt(this.first - 1) >= from) {
      this.first -= 1
      this.add(this.first)
    }
  }

  /** The fact for want of which a row of the window is not in the sum; the latest such row's. */
  get unknown(): string | null {
    return this.lastUnknown < this.first ? null : (this.members[this.lastUnknown]?.missing ?? null)
  }

  private secondAt(index: number): number {
    return this.members[index]?.row.second ?? Number.NaN
  }

  private add(index: number): void {
    const member = this.members[index]
    if (member === undefined || member.missing !== null) return
    if (this.times === null) {
      this.sum += member.value
      return
    }
    const times = this.times.get(member.distinct) ?? 0
    this.times.set(member.distinct, times + 1)
    if (times === 0) this.sum += one
  }

  private remove(index: number): void {
    const member = this.members[index]
    if (member === undefined || member.missing !== null) return
    if (this.times === null) {
      this.sum -= member.value
      return
    }
    const times = this.times.get(member.distinct) ?? 0
    this.times.set(member.distinct, times - 1)
    if (times === 1) this.sum -= one
  }
}

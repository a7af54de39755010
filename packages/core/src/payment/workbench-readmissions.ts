import { daysBetween, type IsoDate, isoDate } from '../kernel/index.ts'

/** A stay in days since an epoch, packed into one number: admission, then discharge. */
const pack = (admitted: number, discharged: number): number => admitted * 1_000_000 + discharged
const admittedOf = (stay: number): number => Math.floor(stay / 1_000_000)
const dischargedOf = (stay: number): number => stay % 1_000_000

const epoch = isoDate('1900-01-01')

/** Which stays came soon after another of the same person at the same institution, whatever order they come in. */
export interface Readmissions {
  add(stay: {
    readonly providerCode: string
    readonly insuredId: string
    readonly admittedOn: IsoDate
    readonly dischargedOn: IsoDate
  }): void
  /** Stays that began within so many days of the discharge before, by institution. */
  within(days: number): ReadonlyMap<string, number>
}

/** Holds one number for each stay: what it costs grows with the year, some tens of megabytes for a million. */
export function readmissions(): Readmissions {
  const byProvider = new Map<string, Map<string, number | number[]>>()
  return {
    add({ providerCode, insuredId, admittedOn, dischargedOn }) {
      const people = byProvider.get(providerCode) ?? new Map<string, number | number[]>()
      byProvider.set(providerCode, people)
      const stay = pack(daysBetween(epoch, admittedOn), daysBetween(epoch, dischargedOn))
      const kept = people.get(insuredId)
      if (kept === undefined) people.set(insuredId, stay)
      else if (typeof kept === 'number') people.set(insuredId, [kept, stay])
      else kept.push(stay)
    },
    within(days) {
      const counts = new Map<string, number>()
      for (const [providerCode, people] of byProvider) {
        let count = 0
        for (const stays of people.values()) if (typeof stays !== 'number') count += soonAfter(stays, days)
        counts.set(providerCode, count)
      }
      return counts
    },
  }
}

function soonAfter(stays: readonly number[], days: number): number {
  const inOrder = stays.toSorted((a, b) => a - b)
  let [count, lastOut] = [0, Number.NEGATIVE_INFINITY]
  for (const stay of inOrder) {
    const gap = admittedOf(stay) - lastOut
    // Stays that overlap are a fault of the data and no readmission.
    if (gap >= 0 && gap <= days) count += 1
    lastOut = Math.max(lastOut, dischargedOf(stay))
  }
  return count
}

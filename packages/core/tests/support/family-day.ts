import { addFen, type Fen, fen, isoDate, negateFen, subtractFen } from '../../src/kernel/index.ts'
import { accounts, entryOf } from '../../src/ledger/index.ts'
import type { AccountEntry, FamilyOwner, PersonHistory } from '../../src/settlement/index.ts'
import type { PersonStore } from './person-store.ts'
import { division } from './plan.ts'
import { noon } from './world.ts'

/** The person of a store and the owners whose accounts he may use. */
export interface Family {
  readonly member: PersonStore
  balanceOf(ownerId: string): Fen
  withdraw(ownerId: string): void
  /** The owner takes of the own account meanwhile. */
  spend(ownerId: string, amount: Fen): void
  historyOf(ownerId: string): PersonHistory
}

interface Opening {
  readonly ownerId: string
  readonly opening: Fen
  readonly yearlyLimit?: Fen
}

interface Owner extends Omit<FamilyOwner, 'usedByYear'> {
  readonly opening: Fen
  readonly entries: readonly AccountEntry[]
}

/** Lets owners share their accounts with the person of a store; it decides nothing. */
export function familyOf(store: PersonStore, openings: readonly Opening[]): Family {
  const owners = new Map<string, Owner>(
    openings.map(({ ownerId, opening, yearlyLimit = null }) => {
      const range = { from: isoDate('2020-01-01'), until: null }
      const account = { opening, balance: opening, version: 1, entries: [] }
      return [ownerId, { ownerId, ownerName: `${ownerId}*`, range, yearlyLimit, ...account }]
    }),
  )
  const withdrawn = new Set<string>()
  const change = (ownerId: string, to: (owner: Owner) => Partial<Owner>): void => {
    const owner = owners.get(ownerId)
    if (owner === undefined) throw new Error(`no owner ${ownerId}`)
    owners.set(ownerId, { ...owner, version: owner.version + 1, ...to(owner) })
  }
  const usedOf = (ownerId: string): Readonly<Record<string, Fen>> => {
    const used: Record<string, Fen> = {}
    for (const { year, familyPayments } of store.settlements()) {
      for (const payment of familyPayments.filter((each) => each.ownerId === ownerId)) {
        used[year] = addFen(used[year] ?? fen(0), payment.amount)
      }
    }
    return used
  }
  const member: PersonStore = {
    ...store,
    fileFor: (names) => ({
      ...store.fileFor(names),
      family: [...owners.values()]
        .filter(({ ownerId }) => !withdrawn.has(ownerId))
        .map(({ opening: _, entries: __, ...owner }) => ({ ...owner, usedByYear: usedOf(owner.ownerId) })),
    }),
    record: (decision) => {
      for (const { ownerId, amount, version, entry } of decision.family) {
        change(ownerId, (owner) => {
          if (version !== null && version !== owner.version) throw new Error('stale')
          const sequence = owner.version + 1
          return { balance: subtractFen(owner.balance, amount), entries: [...owner.entries, { sequence, entry }] }
        })
      }
      store.record(decision)
    },
  }
  return {
    member,
    balanceOf: (ownerId) => owners.get(ownerId)?.balance ?? fen(0),
    withdraw: (ownerId) => withdrawn.add(ownerId),
    spend: (ownerId, amount) => change(ownerId, ({ balance }) => ({ balance: subtractFen(balance, amount) })),
    historyOf(ownerId) {
      const owner = owners.get(ownerId)
      const opening = owner?.opening ?? fen(0)
      const first = entryOf({ entryId: 'opening', kind: 'opening', at: noon }, [
        { account: accounts.personalAccount(ownerId), amount: opening },
        { account: accounts.accountFunding(division, '310'), amount: negateFen(opening) },
      ])
      return {
        insuredId: ownerId,
        accountBalance: owner?.balance ?? fen(0),
        familyEntries: owner?.entries ?? [],
        otherEntries: [first],
        totals: [],
        settlements: [],
        lines: [],
        stays: [],
        visitsWithoutLines: [],
        effects: [],
        marks: [],
      }
    },
  }
}

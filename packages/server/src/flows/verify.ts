import { compilePlan } from '@yibao/core/benefit'
import { isoDate } from '@yibao/core/kernel'
import type { RegionPack } from '@yibao/core/policy'
import { type PersonHistory, type PlanOf, type Violation, verifyPerson } from '@yibao/core/settlement'
import { type CaseworkVerifyStore, verifyCasework } from './casework-verify.ts'
import { type CustodyBooks, verifyCustody } from './custody-verify.ts'
import { verifySeals } from './log-seal.ts'
import type { SealBooks } from './log-seal-ports.ts'
import { type PaymentVerifyStore, verifyPayments } from './payment-verify.ts'

/** What the store gives to a verification; persons come in batches, in the order of their keys. */
export interface VerifyStore {
  packs(): Promise<readonly RegionPack[]>
  personCount(): Promise<number>
  histories(after: string, limit: number): Promise<readonly PersonHistory[]>
  /** Messages whose (provider, msgid) had an effect for more than one person. */
  msgidsOfTwoPeople(): Promise<
    readonly { readonly providerCode: string; readonly msgid: string; readonly people: number }[]
  >
  /** Traceability codes of whole packages that more than one sale holds. */
  packagesSoldTwice(): Promise<readonly { readonly code: string; readonly sales: number }[]>
  /** Payments of relatives and entries of their owners that do not agree; null where one of the two is missing. */
  familyMismatches(): Promise<
    readonly {
      readonly settlementId: string
      readonly memberId: string
      readonly ownerId: string
      readonly paid: number | null
      readonly booked: number | null
    }[]
  >
  /** Rows of money that belong to nobody on file. */
  strayRows(): Promise<readonly { readonly what: string; readonly count: number }[]>
}

export interface VerifyReport {
  readonly persons: number
  readonly settlements: number
  readonly lines: number
  readonly entries: number
  /** Cases that institutions were paid for, computed again. */
  readonly paidCases: number
  /** Review items and administrative cases, replayed from their events. */
  readonly matters: number
  /** Pieces of evidence and tips, with their chains. */
  readonly pieces: number
  readonly tips: number
  /** Rows of the operation log that seals hold. */
  readonly sealedRows: number
  /** How many violations of each invariant, all of them counted. */
  readonly broken: Readonly<Record<string, number>>
  /** The first ones, in full. */
  readonly violations: readonly Violation[]
  readonly ok: boolean
}

const batch = 500
const shownAtMost = 50

function planBookOf(packs: readonly RegionPack[]): PlanOf {
  const byHash = new Map(packs.map((pack) => [pack.hash, pack]))
  const compiled = new Map<string, ReturnType<PlanOf>>()
  return (packHash, planId, on) => {
    const key = `${packHash} ${planId} ${on}`
    const known = compiled.get(key)
    if (known !== undefined) return known
    const pack = byHash.get(packHash)
    const plan = pack?.plans.find((candidate) => candidate.id === planId)
    // Packs that were kept before plans had layers cannot be computed with any more.
    if (pack === undefined || plan === undefined || !('layers' in plan)) return null
    const fresh = {
      compiled: compilePlan(plan, isoDate(on)),
      year: pack.year,
      ...(pack.stays === undefined ? {} : { stays: pack.stays }),
    }
    compiled.set(key, fresh)
    return fresh
  }
}

/**
 * Checks every invariant over every person of a database; changes nothing.
 *
 * @param payments the payer's books, to be checked as well
 * @param casework review items and cases, to be checked as well
 * @param custody evidence and tips, to be checked as well
 * @param seals the operation log and its seals, to be checked as well
 */
export async function verifyAll(
  store: VerifyStore,
  progress: (done: number, all: number) => void,
  payments: PaymentVerifyStore | null = null,
  casework: CaseworkVerifyStore | null = null,
  custody: CustodyBooks | null = null,
  seals: SealBooks | null = null,
): Promise<VerifyReport> {
  const planOf = planBookOf(await store.packs())
  const all = await store.personCount()
  const counts = { persons: 0, settlements: 0, lines: 0, entries: 0 }
  const broken: Record<string, number> = {}
  const violations: Violation[] = []
  const note = (violation: Violation): void => {
    const key = `${violation.invariant} ${violation.what.split(' ')[0]}`
    broken[key] = (broken[key] ?? 0) + 1
    if (violations.length < shownAtMost) violations.push(violation)
  }

  for (let after = ''; ; ) {
    const histories = await store.histories(after, batch)
    for (const history of histories) {
      counts.persons += 1
      counts.settlements += history.settlements.length
      counts.lines += history.lines.length
      const { corrections = [], creditEntries = [] } = history
      counts.entries +=
        history.settlements.length + history.otherEntries.length + corrections.length + creditEntries.length
      for (const violation of verifyPerson(history, planOf)) note(violation)
    }
    progress(counts.persons, all)
    const last = histories.at(-1)
    if (last === undefined) break
    after = last.insuredId
  }
  for (const { providerCode, msgid, people } of await store.msgidsOfTwoPeople()) {
    const where = `${providerCode} ${msgid}`
    note({ invariant: 6, insuredId: '', what: 'people of one msgid', where, found: String(people), expected: '1' })
  }
  for (const { code, sales } of await store.packagesSoldTwice()) {
    note({
      invariant: 9,
      insuredId: '',
      what: 'sales of one package',
      where: code,
      found: String(sales),
      expected: '1',
    })
  }
  for (const { settlementId, memberId, ownerId, paid, booked } of await store.familyMismatches()) {
    const where = `settlement ${settlementId}`
    const [found, expected] = [String(booked ?? 'none'), String(paid ?? 'none')]
    note({ invariant: 3, insuredId: memberId, what: `entry of owner ${ownerId}`, where, found, expected })
  }
  for (const { what, count } of await store.strayRows()) {
    note({ invariant: 4, insuredId: '', what: `stray ${what}`, where: what, found: String(count), expected: '0' })
  }
  const { cases: paidCases } = payments === null ? { cases: 0 } : await verifyPayments(payments, note)
  const matters = casework === null ? 0 : await verifyCasework(casework, note)
  const held = custody === null ? { pieces: 0, tips: 0 } : await verifyCustody(custody, note)
  const sealedRows = seals === null ? 0 : await verifySeals(seals, note)
  return {
    ...counts,
    paidCases,
    matters,
    ...held,
    sealedRows,
    broken,
    violations,
    ok: Object.keys(broken).length === 0,
  }
}

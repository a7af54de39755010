import { due, type Matter, type MatterEvent, replay } from '@yibao/core/casework'
import { type Fen, zeroFen } from '@yibao/core/kernel'
import type { Violation } from '@yibao/core/settlement'
import { liveMoney } from './casework-money.ts'
import type { MatterDocument, MatterMoney } from './casework-ports.ts'
import type { BooksMismatch } from './payment-verify.ts'

/** A matter with everything that is on file of it. */
export interface MatterHistory {
  readonly matter: Matter
  readonly events: readonly MatterEvent[]
  readonly money: readonly MatterMoney[]
  readonly documents: readonly MatterDocument[]
}

export interface CaseworkVerifyStore {
  /** In the order of numbers, behind one. */
  histories(after: string, limit: number): Promise<readonly MatterHistory[]>
  /** Columns beside contents, and money beside the entries that it names. */
  books(): Promise<readonly BooksMismatch[]>
  digest(text: string): string
}

const page = 500

const violation = (what: string, where: string, found: string, expected: string): Violation => ({
  invariant: 12,
  insuredId: '',
  what,
  where,
  found,
  expected,
})

/** The same value, whatever the order of its fields: PostgreSQL keeps its own. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    one !== null && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )
}

/** Names of what differs between two matters. */
function differences(found: Matter, expected: Matter): readonly string[] {
  const names = [...new Set([...Object.keys(found), ...Object.keys(expected)])]
  const at = (one: Matter, name: string): unknown => one[name as keyof Matter]
  return names.filter((name) => canonical(at(found, name)) !== canonical(at(expected, name)))
}

function checkMoney({ matter, money }: MatterHistory): readonly Violation[] {
  const [ordered, came] = liveMoney(money)
  const sum = (row: MatterMoney | undefined): Fen => row?.amount ?? zeroFen
  const where = `matter ${matter.matterId}`
  const inWork = matter.state === 'executing'
  const expected = inWork || matter.recovered > 0 ? (matter.decided ?? zeroFen) : zeroFen
  return [
    ...(sum(came) === matter.recovered
      ? []
      : [violation('money recovered', where, String(sum(came)), String(matter.recovered))]),
    ...(sum(ordered) === expected ? [] : [violation('money ordered', where, String(sum(ordered)), String(expected))]),
    ...(matter.state === 'closed' && due(matter) !== 0
      ? [violation('money due', where, String(due(matter)), '0')]
      : []),
  ]
}

function checkHistory(history: MatterHistory, digest: CaseworkVerifyStore['digest']): readonly Violation[] {
  const { matter, events, documents } = history
  const where = `matter ${matter.matterId}`
  const again = replay(events)
  const replayed = again.ok
    ? differences(matter, again.value).map((name) =>
        violation('replay of a matter', where, name, canonical(again.value[name as keyof Matter])),
      )
    : [violation('replay of a matter', where, again.error.code, 'a history')]
  const papers = documents
    .filter(({ documentNo, kind, issuedOn, content, digest: kept }) => {
      return digest(JSON.stringify({ documentNo, kind, issuedOn, content })) !== kept
    })
    .map(({ documentNo, digest: kept }) => violation('paper of a matter', where, documentNo, kept))
  return [...replayed, ...papers, ...checkMoney(history)]
}

/**
 * Checks casework: each matter is what its events make of it, its papers are as they were issued, and its money is what entries and
 * deductions say. Reads only.
 *
 * @returns how many matters were looked at
 */
export async function verifyCasework(
  store: CaseworkVerifyStore,
  note: (violation: Violation) => void,
): Promise<number> {
  for (const { what, where, found, expected } of await store.books()) note(violation(what, where, found, expected))
  let count = 0
  for (let after = ''; ; ) {
    const histories = await store.histories(after, page)
    for (const history of histories) for (const wrong of checkHistory(history, store.digest)) note(wrong)
    count += histories.length
    const last = histories.at(-1)
    if (last === undefined || histories.length < page) return count
    after = last.matter.matterId
  }
}

import { due, liveMoney, type Matter, type MatterEvent, owedBack, replay } from '@yibao/core/casework'
import { canonicalText, type Fen, subtractFen, sumFen, zeroFen } from '@yibao/core/kernel'
import type { Violation } from '@yibao/core/settlement'
import type { MatterDocument, MatterMoney } from './casework-ports.ts'
import type { BooksMismatch } from './payment-verify.ts'

/** A matter with everything that is on file of it. */
export interface MatterHistory {
  readonly matter: Matter
  readonly events: readonly MatterEvent[]
  readonly money: readonly MatterMoney[]
  readonly documents: readonly MatterDocument[]
  /** What the operation log says of each event behind the opening, and of its paper. */
  readonly noted: readonly NotedEvent[]
}

interface NotedEvent {
  readonly number: number
  /** SM3 of the event. */
  readonly digest: string | null
  readonly paper: string | null
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

/** Names of what differs between two matters. */
function differences(found: Matter, expected: Matter): readonly string[] {
  const names = [...new Set([...Object.keys(found), ...Object.keys(expected)])]
  const at = (one: Matter, name: string): unknown => one[name as keyof Matter]
  return names.filter((name) => canonicalText(at(found, name)) !== canonicalText(at(expected, name)))
}

function checkMoney({ matter, money }: MatterHistory): readonly Violation[] {
  const [, came] = liveMoney(money)
  const ofKinds = (...kinds: readonly MatterMoney['kind'][]): Fen =>
    sumFen(money.filter(({ kind }) => kinds.includes(kind)).map(({ amount }) => amount))
  const cameBack = came?.amount ?? zeroFen
  const ordered = subtractFen(ofKinds('deduction', 'claim'), ofKinds('withdrawn'))
  const where = `matter ${matter.matterId}`
  const inWork = matter.state === 'executing'
  const expected = inWork || matter.recovered > 0 ? (matter.decided ?? zeroFen) : zeroFen
  return [
    ...(cameBack === matter.recovered
      ? []
      : [violation('money recovered', where, String(cameBack), String(matter.recovered))]),
    ...(ordered === expected ? [] : [violation('money ordered', where, String(ordered), String(expected))]),
    ...(owedBack(money) >= 0 ? [] : [violation('money paid back', where, String(owedBack(money)), 'zero or more')]),
    ...(matter.state === 'closed' && due(matter) !== 0
      ? [violation('money due', where, String(due(matter)), '0')]
      : []),
  ]
}

/** Events and papers behind the opening beside what the operation log said of them when they came about. */
function checkNoted(
  { matter, events, documents, noted }: MatterHistory,
  digest: CaseworkVerifyStore['digest'],
): readonly Violation[] {
  const numbers = new Set([...events, ...documents, ...noted].map(({ number }) => number).filter((one) => one > 1))
  return [...numbers].flatMap((number) => {
    const of = <T extends { readonly number: number }>(all: readonly T[]) => all.find((one) => one.number === number)
    const [event, paper, told] = [of(events), of(documents), of(noted)]
    const compared = [
      ['event of a matter', event === undefined ? null : digest(canonicalText(event)), told?.digest],
      ['paper of a matter', paper?.digest, told?.paper],
    ] as const
    return compared
      .map(([what, found, expected]) => [what, found ?? 'none', expected ?? 'none'] as const)
      .filter(([, found, expected]) => found !== expected)
      .map(([what, found, expected]) => violation(what, `matter ${matter.matterId} ${number}`, found, expected))
  })
}

function checkHistory(history: MatterHistory, digest: CaseworkVerifyStore['digest']): readonly Violation[] {
  const { matter, events, documents } = history
  const where = `matter ${matter.matterId}`
  const again = replay(events)
  const replayed = again.ok
    ? differences(matter, again.value).map((name) =>
        violation('replay of a matter', where, name, canonicalText(again.value[name as keyof Matter])),
      )
    : [violation('replay of a matter', where, again.error.code, 'a history')]
  const papers = documents
    .filter(({ documentNo, kind, issuedOn, content, digest: kept }) => {
      return digest(JSON.stringify({ documentNo, kind, issuedOn, content })) !== kept
    })
    .map(({ documentNo, digest: kept }) => violation('paper of a matter', where, documentNo, kept))
  return [...replayed, ...papers, ...checkNoted(history, digest), ...checkMoney(history)]
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

import { addFen, type Fen, subtractFen, yuan, zeroFen } from '@yibao/core/kernel'
import { payers } from '@yibao/core/policy'
import { type Amount, type CaseChange, type Paid, paidOf } from '../files/policy-diff-cases.ts'

/** A case whose bills both sides pay. */
export interface PaidChange {
  readonly change: CaseChange
  readonly left: Paid
  readonly right: Paid
  /** What the person pays more; negative when less. */
  readonly person: Fen
  readonly fund: Fen
}

/** One amount over all cases that both sides pay. */
interface AmountChange {
  readonly amount: Amount
  readonly left: Fen
  readonly right: Fen
  readonly difference: Fen
}

/** Cases on one side of a change: how many, and by how much together. */
interface Group {
  readonly cases: number
  readonly amount: Fen
}

/** Who gains and who loses among the cases of which a fact says the same word. */
interface FactGroup {
  readonly fact: string
  readonly word: string
  readonly cases: number
  readonly gaining: number
  readonly losing: number
  readonly person: Fen
}

export interface CaseSummary {
  readonly cases: number
  readonly changed: number
  readonly same: number
  readonly incomparable: number
  readonly refused: number
  readonly gaining: Group
  readonly losing: Group
  /** The person pays the same, the payers share it otherwise. */
  readonly shifting: number
  readonly amounts: readonly AmountChange[]
  readonly groups: readonly FactGroup[]
}

/** The cases that both sides pay, those that lose most first, those that gain most last. */
export function paidChanges(changes: readonly CaseChange[]): readonly PaidChange[] {
  const paid = changes.flatMap((change): readonly PaidChange[] => {
    const [left, right] = [paidOf(change.left), paidOf(change.right)]
    if (left === null || right === null) return []
    const person = subtractFen(right.person, left.person)
    return [{ change, left, right, person, fund: subtractFen(right.fund, left.fund) }]
  })
  return paid.toSorted((a, b) => b.person - a.person || b.fund - a.fund)
}

const shown: readonly Amount[] = [...payers, 'fund', 'person', 'account', 'cash']

function amountChanges(paid: readonly PaidChange[]): readonly AmountChange[] {
  const sum = (amounts: readonly Fen[]): Fen => amounts.reduce(addFen, zeroFen)
  return shown.flatMap((amount): readonly AmountChange[] => {
    const [left, right] = [sum(paid.map((one) => one.left[amount])), sum(paid.map((one) => one.right[amount]))]
    const isIdle = left === 0 && right === 0 && amount !== 'fund' && amount !== 'person'
    return isIdle ? [] : [{ amount, left, right, difference: subtractFen(right, left) }]
  })
}

/** By the words that the first visit's facts say, where the cases do not all say the same. */
function factGroups(paid: readonly PaidChange[]): readonly FactGroup[] {
  const groups = new Map<string, FactGroup>()
  for (const { change, person } of paid) {
    for (const [fact, word] of Object.entries(change.example.visits[0]?.facts ?? {})) {
      if (typeof word !== 'string') continue
      const key = `${fact} ${word}`
      const before = groups.get(key) ?? { fact, word, cases: 0, gaining: 0, losing: 0, person: zeroFen }
      groups.set(key, {
        ...before,
        cases: before.cases + 1,
        gaining: before.gaining + (person < 0 ? 1 : 0),
        losing: before.losing + (person > 0 ? 1 : 0),
        person: addFen(before.person, person),
      })
    }
  }
  const all = [...groups.values()]
  const words = new Map<string, number>()
  for (const { fact } of all) words.set(fact, (words.get(fact) ?? 0) + 1)
  return all
    .filter(({ fact }) => (words.get(fact) ?? 0) > 1)
    .toSorted((a, b) => a.fact.localeCompare(b.fact) || a.word.localeCompare(b.word))
}

/** What the cases of a comparison come to together. */
export function summaryOf(changes: readonly CaseChange[]): CaseSummary {
  const count = (kind: CaseChange['kind']): number => changes.filter((change) => change.kind === kind).length
  const paid = paidChanges(changes)
  const group = (members: readonly PaidChange[]): Group => {
    return { cases: members.length, amount: members.reduce((sum, { person }) => addFen(sum, person), zeroFen) }
  }
  const changed = paid.filter(({ change }) => change.kind === 'changed')
  return {
    cases: changes.length,
    changed: count('changed'),
    same: count('same'),
    incomparable: count('incomparable'),
    refused: count('refused'),
    gaining: group(paid.filter(({ person }) => person < 0)),
    losing: group(paid.filter(({ person }) => person > 0)),
    shifting: changed.filter(({ person }) => person === 0).length,
    amounts: amountChanges(paid),
    groups: changed.length === 0 ? [] : factGroups(paid),
  }
}

/** The same for machines, amounts as decimal yuan. */
export function summaryJson({ gaining, losing, amounts, groups, ...counts }: CaseSummary): object {
  const group = ({ cases, amount }: Group): object => ({ cases, person: yuan(amount) })
  return {
    ...counts,
    gaining: group(gaining),
    losing: group(losing),
    amounts: amounts.map(({ amount, left, right, difference }) => {
      return { amount, left: yuan(left), right: yuan(right), difference: yuan(difference) }
    }),
    groups: groups.map((one) => ({ ...one, person: yuan(one.person) })),
  }
}

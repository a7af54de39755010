import { type AuditFinding, findingIdentity } from '@yibao/core/audit'

/** How often, and what money is in question, in fen. */
export interface Tally {
  readonly hits: number
  readonly stake: number
}

/** One rule at one institution under two releases. */
export interface ComparedCount {
  readonly before: Tally
  readonly after: Tally
  /** Found by the earlier only, and by the later only. */
  readonly gone: Tally
  readonly come: Tally
  /** Found by both with another amount. */
  readonly changed: number
}

export interface ComparedExample {
  readonly rule: string
  readonly how: 'gone' | 'come' | 'changed'
  readonly providerCode: string
  readonly finding: AuditFinding
  /** Of one that changed: the amount under the earlier release. */
  readonly stakeBefore: number | null
}

/** Two releases over the same bills. Plain data; sums of it are sums of its figures. */
export interface AuditComparison {
  /** By rule, then by institution. */
  readonly rules: Readonly<Record<string, Readonly<Record<string, ComparedCount>>>>
  readonly examples: readonly ComparedExample[]
}

export const noComparison: AuditComparison = { rules: {}, examples: [] }

const examplesOfEach = 3
const none: Tally = { hits: 0, stake: 0 }
const plus = (one: Tally, hits: number, stake: number): Tally => ({ hits: one.hits + hits, stake: one.stake + stake })
const noCount: ComparedCount = { before: none, after: none, gone: none, come: none, changed: 0 }
const added = (one: Tally, other: Tally): Tally => plus(one, other.hits, other.stake)

function merged(one: ComparedCount, other: ComparedCount): ComparedCount {
  return {
    before: added(one.before, other.before),
    after: added(one.after, other.after),
    gone: added(one.gone, other.gone),
    come: added(one.come, other.come),
    changed: one.changed + other.changed,
  }
}

/** Takes the findings of both releases ground by ground. */
export function comparisonDesk() {
  const rules = new Map<string, Map<string, ComparedCount>>()
  const examples = new Map<string, ComparedExample[]>()

  const count = (rule: string, providerCode: string, more: Partial<ComparedCount>): void => {
    const byProvider = rules.get(rule) ?? new Map<string, ComparedCount>()
    rules.set(rule, byProvider)
    byProvider.set(providerCode, merged(byProvider.get(providerCode) ?? noCount, { ...noCount, ...more }))
  }
  const example = (one: ComparedExample): void => {
    const key = `${one.rule} ${one.how}`
    const kept = examples.get(key) ?? []
    examples.set(key, kept)
    if (kept.length < examplesOfEach) kept.push(one)
  }
  const tallyOf = ({ stake }: AuditFinding): Tally => ({ hits: 1, stake })

  return {
    compare(
      before: readonly AuditFinding[],
      after: readonly AuditFinding[],
      providerOf: (finding: AuditFinding) => string,
    ): void {
      const earlier = new Map(before.map((finding) => [findingIdentity(finding), finding]))
      for (const finding of after) {
        const identity = findingIdentity(finding)
        const same = earlier.get(identity)
        earlier.delete(identity)
        const [providerCode, { rule }, tally] = [providerOf(finding), finding, tallyOf(finding)]
        if (same === undefined) {
          count(rule, providerCode, { after: tally, come: tally })
          example({ rule, how: 'come', providerCode, finding, stakeBefore: null })
          continue
        }
        const isChanged = same.stake !== finding.stake
        count(rule, providerCode, { before: tallyOf(same), after: tally, changed: isChanged ? 1 : 0 })
        if (isChanged) example({ rule, how: 'changed', providerCode, finding, stakeBefore: same.stake })
      }
      for (const finding of earlier.values()) {
        const [providerCode, { rule }, tally] = [providerOf(finding), finding, tallyOf(finding)]
        count(rule, providerCode, { before: tally, gone: tally })
        example({ rule, how: 'gone', providerCode, finding, stakeBefore: null })
      }
    },
    add(comparison: AuditComparison): void {
      for (const [rule, byProvider] of Object.entries(comparison.rules)) {
        for (const [providerCode, counts] of Object.entries(byProvider)) count(rule, providerCode, counts)
      }
      for (const one of comparison.examples) example(one)
    },
    total(): AuditComparison {
      return {
        rules: Object.fromEntries(
          [...rules].sort().map(([rule, byProvider]) => [rule, Object.fromEntries([...byProvider].sort())]),
        ),
        examples: [...examples].sort(([one], [other]) => (one < other ? -1 : 1)).flatMap(([, kept]) => kept),
      }
    },
  }
}

/** One rule over all institutions. */
export const wholeOfRule = (byProvider: Readonly<Record<string, ComparedCount>>): ComparedCount =>
  Object.values(byProvider).reduce(merged, noCount)

import { candidates, pointsFor } from './candidates.ts'
import { keyOf } from './join.ts'
import type { MadePair } from './kinds.ts'
import type { GroundRow } from './rows.ts'
import type { CompiledRule } from './rule.ts'
import type { AuditWork } from './work.ts'

/** A row that may be one of a pair, as its own conditions tell. */
export interface Half {
  readonly row: GroundRow
  /** What both of a pair share by the rule's keys; null when that is not known. */
  readonly per: string | null
  /** What they share by the equalities that its condition asks for; null when that is not known. */
  readonly equal: string | null
  /** The fact for want of which it is not known whether it may be one of a pair, or of which. */
  readonly missing: string | null
}

/** Halves by what they share, each list in the order of time. */
export interface Halves {
  readonly all: readonly Half[]
  /** By keys and equalities, of those that know both. */
  readonly byBoth: ReadonlyMap<string, readonly Half[]>
  /** By equalities, whatever the keys; only for seekers that do not know theirs. */
  readonly byEqual: ReadonlyMap<string, readonly Half[]>
  /** By equalities, of those that do not know their keys. */
  readonly keyless: ReadonlyMap<string, readonly Half[]>
  /** Those that do not know what must be equal. */
  readonly loose: readonly Half[]
}

const none: readonly Half[] = []

/** The halves that another may make a pair with: first those that do for sure if their condition holds, then those in doubt. */
export function partnersOf(
  { per, equal }: Half,
  halves: Halves,
): { readonly sure: readonly Half[]; readonly doubtful: readonly (readonly Half[])[] } {
  if (equal === null) return { sure: none, doubtful: [halves.all] }
  if (per === null) return { sure: none, doubtful: [halves.byEqual.get(equal) ?? none, halves.loose] }
  return {
    sure: halves.byBoth.get(both(per, equal)) ?? none,
    doubtful: [halves.keyless.get(equal) ?? none, halves.loose],
  }
}

/** All rows that may be the first (`a`) or the second (`b`) of a pair. */
export function halvesOf(work: AuditWork, rule: CompiledRule, does: MadePair, side: 'a' | 'b'): readonly Half[] {
  const { scope } = work
  const isFirst = side === 'a'
  const isPairs = rule.points?.isPairs === true
  const points = !isFirst && isPairs && rule.points !== null ? rule.points.ofSecond : pointsFor(rule)
  const condition = isFirst ? does.first : does.second
  const alone = isFirst ? does.join.onlyA : does.join.onlyB
  const equalities = isFirst ? does.join.keysA : does.join.keysB
  const all: Half[] = []
  for (const row of candidates(work, does.each, isFirst ? does.firstItems : does.secondItems, points)) {
    if (does.window.withinVisit && !row.current) continue
    scope.hand = row
    scope[side] = row
    const inScope = rule.inScope(scope)
    if (inScope === false) continue
    let missing = inScope === undefined ? scope.missing : null
    const holds = condition(scope)
    if (holds === false || alone.some((part) => part(scope) === false)) continue
    if (holds === undefined) missing ??= scope.missing
    const per = keyOf(scope, does.keys)
    if (per === null) missing ??= scope.missing
    const equal = keyOf(scope, equalities)
    if (equal === null) missing ??= scope.missing
    all.push({ row, per: isPairs && per !== null ? `${row.point?.point ?? ''}\n${per}` : per, equal, missing })
  }
  return all
}

/** Arranges halves for those that look for a partner among them. */
export function arranged(all: readonly Half[], seekers: readonly Half[]): Halves {
  const anyKeyless = seekers.some(({ per }) => per === null)
  const byBoth = new Map<string, Half[]>()
  const byEqual = new Map<string, Half[]>()
  const keyless = new Map<string, Half[]>()
  const loose: Half[] = []
  for (const half of all) {
    const { per, equal } = half
    if (equal === null) {
      loose.push(half)
      continue
    }
    if (anyKeyless) put(byEqual, equal, half)
    if (per === null) put(keyless, equal, half)
    else put(byBoth, both(per, equal), half)
  }
  return { all, byBoth, byEqual, keyless, loose }
}

function both(per: string, equal: string): string {
  return per === '' ? equal : `${per}\n${equal}`
}

function put(lists: Map<string, Half[]>, key: string, half: Half): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [half])
  else list.push(half)
}

import { type Exact, invariant, ok, type Ppm, type Result, refuse, zeroPpm } from '../kernel/index.ts'
import { allHold } from './classify.ts'
import type { Found, ResolvedParameter } from './resolve.ts'
import type { Classification, Condition, Facts, Formula, Input, PolicyRefusal, Rules } from './types.ts'

/** Rules with the law of one date filled in; `Bill` is what amounts of a bill are read from. */
export interface Law<Bill> {
  readonly rules: Rules
  readonly on: string
  readonly parameters: ReadonlyMap<string, ResolvedParameter>
  readonly classes: ReadonlyMap<string, { readonly index: number; readonly classification: Classification }>
  readonly inputs: ReadonlyMap<string, Input>
  readonly formulas: ReadonlyMap<string, CompiledFormula<Bill>>
  /** How an amount of the bill is read, by name; null when there is none of that name. */
  readonly amounts: (name: string) => ((bill: Bill) => Exact) | null
  /** How a running total before the bill is read. */
  readonly used: (code: string) => (bill: Bill) => Exact
  /** A fact that the bill itself knows; undefined when it does not. */
  readonly fact: (bill: Bill, name: string) => string | undefined
}

export interface CompiledFormula<Bill> {
  readonly formula: Formula
  readonly index: number
  /** Depends on nothing that changes while a bill is worked on. */
  readonly fixed: boolean
  readonly evaluate: Evaluate<Bill>
}

export type Evaluate<Bill> = (scope: Scope<Bill>) => Exact

/** One case under one law: its facts, its bill, what was decided so far, and the first refusal met. */
export interface Scope<Bill> {
  readonly law: Law<Bill>
  readonly facts: Facts
  readonly bill: Bill
  /** The class decided for each classification; null while it was not asked for. */
  readonly words: (string | null)[]
  readonly values: (Exact | undefined)[]
  bandRate: Ppm
  refusal: PolicyRefusal | null
}

export function scopeOf<Bill>(law: Law<Bill>, facts: Facts, bill: Bill): Scope<Bill> {
  return { law, facts, bill, words: [], values: [], bandRate: zeroPpm, refusal: null }
}

/** Keeps the first refusal; the value that goes on stands for nothing, for nobody looks at it before the refusal. */
export function refuseIn<Bill>(scope: Scope<Bill>, refusal: PolicyRefusal): 0 {
  scope.refusal ??= refusal
  return 0
}

/** A class that could not be decided has its refusal in the scope already. */
function refuseMissing<Bill>(scope: Scope<Bill>, fact: string): void {
  const { id, place } = scope.law.rules
  refuseIn(scope, { code: 'policy.no-fact', plan: id, fact, place })
}

/** The class under a name, decided once per scope; null (with a refusal in the scope) when no row fits. */
function classIn<Bill>(scope: Scope<Bill>, index: number, classification: Classification): string | null {
  const known = scope.words[index]
  if (known != null) return known
  const ask = (name: string): Facts[string] | undefined => factIn(scope, name)
  for (const { when, is } of classification.rows) {
    const fits = allHold(when, ask)
    if (fits === false) continue
    // Whether this row fits hangs on a fact that nobody told, so no later row may take its place.
    if (fits !== true) {
      refuseMissing(scope, fits)
      return null
    }
    scope.words[index] = is
    return is
  }
  const { name, place } = classification
  refuseIn(scope, { code: 'policy.no-class', plan: scope.law.rules.id, classification: name, place })
  return null
}

function factIn<Bill>(scope: Scope<Bill>, name: string): Facts[string] | undefined {
  const known = scope.law.classes.get(name)
  if (known === undefined) return scope.law.fact(scope.bill, name) ?? scope.facts[name]
  return classIn(scope, known.index, known.classification) ?? undefined
}

/** The word under the name of a class or of a fact; null (with a refusal in the scope) when nobody told it. */
export function wordIn<Bill>(scope: Scope<Bill>, name: string): string | null {
  const known = scope.law.classes.get(name)
  if (known !== undefined) return classIn(scope, known.index, known.classification)
  const fact = scope.law.fact(scope.bill, name) ?? scope.facts[name]
  if (typeof fact === 'string' || typeof fact === 'number') return String(fact)
  refuseMissing(scope, name)
  return null
}

/** Whether all conditions hold here; false with a refusal in the scope when that hangs on a fact that nobody told. */
export function holdIn<Bill>(scope: Scope<Bill>, conditions: readonly Condition[]): boolean {
  const hold = allHold(conditions, (name) => factIn(scope, name))
  if (typeof hold === 'boolean') return hold
  refuseMissing(scope, hold)
  return false
}

const noKey: readonly string[] = []

function keyIn<Bill>(scope: Scope<Bill>, by: readonly string[]): readonly string[] | null {
  if (by.length === 0) return noKey
  const key: string[] = []
  for (const name of by) {
    const word = wordIn(scope, name)
    if (word === null) return null
    key.push(word)
  }
  return key
}

/** The value of a parameter for the person and place of this case; null (with a refusal in the scope) when there is none. */
export function findIn<Bill>(scope: Scope<Bill>, name: string): Found | null {
  const resolved = scope.law.parameters.get(name)
  invariant(
    resolved !== undefined,
    () => `${scope.law.rules.id} has no parameter ${name}; the loader lets none through`,
  )
  const key = keyIn(scope, resolved.parameter.by)
  if (key === null) return null
  const found = resolved.find(key)
  if (found.ok) return found.value
  refuseIn(scope, found.error)
  return null
}

/** A value that is good unless the scope met a refusal on the way. */
export function unlessRefused<Bill, T>(scope: Scope<Bill>, value: T): Result<T, PolicyRefusal> {
  return scope.refusal === null ? ok(value) : refuse(scope.refusal)
}

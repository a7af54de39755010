import { type Exact, type IsoDate, isoDate, type Result } from '../../src/kernel/index.ts'
import {
  type CompiledRules,
  compileRulesFor,
  type Expression,
  explainIn,
  type Facts,
  type PolicyRefusal,
  type Rules,
  type Scope,
  unlessRefused,
} from '../../src/policy/index.ts'
import { accepted } from './world.ts'

/** A bill of which only some amounts are known, by name; running totals stand under `used <code>`. */
export type Amounts = Record<string, Exact>

export const today: IsoDate = isoDate('2025-03-02')

export function compiledFor(rules: Rules, on: IsoDate = today): CompiledRules<Amounts> {
  const read = (name: string) => (bill: Amounts) => bill[name] ?? 0
  return compileRulesFor<Amounts>(rules, on, {
    amounts: read,
    used: (code) => read(`used ${code}`),
    fact: () => undefined,
  })
}

export function scopeFor(rules: Rules, facts: Facts = {}, amounts: Amounts = {}): Scope<Amounts> {
  return compiledFor(rules).bind(facts, amounts)
}

/** What an expression comes to under these rules. */
export function asked(
  rules: Rules,
  expression: Expression,
  facts: Facts = {},
  amounts: Amounts = {},
): Result<Exact, PolicyRefusal> {
  const { compile, bind } = compiledFor(rules)
  const scope = bind(facts, amounts)
  return unlessRefused(scope, compile(expression)(scope))
}

/** The same, and how it came about. */
export function explained(rules: Rules, expression: Expression, facts: Facts = {}, amounts: Amounts = {}) {
  const { compile, bind } = compiledFor(rules)
  const scope = bind(facts, amounts)
  const value = accepted(unlessRefused(scope, compile(expression)(scope)))
  return { value, ...explainIn(scope, expression) }
}

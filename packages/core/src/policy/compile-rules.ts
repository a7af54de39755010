import type { IsoDate } from '../kernel/index.ts'
import { compileExpression } from './compile-expression.ts'
import type { Expression } from './expression.ts'
import { leavesOf } from './leaves.ts'
import { resolveParameter } from './resolve.ts'
import { type CompiledFormula, type Evaluate, type Law, type Scope, scopeOf } from './scope.ts'
import type { Facts, Rules } from './types.ts'

/** Rules on one date, ready to be asked. Compile once per rules and date, then bind any number of cases. */
export interface CompiledRules<Bill> {
  readonly law: Law<Bill>
  readonly compile: (expression: Expression) => Evaluate<Bill>
  readonly bind: (facts: Facts, bill: Bill) => Scope<Bill>
}

/** How amounts and running totals of a bill are read; rules without a bill have none. */
export type BillReader<Bill> = Pick<Law<Bill>, 'amounts' | 'used' | 'fact'>

const noBill: BillReader<null> = { amounts: () => null, used: () => () => 0, fact: () => undefined }

/** Whether an expression comes to the same however far the work on a bill has got. */
function isFixed(expression: Expression, formulas: Rules['formulas']): boolean {
  return leavesOf(expression, formulas).every((leaf) => !('amount' in leaf || 'bandRate' in leaf))
}

export function compileRulesFor<Bill>(rules: Rules, on: IsoDate, reader: BillReader<Bill>): CompiledRules<Bill> {
  const formulas = new Map<string, CompiledFormula<Bill>>()
  const law: Law<Bill> = {
    rules,
    on,
    parameters: new Map(
      Object.values(rules.parameters).map((parameter) => [parameter.name, resolveParameter(rules.id, parameter, on)]),
    ),
    classes: new Map(rules.classes.map((classification, index) => [classification.name, { index, classification }])),
    inputs: new Map(rules.inputs.map((input) => [input.name, input])),
    formulas,
    ...reader,
  }
  const compile = (expression: Expression): Evaluate<Bill> => compileExpression(expression, law)
  for (const [index, formula] of Object.values(rules.formulas).entries()) {
    const fixed = isFixed(formula.is, rules.formulas)
    formulas.set(formula.name, { formula, index, fixed, evaluate: compile(formula.is) })
  }
  return { law, compile, bind: (facts, bill) => scopeOf(law, facts, bill) }
}

/** Rules that know no bill: contributions, enrolment, formulas asked by name. */
export function compileRules(rules: Rules, on: IsoDate): CompiledRules<null> {
  return compileRulesFor(rules, on, noBill)
}

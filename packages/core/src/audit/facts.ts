import type { ExpressionContext, Maker } from './compile-expression.ts'
import type { AuditExpression } from './expression.ts'
import type { AuditScope, AuditValue, CompiledExpression } from './scope.ts'
import type { AuditRule, FindingFact, RuleKind, Side } from './types.ts'
import { type FieldExpression, fieldsOf } from './walk-expression.ts'

/** One fact that a finding keeps: the name as the rule wrote it. */
export interface FactReader {
  readonly name: string
  readonly read: CompiledExpression
}

const brace = /\{([A-Za-z]\w*(?:\.\w+)*)\}/g

/** The names in the braces of a sentence. */
function bracesOf(text: string): readonly string[] {
  return [...text.matchAll(brace)].map(([, name = '']) => name)
}

/** Fills the braces of a sentence. */
export function fillBraces(text: string, wordOf: (name: string) => string): string {
  return text.replace(brace, (_, name: string) => wordOf(name))
}

/** Every field that a rule's condition reads and its sentence names, once each; sums are facts of their own. */
export function factReadersOf(rule: AuditRule, context: ExpressionContext, maker: Maker): readonly FactReader[] {
  const named = new Map<string, FieldExpression>()
  const add = (field: FieldExpression) => {
    if (field.path.length > 0 && field.root !== 'side') named.set([field.root, ...field.path].join('.'), field)
  }
  for (const tree of treesOf(rule)) for (const field of fieldsOf(tree)) add(field)
  for (const name of [...bracesOf(rule.says.zh), ...bracesOf(rule.says.en)]) {
    const [root = '', ...path] = name.split('.')
    add({ op: 'field', root, path })
  }
  return [...named].map(([name, field]) => ({ name, read: maker.expression(field, context) }))
}

export function factsIn(readers: readonly FactReader[], scope: AuditScope): FindingFact[] {
  return readers.flatMap(({ name, read }) => {
    const value = plain(read(scope))
    return value === undefined ? [] : [{ name, value }]
  })
}

/** Rows are no facts, lists of texts and numbers are; what is not known is left out. */
function plain(value: AuditValue | undefined): FindingFact['value'] | undefined {
  if (value === null || typeof value !== 'object') return value
  if (!Array.isArray(value)) return undefined
  const members: readonly AuditValue[] = value
  return members.some((member) => typeof member === 'object') ? undefined : members.map(String)
}

/** The expressions that make a hit: not the stake, which is in the finding itself. */
export function treesOf(rule: AuditRule): readonly AuditExpression[] {
  return [...treesOfKind(rule.does), ...rule.exceptions.map(({ when }) => when)]
}

function some(...trees: readonly (AuditExpression | null)[]): readonly AuditExpression[] {
  return trees.filter((tree) => tree !== null)
}

function treesOfKind(does: RuleKind): readonly AuditExpression[] {
  switch (does.kind) {
    case 'match':
      return [does.when]
    case 'count':
      return [...some(does.where), ...does.per, ...measured(does.measure), does.limit, ...lengthOf(does.within)]
    case 'pair':
      return [...some(does.first, does.second, does.when), ...does.per, ...lengthOf(does.within)]
    case 'partner':
      return [...some(does.where), does.which, ...lengthOf(does.within)]
    case 'compare':
      return [
        ...treesOfSide(does.left),
        ...treesOfSide(does.right),
        ...some(does.factor, does.allowance, does.leftAtLeast, does.rightAtLeast),
        ...lengthOf(does.within),
      ]
  }
}

function treesOfSide({ where, keys, measure }: Side): readonly AuditExpression[] {
  return [...some(where), ...keys, ...measured(measure)]
}

function measured(measure: Side['measure']): readonly AuditExpression[] {
  return measure.of === 'count' ? [] : [measure.value]
}

function lengthOf(within: Extract<RuleKind, { within: unknown }>['within']): readonly AuditExpression[] {
  return 'length' in within ? [within.length] : []
}

import type { CareKind, ProviderKind, ProviderLevel, SchemeCode } from '../encounter/index.ts'
import { constantOf } from './constants.ts'
import type { AuditExpression } from './expression.ts'
import { functions } from './functions.ts'
import type { AuditLine } from './ground.ts'
import { compareValues, isIn } from './operators.ts'
import type { CompiledRule } from './rule.ts'
import type { AuditValue, RuleParameters } from './scope.ts'
import type { AuditRule } from './types.ts'

/** What is known of a visit before its ground is made. What is absent may be anything. */
export interface VisitAhead {
  /** It is one of these. */
  readonly care?: readonly CareKind[]
  readonly scheme?: SchemeCode
  readonly level?: ProviderLevel
  readonly kind?: ProviderKind
  /** The kind of each of its items. */
  readonly kinds?: ReadonlyMap<string, Exclude<AuditLine['kind'], undefined>>
  /** Facts that no row of the ground will have, as rules name them: `line.route`, `visit.doctor`. */
  readonly absent?: ReadonlySet<string>
}

/** Whether a rule may be for the visit at all. */
export function mayBeInScope({ scope }: AuditRule, { care, scheme, level, kind }: VisitAhead): boolean {
  const may = <Of>(allowed: readonly Of[] | undefined, possible: readonly Of[] | undefined) =>
    allowed === undefined || possible === undefined || possible.some((one) => allowed.includes(one))
  const only = <Of>(value: Of | undefined) => (value === undefined ? undefined : [value])
  return (
    may(scope.care, care) &&
    may(scope.schemes, only(scheme)) &&
    may(scope.levels, only(level)) &&
    may(scope.kinds, only(kind))
  )
}

/** Whether a row of the visit, of lines one of this item, may be such that the rule looks for others in the past. */
export function mayLookBack({ rule, points }: CompiledRule, item: string, ahead: VisitAhead): boolean {
  const { does, parameters } = rule
  const facts: Facts = { item, ahead, parameters }
  const mayHold = (tree: AuditExpression | null) => tree === null || foreseen(tree, facts) !== false
  switch (does.kind) {
    case 'count':
      // A row whose keys are not known is in no group.
      return mayHold(does.where) && !does.per.some((key) => isAbsent(key, ahead))
    case 'pair':
      // Only of a table's pairs may the row in hand be the first.
      return points?.isPairs === true || mayHold(does.second)
    case 'partner':
      return mayHold(does.where)
    default:
      return true
  }
}

interface Facts {
  readonly item: string
  readonly ahead: VisitAhead
  readonly parameters: RuleParameters
}

function nameOf(tree: AuditExpression): string {
  return tree.op === 'field' ? [tree.root, ...tree.path].join('.') : ''
}

function isAbsent(tree: AuditExpression, { absent }: VisitAhead): boolean {
  return absent?.has(nameOf(tree)) === true
}

/** What an expression comes to whatever is not known yet; undefined when that cannot be told. */
function foreseen(tree: AuditExpression, facts: Facts): AuditValue | undefined {
  const constant = constantOf(tree, { parameters: facts.parameters, point: null })
  if (constant !== undefined) return constant
  const of = (part: AuditExpression) => foreseen(part, facts)
  switch (tree.op) {
    case 'field':
      return factOf(nameOf(tree), facts)
    case 'known':
      return isAbsent(tree.of, facts.ahead) ? false : undefined
    case 'not':
      return negated(of(tree.of))
    case 'and':
      return joint(of(tree.left), of(tree.right), false)
    case 'or':
      return joint(of(tree.left), of(tree.right), true)
    case 'choose':
      return chosen(tree, of)
    case '==':
    case '!=':
      return ofBoth(of(tree.left), of(tree.right), (left, right) => compareValues(tree.op, left, right))
    case 'in':
      return ofBoth(of(tree.left), of(tree.right), isIn)
    case 'call':
      return called(tree, of)
    default:
      return undefined
  }
}

function factOf(name: string, { item, ahead: { care, scheme, kinds } }: Facts): AuditValue | undefined {
  switch (name) {
    case 'line.item':
      return item
    case 'line.kind':
      return kinds?.get(item)
    case 'visit.care':
      return care?.length === 1 ? care[0] : undefined
    case 'visit.scheme':
      return scheme
    default:
      return undefined
  }
}

const negated = (truth: AuditValue | undefined) => (typeof truth === 'boolean' ? !truth : undefined)

/** One side alone decides when it is `deciding`. */
function joint(left: AuditValue | undefined, right: AuditValue | undefined, deciding: boolean): boolean | undefined {
  if (left === deciding || right === deciding) return deciding
  return typeof left === 'boolean' && typeof right === 'boolean' ? !deciding : undefined
}

type Of = (part: AuditExpression) => AuditValue | undefined

function chosen({ when, then, otherwise }: Extract<AuditExpression, { op: 'choose' }>, of: Of) {
  const truth = of(when)
  return typeof truth === 'boolean' ? of(truth ? then : otherwise) : undefined
}

function ofBoth(
  left: AuditValue | undefined,
  right: AuditValue | undefined,
  act: (left: AuditValue, right: AuditValue) => AuditValue | undefined,
): AuditValue | undefined {
  return left === undefined || right === undefined ? undefined : act(left, right)
}

function called({ name, args }: Extract<AuditExpression, { op: 'call' }>, of: Of): AuditValue | undefined {
  if (name !== 'startsWith' && name !== 'startsWithAny') return undefined
  const [text, beginning] = args
  return text === undefined || beginning === undefined ? undefined : ofBoth(of(text), of(beginning), functions[name])
}

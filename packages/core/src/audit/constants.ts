import type { AuditExpression } from './expression.ts'
import type { AuditValue, RuleParameters } from './scope.ts'
import type { KnowledgePoint } from './types.ts'

/** What is the same for every row: parameters, and of one entry of the index its knowledge point. */
export interface Constants {
  readonly parameters: RuleParameters
  readonly point: KnowledgePoint | null
}

/** The value of an expression that reads nothing but constants; undefined when it reads more. */
export function constantOf(tree: AuditExpression, constants: Constants): AuditValue | undefined {
  if (tree.op === 'value') return tree.value
  if (tree.op === 'list') {
    const items = tree.items.map((item) => constantOf(item, constants))
    return items.includes(undefined) ? undefined : items
  }
  if (tree.op !== 'field') return undefined
  const [name = ''] = tree.path
  const values =
    tree.root === 'param' ? constants.parameters : tree.root === 'point' ? constants.point?.values : undefined
  return values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined
}

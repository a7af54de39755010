import type { AuditExpression } from './expression.ts'
import { factName, nameOfSubject, type Subjects } from './readers.ts'

export type FieldExpression = Extract<AuditExpression, { readonly op: 'field' }>

/** The parts of an expression, in the order in which they are written. */
export function partsOf(tree: AuditExpression): readonly AuditExpression[] {
  switch (tree.op) {
    case 'value':
    case 'field':
      return []
    case 'list':
      return tree.items
    case 'not':
    case 'negate':
    case 'known':
      return [tree.of]
    case 'choose':
      return [tree.when, tree.then, tree.otherwise]
    case 'call':
      return tree.args
    case 'each':
      return [tree.over, tree.body]
    default:
      return [tree.left, tree.right]
  }
}

/** Every field that an expression reads, but not those of names that it binds itself. */
export function fieldsOf(tree: AuditExpression, bound: readonly string[] = []): readonly FieldExpression[] {
  if (tree.op === 'field') return bound.includes(tree.root) ? [] : [tree]
  const inner = tree.op === 'each' ? [...bound, tree.as] : bound
  return partsOf(tree).flatMap((part) => fieldsOf(part, inner))
}

/** The conditions that must all hold. */
export function conjunctsOf(tree: AuditExpression): readonly AuditExpression[] {
  return tree.op === 'and' ? [...conjunctsOf(tree.left), ...conjunctsOf(tree.right)] : [tree]
}

/** What a field is called among facts: by the row it is of, `a.doctor` of a line is `line.doctor`. */
function factOf({ root, path }: FieldExpression, subjects: Subjects): string {
  const subject = root === 'a' || root === 'b' ? subjects[root] : null
  if (subject === null) return factName(root, path[0])
  const { root: own, name } = nameOfSubject(subject, path)
  return factName(own, name)
}

/** What to name when an operation has no answer though its parts have: its first field. */
export function firstFact(tree: AuditExpression, subjects: Subjects): string {
  const fields = fieldsOf(tree)
  const field = fields.find(({ root }) => root !== 'param') ?? fields[0]
  return field === undefined ? 'value' : factOf(field, subjects)
}

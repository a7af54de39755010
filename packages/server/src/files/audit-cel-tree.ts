import type { ASTNode } from '@marcbachmann/cel-js'
import type { Arithmetic, AuditExpression, Comparison } from '@yibao/core/audit'
import { comparisonFault, wordFault } from './audit-cel-compare.ts'
import { type CelPart, callOf, functionNames, isFunction } from './audit-cel-functions.ts'
import { broken, type Place, refused, sourceOf, writtenOf, yuanOf } from './audit-cel-place.ts'
import { anything, type CelType, fits, joined, listOf, number, truth, typeWords } from './audit-cel-types.ts'

/** `each` within `each` multiplies: a condition over every pair of lines is the most that a rule may ask of a row. */
const deepestEach = 2

const comparisons: readonly string[] = ['==', '!=', '<', '<=', '>', '>=']
const arithmetic: readonly string[] = ['+', '-', '*', '/', '%']

/** Whatever was complained of below is not complained of again above. */
function want(place: Place, node: ASTNode, type: CelType): AuditExpression {
  const part = partOf(place, node)
  if (fits(part.type, type) && !(part.type.of === 'null' && type.of === 'truth')) return part.tree
  return refused(place, node, {
    what: `${typeWords(part.type)} where ${typeWords(type)} is wanted`,
    cure: 'correct the expression',
  }).tree
}

function nameOf(place: Place, node: ASTNode & { op: 'id' }): CelPart {
  const type = Object.hasOwn(place.names, node.args) ? place.names[node.args] : undefined
  if (type === undefined) {
    const known = Object.keys(place.names).join(', ')
    return refused(place, node, { what: `\`${node.args}\` is no name here`, cure: `use one of: ${known}` })
  }
  return { tree: { op: 'field', root: node.args, path: [] }, type, source: node.args }
}

function fieldOf(place: Place, node: ASTNode & { op: '.' }): CelPart {
  const [of, name] = node.args
  const whole = partOf(place, of)
  if (whole.type.of === 'any') return broken(node)
  if (whole.type.of !== 'row' || whole.tree.op !== 'field') {
    return refused(place, node, {
      what: `\`${whole.source}\` has no fields`,
      cure: 'use .exists(x, …) or .map(x, …) for the rows of a list',
    })
  }
  const type = Object.hasOwn(whole.type.fields, name) ? whole.type.fields[name] : undefined
  if (type === undefined) {
    const known = Object.keys(whole.type.fields).join(', ') || 'none'
    return refused(place, node, { what: `\`${whole.source}\` has no field \`${name}\``, cure: `use one of: ${known}` })
  }
  return { tree: { ...whole.tree, path: [...whole.tree.path, name] }, type, source: sourceOf(node) }
}

function listPart(place: Place, node: ASTNode & { op: 'list' }): CelPart {
  const items = node.args.map((item) => partOf(place, item))
  let type: CelType | null = null
  for (const item of items) {
    if (type !== null && !fits(type, item.type)) {
      return refused(place, node, { what: 'a list of several kinds', cure: 'keep texts, numbers and truths apart' })
    }
    type = type === null ? item.type : joined(type, item.type)
  }
  return { tree: { op: 'list', items: items.map(({ tree }) => tree) }, type: listOf(type), source: sourceOf(node) }
}

function comparisonOf(place: Place, node: ASTNode, op: Comparison, sides: readonly [ASTNode, ASTNode]): CelPart {
  const [left, right] = [partOf(place, sides[0]), partOf(place, sides[1])]
  const fault = comparisonFault(op, left.type, right.type)
  // Whatever is wrong with its sides, it is a truth: what stands above it is not complained of.
  if (fault !== null) return { ...refused(place, node, fault), type: truth }
  return { tree: { op, left: left.tree, right: right.tree }, type: truth, source: sourceOf(node) }
}

function arithmeticOf(place: Place, node: ASTNode, op: Arithmetic, sides: readonly [ASTNode, ASTNode]): CelPart {
  const [left, right] = [want(place, sides[0], number), want(place, sides[1], number)]
  return { tree: { op, left, right }, type: number, source: sourceOf(node) }
}

function inPart(place: Place, node: ASTNode & { op: 'in' }): CelPart {
  const [left, right] = [partOf(place, node.args[0]), partOf(place, node.args[1])]
  const done: CelPart = { tree: { op: 'in', left: left.tree, right: right.tree }, type: truth, source: sourceOf(node) }
  if (!fits(right.type, listOf(left.type))) {
    const what = `${typeWords(left.type)} in ${typeWords(right.type)}`
    return { ...refused(place, node, { what, cure: "write a list of the same kind: x in ['a', 'b']" }), type: truth }
  }
  const literals = node.args[1].op === 'list' ? node.args[1].args.filter((item) => item.op === 'value') : []
  for (const item of literals) {
    const fault = wordFault(left.type, partOf(place, item).type)
    if (fault !== null) place.complain(fault.what, fault.cure, sourceOf(node))
  }
  return done
}

const takes: readonly string[] = ['exists', 'all', 'filter', 'map']

function eachOf(place: Place, node: ASTNode & { op: 'rcall' }): CelPart {
  const [take, over, args] = node.args
  const list = partOf(place, over)
  const [bound, body] = args
  if (bound?.op !== 'id' || body === undefined || args.length !== 2) {
    return refused(place, node, {
      what: `\`${take}\` without a name and a condition`,
      cure: `write list.${take}(x, condition over x)`,
    })
  }
  if (place.depth >= deepestEach) {
    return refused(place, node, {
      what: 'lists too deep within one another: too costly',
      cure: `use at most ${deepestEach} within one another`,
    })
  }
  if (Object.hasOwn(place.names, bound.args)) {
    return refused(place, node, { what: `\`${bound.args}\` means something else already`, cure: 'bind another name' })
  }
  if (list.type.of === 'any') return broken(node)
  if (list.type.of !== 'list')
    return refused(place, node, {
      what: `${typeWords(list.type)} is no list`,
      cure: 'begin with a list such as visit.lines',
    })
  const inner: Place = {
    ...place,
    depth: place.depth + 1,
    names: { ...place.names, [bound.args]: list.type.item ?? anything },
  }
  const part = take === 'map' ? partOf(inner, body) : { tree: want(inner, body, truth), type: truth }
  const type = take === 'map' ? listOf(part.type) : take === 'filter' ? list.type : truth
  const tree = {
    op: 'each',
    take: take as 'exists' | 'all' | 'filter' | 'map',
    over: list.tree,
    as: bound.args,
    body: part.tree,
  } as const
  return { tree, type, source: sourceOf(node) }
}

function callPart(place: Place, node: ASTNode, name: string, args: readonly ASTNode[]): CelPart {
  if (name === 'yuan') return yuanOf(place, node, args)
  if (name === 'has') {
    const [of] = args
    const part = of === undefined ? null : partOf(place, of)
    if (part === null || args.length !== 1 || (part.tree.op !== 'field' && part.type.of !== 'any')) {
      return refused(place, node, { what: '`has` asks for one field', cure: 'write has(line.supplyDays)' })
    }
    return { tree: { op: 'known', of: part.tree }, type: truth, source: sourceOf(node) }
  }
  if (!isFunction(name))
    return refused(place, node, { what: `no function \`${name}\``, cure: `use one of: ${functionNames}` })
  const parts = args.map((arg) => partOf(place, arg))
  if (parts.some(({ type }) => type.of === 'any')) return broken(node)
  const done = callOf(name, parts)
  return 'what' in done ? refused(place, node, done) : { ...done, source: sourceOf(node) }
}

function choiceOf(place: Place, node: ASTNode & { op: '?:' }): CelPart {
  const when = want(place, node.args[0], truth)
  const [yes, no] = [partOf(place, node.args[1]), partOf(place, node.args[2])]
  if (!fits(yes.type, no.type))
    return refused(place, node, { what: 'the two answers are of different kinds', cure: 'answer with one kind' })
  // biome-ignore lint/suspicious/noThenProperty: the field is named as the tree of core names it, and nobody awaits a tree.
  const tree = { op: 'choose', when, then: yes.tree, otherwise: no.tree } as const
  return { tree, type: joined(yes.type, no.type), source: sourceOf(node) }
}

function binaryOf(place: Place, node: ASTNode): CelPart | null {
  const { op } = node
  if (comparisons.includes(op)) return comparisonOf(place, node, op as Comparison, node.args as [ASTNode, ASTNode])
  if (arithmetic.includes(op)) return arithmeticOf(place, node, op as Arithmetic, node.args as [ASTNode, ASTNode])
  return null
}

/** Reads one node: its tree, its type, and complaints about whatever no rule may say. */
export function partOf(place: Place, node: ASTNode): CelPart {
  const source = sourceOf(node)
  const binary = binaryOf(place, node)
  if (binary !== null) return binary
  switch (node.op) {
    case 'value':
      return writtenOf(place, node)
    case 'id':
      return nameOf(place, node)
    case '.':
      return fieldOf(place, node)
    case 'list':
      return listPart(place, node)
    case 'in':
      return inPart(place, node)
    case '&&':
    case '||': {
      const [left, right] = [want(place, node.args[0], truth), want(place, node.args[1], truth)]
      return { tree: { op: node.op === '&&' ? 'and' : 'or', left, right }, type: truth, source }
    }
    case '!_':
      return { tree: { op: 'not', of: want(place, node.args, truth) }, type: truth, source }
    case '-_':
      return { tree: { op: 'negate', of: want(place, node.args, number) }, type: number, source }
    case '?:':
      return choiceOf(place, node)
    case 'call':
      return callPart(place, node, node.args[0], node.args[1])
    case 'rcall': {
      const [name, of, args] = node.args
      return takes.includes(name) ? eachOf(place, node) : callPart(place, node, name, [of, ...args])
    }
    default:
      return refused(place, node, {
        what: `\`${node.op}\` is not for rules`,
        cure: 'use && || ! comparisons, arithmetic, in, ?:, lists and functions',
      })
  }
}

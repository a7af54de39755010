import type { AuditExpression } from './expression.ts'
import { treesOf } from './facts.ts'
import { type ItemSet, itemsOf } from './item-set.ts'
import type { Points } from './points.ts'
import type { CompiledRule } from './rule.ts'
import type { AuditRule, KnowledgePoint, PairKind, PartnerKind, Side } from './types.ts'
import { conjunctsOf, fieldsOf } from './walk-expression.ts'

/** Of which items a rule looks at past lines: of any, or of the codes and, where it says so, of the very item in hand. */
export type PastItems = 'all' | { readonly own: boolean; readonly codes: readonly string[] }

const noLines: PastItems = { own: false, codes: [] }
const ownOnly: PastItems = { own: true, codes: [] }

/** What a rule needs of the past for a line of an item. It may name too much, never too little. */
export function pastItemsOf({ rule, points }: CompiledRule, item: string): PastItems {
  const { does } = rule
  if (treesOf(rule).some(readsLines)) return 'all'
  switch (does.kind) {
    case 'match':
      return noLines
    case 'count':
      return ofSide(rule, { ...does, keys: does.per }, points, item)
    case 'pair':
      return ofPair(rule, does, points, item)
    case 'partner':
      return ofPartner(rule, does, points, item)
    case 'compare':
      return joined(ofSide(rule, does.left, points, null), ofSide(rule, does.right, null, null))
  }
}

function readsLines(tree: AuditExpression): boolean {
  return fieldsOf(tree).some(({ path }) => path.at(-1) === 'lines')
}

function joined(one: PastItems, other: PastItems): PastItems {
  if (one === 'all' || other === 'all') return 'all'
  return { own: one.own || other.own, codes: [...one.codes, ...other.codes] }
}

function ofSet(set: ItemSet | null): PastItems {
  return set === null || set.prefixes.length > 0 ? 'all' : { own: false, codes: set.codes }
}

/** @param item null where any item of the table may wake the rule */
function ofSide(
  { parameters }: AuditRule,
  { each, where, keys }: Side,
  points: Points | null,
  item: string | null,
): PastItems {
  if (each.of !== 'line') return noLines
  if (keys.some(isOwnItem)) return ownOnly
  if (points !== null) return ofPoints(points, item, keys)
  return ofSet(where === null ? null : itemsOf(where, ['line'], { parameters, point: null }))
}

function isOwnItem(tree: AuditExpression): boolean {
  return tree.op === 'field' && tree.root === 'line' && tree.path[0] === 'item'
}

/** The items that share a point with this one, or where a key reads the points, the value of that column. */
function ofPoints(points: Points, item: string | null, keys: readonly AuditExpression[]): PastItems {
  if (points.key === 'prefix') return 'all'
  if (item === null) return { own: true, codes: points.keys }
  const columns = keys.flatMap((key) => (key.op === 'field' && key.root === 'point' ? (key.path[0] ?? []) : []))
  const shared = (point: KnowledgePoint) =>
    columns.length === 0 ? point.point : columns.map((column) => String(point.values[column])).join('\n')
  const own = new Set(points.of(item).map(shared))
  return { own: true, codes: points.keys.filter((code) => points.of(code).some((point) => own.has(shared(point)))) }
}

function ofPair(
  { parameters }: AuditRule,
  { each, first, per }: PairKind,
  points: Points | null,
  item: string,
): PastItems {
  if (each.of !== 'line') return noLines
  if (per.some(isOwnItem)) return ownOnly
  if (points === null) return ofSet(first === null ? null : itemsOf(first, ['line', 'a'], { parameters, point: null }))
  if (points.key === 'prefix') return 'all'
  if (!points.isPairs) return { own: true, codes: points.keys }
  const seconds = points.of(item).flatMap(({ values }) => (typeof values.second === 'string' ? [values.second] : []))
  return { own: false, codes: [...seconds, ...points.firstsOf(item)] }
}

function ofPartner(
  { parameters }: AuditRule,
  { each, needs, which }: PartnerKind,
  points: Points | null,
  item: string,
): PastItems {
  if (needs.of !== 'line') return noLines
  if (conjunctsOf(which).some(asksOwnItem)) return ownOnly
  const asked = points === null || each.of !== 'line' ? [null] : points.of(item)
  return asked.map((point) => ofSet(itemsOf(which, ['b'], { parameters, point }))).reduce<PastItems>(joined, noLines)
}

function asksOwnItem(part: AuditExpression): boolean {
  if (part.op !== '==') return false
  const roots = [part.left, part.right].map((side) => (side.op === 'field' && side.path[0] === 'item' ? side.root : ''))
  return roots.includes('b') && (roots.includes('a') || roots.includes('line'))
}

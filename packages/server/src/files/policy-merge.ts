import { isMap, isSeq, type Node, YAMLMap, YAMLSeq } from 'yaml'
import { itemsOf, type Spot } from './policy-sheet.ts'

/** A mapping with the entries of another in it: in place where the name is the same, else behind. */
export function mergedMap(base: Spot | null, own: Spot | null): Node | null {
  if (own === null || !isMap(own.node)) return base?.node ?? null
  if (base === null || !isMap(base.node)) return own.node
  const theirs = new Map(own.node.items.map((pair) => [String(pair.key), pair]))
  const known = new Set(base.node.items.map((pair) => String(pair.key)))
  const merged = new YAMLMap()
  merged.range = base.node.range ?? null
  merged.items = base.node.items.map((pair) => theirs.get(String(pair.key)) ?? pair)
  merged.items.push(...own.node.items.filter((pair) => !known.has(String(pair.key))))
  return merged
}

/** The same for lists of things that have a name. */
export function mergedList(base: Spot | null, own: Spot | null, nameOf: (item: Spot) => string): Node | null {
  if (own === null || !isSeq(own.node)) return base?.node ?? null
  const theirs = new Map(itemsOf(own).map((item) => [nameOf(item), item.node]))
  const before = base === null ? [] : itemsOf(base)
  const known = new Set(before.map(nameOf))
  const merged = new YAMLSeq()
  merged.range = own.node.range ?? null
  merged.items = before.map((item) => theirs.get(nameOf(item)) ?? item.node)
  merged.items.push(...[...theirs].filter(([name]) => !known.has(name)).map(([, node]) => node))
  return merged
}

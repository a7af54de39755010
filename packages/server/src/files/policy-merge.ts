import { isMap, isSeq, type Node, YAMLMap, YAMLSeq } from 'yaml'
import { complain, entriesOf, isList, isMapping, itemsOf, type Spot } from './policy-sheet.ts'

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

const forPeople: readonly string[] = ['label', 'labelEn', 'about']

/** What a node says, without labels and whatever the order of its names. */
function saying(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(saying)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([name]) => !forPeople.includes(name))
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, own]) => [name, saying(own)]))
}

function textOfNode(node: Node | null | undefined): string {
  return JSON.stringify(saying(node?.toJSON() ?? null))
}

/** Where a reading puts its own into the rules: the part of the rules, and what is written for it. */
export interface ReplacedPart {
  readonly base: Spot | null
  readonly own: Spot | null
  readonly merged: Node | null
}

/** A reading is there to read something else: parts that replace nothing, or by the same, are the author's mistake. */
export function checkReplaced(reading: Spot, parts: readonly ReplacedPart[], names: readonly string[]): void {
  const given = parts.flatMap(({ own }) => (own === null ? [] : [own]))
  if (given.length === 0 && isMapping(reading)) {
    complain(reading, 'a reading that replaces nothing', `give it one of: ${names.join(', ')}`)
    return
  }
  const written = given.filter((own) => {
    const ofList = own.name === 'layers' || own.name === 'windows'
    const entries = ofList ? itemsOf(own) : entriesOf(own)
    if (entries.length === 0 && (ofList ? isList(own) : isMapping(own))) {
      complain(own, `\`${own.name}\` of a reading is empty`, 'write what it replaces, or leave it out')
    }
    return entries.length > 0
  })
  const same = parts.every(({ base, merged }) => textOfNode(base?.node) === textOfNode(merged))
  if (same && written.length > 0 && written.length === given.length) {
    complain(reading, 'the reading reads nothing else', 'change what it replaces, or remove it')
  }
}

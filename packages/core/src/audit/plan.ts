import type { ItemSet } from './item-set.ts'
import type { MadeKind, MadeMatch } from './kinds.ts'
import type { Points } from './points.ts'
import type { CompiledRule } from './rule.ts'
import type { AuditMoment, KnowledgePoint, Partition } from './types.ts'

/** A rule that can say something of an item, and by which point. */
interface Entry {
  readonly rule: CompiledRule
  /** Null of a rule that looks at more than the line: it is woken, and looks for itself. */
  readonly match: MadeMatch | null
  readonly point: KnowledgePoint | null
}

/** The rules of one moment and partition, by what wakes them. */
export interface Plan {
  /** The rules that can say anything of a line with this item; the same list for the same item. */
  readonly entriesOf: (item: string) => readonly Entry[]
  /** Rules that no item wakes: they look at every ground. */
  readonly always: readonly CompiledRule[]
}

/** So many items are remembered; beyond, the memory begins anew. */
const rememberedItems = 200_000
const noEntries: readonly Entry[] = []
const nothing: readonly never[] = []

export function planOf(rules: readonly CompiledRule[], moment: AuditMoment, partition: Partition): Plan {
  const index = new ItemIndex()
  const always: CompiledRule[] = []
  for (const rule of rules) {
    if (!rule.rule.moments.includes(moment) || rule.rule.partition !== partition) continue
    if (!index.add(rule)) always.push(rule)
  }
  const known = new Map<string, readonly Entry[]>()
  const entriesOf = (item: string) => {
    const remembered = known.get(item)
    if (remembered !== undefined) return remembered
    if (known.size >= rememberedItems) known.clear()
    const entries = index.entriesOf(item)
    known.set(item, entries)
    return entries
  }
  return { entriesOf, always }
}

/** The items of whose lines a rule is told or reminded: null when any row may be one of its rows. */
function wakingItems(does: MadeKind): { readonly line: boolean; readonly sets: readonly (ItemSet | null)[] } {
  switch (does.kind) {
    case 'match':
    case 'partner':
      return { line: does.each.of === 'line', sets: [does.items] }
    case 'count':
      return { line: does.side.each.of === 'line', sets: [does.side.items] }
    case 'pair':
      return { line: does.each.of === 'line', sets: [does.firstItems, does.secondItems] }
    case 'compare':
      return {
        line: does.left.each.of === 'line' && does.right.each.of === 'line',
        sets: [does.left.items, does.right.items],
      }
  }
}

class ItemIndex {
  private readonly entries = new CodeIndex<Entry>()
  private readonly tables = new CodeIndex<Points>()
  private readonly rulesOf = new Map<Points, CompiledRule[]>()
  private readonly every: Entry[] = []

  /** False when no item wakes the rule. */
  add(rule: CompiledRule): boolean {
    const { points, does } = rule
    const { line, sets } = wakingItems(does)
    if (!line) return false
    const match = does.kind === 'match' ? does : null
    const entry: Entry = { rule, match, point: null }
    if (points !== null && does.kind !== 'compare') this.addTable(points, rule)
    else if (sets.includes(null)) {
      if (match === null) return false
      this.every.push(entry)
    } else for (const set of sets) if (set !== null) this.entries.put(set, entry)
    return true
  }

  entriesOf(item: string): readonly Entry[] {
    const found = [...this.every]
    for (const entry of this.entries.of(item)) found.push(entry)
    for (const points of this.tables.of(item)) {
      for (const rule of this.rulesOf.get(points) ?? []) addTableEntries(found, rule, points, item)
    }
    if (found.length < 2) return found.length === 0 ? noEntries : found
    return [...new Set(found)]
  }

  private addTable(points: Points, rule: CompiledRule): void {
    const known = this.rulesOf.get(points)
    if (known !== undefined) {
      known.push(rule)
      return
    }
    this.rulesOf.set(points, [rule])
    this.tables.put(
      points.key === 'code' ? { codes: points.keys, prefixes: [] } : { codes: [], prefixes: points.keys },
      points,
    )
  }
}

function addTableEntries(found: Entry[], rule: CompiledRule, points: Points, item: string): void {
  const { does } = rule
  if (does.kind !== 'match') found.push({ rule, match: null, point: null })
  else for (const point of points.of(item)) found.push({ rule, match: does, point })
}

/** Things by the codes, and the beginnings of codes, that they are about. */
class CodeIndex<Of> {
  private readonly byCode = new Map<string, Of[]>()
  private readonly byPrefix = new Map<string, Of[]>()
  private readonly lengths = new Set<number>()

  put({ codes, prefixes }: ItemSet, thing: Of): void {
    for (const code of codes) push(this.byCode, code, thing)
    for (const prefix of prefixes) {
      push(this.byPrefix, prefix, thing)
      this.lengths.add(prefix.length)
    }
  }

  /** Once each, also when several beginnings fit. */
  of(code: string): Iterable<Of> {
    const whole = this.byCode.get(code)
    if (this.lengths.size === 0 && (whole === undefined || whole.length === 1)) return whole ?? nothing
    const found = new Set(whole)
    for (const length of this.lengths) {
      if (length > code.length) continue
      for (const thing of this.byPrefix.get(code.slice(0, length)) ?? []) found.add(thing)
    }
    return found
  }
}

function push<Of>(lists: Map<string, Of[]>, key: string, thing: Of): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [thing])
  else list.push(thing)
}

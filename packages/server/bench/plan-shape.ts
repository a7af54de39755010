/** A node of `explain (analyze, buffers, format json)`, as far as it is looked at. */
export interface PlanNode {
  readonly 'Node Type': string
  readonly Operation?: string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'CTE Name'?: string
  readonly 'Subplan Name'?: string
  readonly 'Shared Hit Blocks'?: number
  readonly 'Shared Read Blocks'?: number
  readonly Plans?: readonly PlanNode[]
}

/** The months of a table are one table, however many there are. */
const withoutMonth = (name: string): string => name.replace(/_(?:\d{4}_\d{2}|other)/, '_<month>')

function labelOf(node: PlanNode): string {
  const index = node['Index Name']
  const relation = node['Relation Name']
  const place =
    index !== undefined ? ` ${withoutMonth(index)}` : relation !== undefined ? ` ${withoutMonth(relation)}` : ''
  return `${node.Operation ?? node['Node Type']}${place}`
}

/** Types of nodes and names of indexes, from the outside inwards; nodes that differ in the month only stand once. */
export function shapeOf(node: PlanNode): string {
  const inner = [...new Set((node.Plans ?? []).map(shapeOf))]
  return inner.length === 0 ? labelOf(node) : `${labelOf(node)}(${inner.join(', ')})`
}

/** How a shape comes to its rows: every scan of a table or an index in it, once. */
export function scansOf(shape: string): readonly string[] {
  return [
    ...new Set(shape.match(/(?:Index|Index Only|Bitmap Index|Bitmap Heap|Seq|Function|CTE) Scan \w[\w<>]*/g)),
  ].sort()
}

/** The nodes of a shape, each once. */
export function nodesOf(shape: string): ReadonlySet<string> {
  return new Set(shape.split(/[(),]+ ?/).filter((node) => node !== ''))
}

const ownBuffers = (node: PlanNode): number => (node['Shared Hit Blocks'] ?? 0) + (node['Shared Read Blocks'] ?? 0)

function walk(node: PlanNode, visit: (node: PlanNode) => void): void {
  visit(node)
  for (const inner of node.Plans ?? []) walk(inner, visit)
}

/**
 * Pages of the shared buffers that a statement touched. A node counts what its inner nodes touch; only a data-changing
 * part of `with` that nobody reads runs after the rest and is counted nowhere else.
 */
export function buffersOf(root: PlanNode): number {
  const read = new Set<string>()
  walk(root, (node) => {
    if (node['CTE Name'] !== undefined) read.add(`CTE ${node['CTE Name']}`)
  })
  let sum = ownBuffers(root)
  walk(root, (node) => {
    const name = node['Subplan Name']
    if (name?.startsWith('CTE ') === true && !read.has(name) && node['Node Type'] === 'ModifyTable')
      sum += ownBuffers(node)
  })
  return sum
}

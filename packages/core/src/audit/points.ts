import type { KnowledgePoint, KnowledgeTable } from './types.ts'

/** A knowledge table as rules ask it. */
export interface Points {
  readonly table: string
  /** The points about a code: of a table of pairs, those of which it is the first. */
  readonly of: (code: string) => readonly KnowledgePoint[]
  /** The pairs of which it is the second. */
  readonly ofSecond: (code: string) => readonly KnowledgePoint[]
  /** The codes that stand first in a pair with this second. */
  readonly firstsOf: (code: string) => readonly string[]
  readonly isPairs: boolean
  readonly key: KnowledgeTable['key']
  /** All codes or beginnings that it knows, the second ones of pairs too. */
  readonly keys: readonly string[]
}

const none: readonly never[] = []

/** A rule that names a table which the release does not have finds no point, and hits nothing. */
export const noPoints: Points = {
  table: '',
  of: () => none,
  ofSecond: () => none,
  firstsOf: () => none,
  isPairs: false,
  key: 'code',
  keys: none,
}

export function pointsOf({ table, points, key, pairs }: KnowledgeTable): Points {
  const bySecond = new Map<string, KnowledgePoint[]>()
  const firsts = new Map<string, string[]>()
  for (const [first, about] of pairs ? points : []) {
    for (const point of about) {
      const { second } = point.values
      if (typeof second !== 'string') continue
      push(bySecond, second, point)
      push(firsts, second, first)
    }
  }
  return {
    table,
    of: lookup(points, key),
    ofSecond: lookup(bySecond, key),
    firstsOf: lookup(firsts, key),
    isPairs: pairs,
    key,
    keys: [...new Set([...points.keys(), ...bySecond.keys()])],
  }
}

function push<Of>(lists: Map<string, Of[]>, key: string, thing: Of): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [thing])
  else list.push(thing)
}

function lookup<Of>(
  lists: ReadonlyMap<string, readonly Of[]>,
  key: KnowledgeTable['key'],
): (code: string) => readonly Of[] {
  if (key === 'code') return (code) => lists.get(code) ?? none
  const lengths = [...new Set([...lists.keys()].map(({ length }) => length))].sort((a, b) => a - b)
  return (code) => {
    const found = lengths.flatMap((length) =>
      length > code.length ? none : (lists.get(code.slice(0, length)) ?? none),
    )
    return found.length === 0 ? none : found
  }
}

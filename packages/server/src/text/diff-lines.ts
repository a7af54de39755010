/** A line that only one side has. */
export interface LineChange {
  readonly side: 'left' | 'right'
  readonly line: string
}

/** For each pair of beginnings, how many lines the rests have in common, in order. */
function commonRests(left: readonly string[], right: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0))
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      const [row = [], below = []] = [table[i], table[i + 1]]
      row[j] = left[i] === right[j] ? 1 + (below[j + 1] ?? 0) : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return table
}

/** The lines that two texts do not have in common, in their order; those that are gone before those that came. */
export function diffLines(left: readonly string[], right: readonly string[]): readonly LineChange[] {
  const rests = commonRests(left, right)
  const changes: LineChange[] = []
  let [i, j] = [0, 0]
  while (i < left.length || j < right.length) {
    const [gone, came] = [left[i], right[j]]
    if (gone !== undefined && gone === came) {
      i += 1
      j += 1
    } else if (gone !== undefined && (came === undefined || (rests[i + 1]?.[j] ?? 0) >= (rests[i]?.[j + 1] ?? 0))) {
      changes.push({ side: 'left', line: gone })
      i += 1
    } else if (came !== undefined) {
      changes.push({ side: 'right', line: came })
      j += 1
    }
  }
  return changes
}

import { mayReach, type Reach } from '@yibao/core/office'
import type { Belongs, Page } from './rest-ports.ts'

/** Who asks, how far he reaches, and where it is written down that he asked for what lies beyond. */
export interface Asker {
  readonly reach: Reach
  readonly beyondReach: (target: string) => Promise<void>
}

/**
 * What was found, if it lies within reach. What does not is as good as missing for the asker, and the try is written down.
 *
 * @param target what was asked for, for the log
 */
export async function withinReach<Found extends Belongs>(
  asker: Asker,
  target: string,
  found: Found | null,
): Promise<Found | null> {
  if (found === null || mayReach(asker.reach, found)) return found
  await asker.beyondReach(target)
  return null
}

/** Cuts a page out of rows of which one more than the page was read. */
export function pageOf<Row, Key>(found: readonly Row[], limit: number, keyOf: (row: Row) => Key): Page<Row, Key> {
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { rows, next: found.length > limit && last !== undefined ? keyOf(last) : null }
}

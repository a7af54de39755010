import { drawsFrom } from './evaluate-random.ts'

/**
 * Deals rows into folds, the flagged and the others each evenly.
 *
 * @returns for each row its fold, from 0
 */
export function stratifiedFolds(flagged: readonly boolean[], folds: number, seed: number): readonly number[] {
  const draws = drawsFrom(seed)
  const found = flagged.map(() => 0)
  for (const kind of [true, false]) {
    const rows = flagged.flatMap((one, row) => (one === kind ? [row] : []))
    for (const [place, row] of draws.some(rows, rows.length).entries()) found[row] = place % folds
  }
  return found
}

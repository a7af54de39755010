/** Sums of whole amounts that stay exact however many there are: a number while it is safe, the rest beside it. */
export interface ExactSums {
  readonly add: (cell: number, amount: number) => void
  readonly of: (cell: number) => bigint
}

/** Half of the safe integers: a sum below it and a safe amount of that size still make a safe integer. */
const spill = 2 ** 52

/** @param cells how many sums are kept */
export function exactSums(cells: number): ExactSums {
  const low = new Float64Array(cells)
  const high = new Map<number, bigint>()
  return {
    add: (cell, amount) => {
      if (amount >= spill) {
        high.set(cell, (high.get(cell) ?? 0n) + BigInt(amount))
        return
      }
      const sum = (low[cell] ?? 0) + amount
      if (sum < spill) low[cell] = sum
      else {
        low[cell] = 0
        high.set(cell, (high.get(cell) ?? 0n) + BigInt(sum))
      }
    },
    of: (cell) => BigInt(low[cell] ?? 0) + (high.get(cell) ?? 0n),
  }
}

/** The largest whole number whose square is not greater; of zero or more. */
export function wholeRoot(value: bigint): bigint {
  if (value < 2n) return value
  let guess = 1n << BigInt((value.toString(2).length + 1) >> 1)
  for (;;) {
    const next = (guess + value / guess) >> 1n
    if (next >= guess) return guess
    guess = next
  }
}

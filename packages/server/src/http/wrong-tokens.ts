/** So many wrong tokens of one address within a minute are a guesser's. */
const mostWrong = 10
const windowMs = 60_000
/** Addresses remembered at once; whoever comes from more is let off his count. */
const mostAddresses = 10_000

interface Count {
  readonly since: number
  readonly times: number
}

/** Counts wrong tokens by address, so that guessing is slow and costs the database nothing. */
export function wrongTokens(milliseconds: () => number) {
  const counts = new Map<string, Count>()
  const current = (address: string): Count | null => {
    const count = counts.get(address)
    return count === undefined || milliseconds() - count.since >= windowMs ? null : count
  }
  return {
    tooMany: (address: string): boolean => (current(address)?.times ?? 0) >= mostWrong,
    note(address: string): void {
      const count = current(address)
      if (count === null && counts.size >= mostAddresses) counts.clear()
      counts.set(address, { since: count?.since ?? milliseconds(), times: (count?.times ?? 0) + 1 })
    },
  }
}

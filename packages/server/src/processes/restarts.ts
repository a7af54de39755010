/** How one run of a worker went. */
export interface Run {
  /** Whether it came to answer. */
  readonly listened: boolean
  readonly lastedMs: number
}

const firstPauseMs = 100
const longestPauseMs = 10_000
/** A worker that ran this long was well: the next end is a first one again. */
const wellAfterMs = 60_000
const startsTried = 8

/**
 * How long to wait before a worker is started again after a run: twice as long each time, at most ten seconds.
 *
 * @returns what to ask after each run; null says that starting again is of no use: it did not come to answer eight times
 *   in a row
 */
export function restarts(): (run: Run) => number | null {
  let pauseMs = firstPauseMs
  let vain = 0
  return ({ listened, lastedMs }) => {
    vain = listened ? 0 : vain + 1
    if (vain >= startsTried) return null
    const now = listened && lastedMs >= wellAfterMs ? firstPauseMs : pauseMs
    pauseMs = Math.min(2 * now, longestPauseMs)
    return now
  }
}

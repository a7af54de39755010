/** One piece of work after the other. */
export interface Turns {
  /** @returns `busy`, without doing anything, when too many wait already */
  take<T>(work: () => Promise<T>): Promise<T | 'busy'>
}

/** Lets work that reads much be done one by one; `most` wait or work at a time. */
export function openTurns(most: number): Turns {
  let last: Promise<unknown> = Promise.resolve()
  let count = 0
  return {
    async take(work) {
      if (count >= most) return 'busy'
      count += 1
      const own = last.then(work, work)
      last = own
      try {
        return await own
      } finally {
        count -= 1
      }
    },
  }
}

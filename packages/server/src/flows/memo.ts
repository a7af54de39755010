/** Keeps answers for a while, so that many who ask the same cost one question. */
export interface Memo {
  /** The answer that is there, or comes already; else the one that `make` gives. What fails is not kept. */
  of<T>(key: string, keepMs: number, make: () => Promise<T>): Promise<T>
}

interface Kept {
  readonly until: number
  readonly answer: Promise<unknown>
}

/**
 * @param milliseconds a clock that never goes back
 * @param most answers at once; the oldest go first
 */
export function openMemo(milliseconds: () => number, most = 500): Memo {
  const kept = new Map<string, Kept>()
  return {
    of<T>(key: string, keepMs: number, make: () => Promise<T>): Promise<T> {
      const known = kept.get(key)
      // A key names one kind of question, so its answer has one type.
      if (known !== undefined && milliseconds() < known.until) return known.answer as Promise<T>
      const answer = make()
      kept.delete(key)
      kept.set(key, { until: milliseconds() + keepMs, answer })
      for (const oldest of kept.keys()) {
        if (kept.size <= most) break
        kept.delete(oldest)
      }
      answer.catch(() => {
        if (kept.get(key)?.answer === answer) kept.delete(key)
      })
      return answer
    },
  }
}

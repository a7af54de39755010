/** One kind of refusal, and how often it came. */
type Write<Facts> = (facts: Facts & { readonly times: number }) => void

/** How long a kind that was written is only counted. */
const quietMs = 10_000

/** A timer that does not keep the process alive. */
const byTimer = (work: () => void): void => void setTimeout(work, quietMs).unref()

/**
 * Writes the first of each kind at once and the others as one line with their number, every ten seconds: a flood of
 * refusals is a few lines. Kinds are codes of ours, so there are not many.
 *
 * @param later runs the work ten seconds from now
 */
export function sampled<Facts extends object>(
  write: Write<Facts>,
  later: (work: () => void) => void = byTimer,
): { note(kind: string, facts: Facts): void; flush(): void } {
  const counted = new Map<string, { readonly facts: Facts; times: number }>()
  const flush = (): void => {
    for (const { facts, times } of counted.values()) if (times > 0) write({ ...facts, times })
    counted.clear()
  }
  return {
    note(kind, facts) {
      const known = counted.get(kind)
      if (known !== undefined) {
        known.times += 1
        return
      }
      if (counted.size === 0) later(flush)
      counted.set(kind, { facts, times: 0 })
      write({ ...facts, times: 1 })
    },
    flush,
  }
}

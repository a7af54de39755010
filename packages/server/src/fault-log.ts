/** Writes faults without drowning the log when every message meets the same one. */
export interface FaultLog {
  report(reference: string, fault: unknown): void
  /** Says at once how many faults were only counted; nothing when there was none. */
  flush(): void
}

/** How long a fault that was written is only counted when it comes again. */
const quietMs = 10_000

/** So many references of counted faults are named. */
const referencesShown = 5

const stackOf = (fault: unknown): string =>
  fault instanceof Error ? (fault.stack ?? `${fault.name}: ${fault.message}`) : String(fault)

/**
 * What tells faults apart: the words and the innermost frames. The outer frames only name the messages that met it.
 */
const kindOf = (stack: string): string => stack.split('\n', 5).join('\n')

/** A timer that does not keep the process alive. */
const byTimer = (work: () => void): void => void setTimeout(work, quietMs).unref()

/**
 * Every distinct fault is written with its stack once in ten seconds; the others are counted in one line.
 *
 * @param later runs the work ten seconds from now
 */
export function faultLog(log: (line: string) => void, later: (work: () => void) => void = byTimer): FaultLog {
  const written = new Set<string>()
  let counted: string[] = []

  const flush = (): void => {
    if (counted.length === 0) return
    const more = counted.length > referencesShown ? ' …' : ''
    const references = counted.slice(0, referencesShown).join(' ')
    log(`相同错误另有 ${counted.length} 次 the same faults ${counted.length} more times: ${references}${more}`)
    counted = []
  }
  return {
    report(reference, fault) {
      const stack = stackOf(fault)
      const kind = kindOf(stack)
      if (written.has(kind)) {
        counted.push(reference)
        return
      }
      if (written.size === 0) {
        later(() => {
          written.clear()
          flush()
        })
      }
      written.add(kind)
      log(`内部错误 fault ${reference}: ${stack}`)
    },
    flush,
  }
}

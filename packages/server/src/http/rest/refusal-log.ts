import type { Operation, OperationLog } from '../../flows/operation-log.ts'

interface RefusalLogOptions {
  readonly log: OperationLog
  /** Hears of counts that could not be written down; nobody waits for them. */
  readonly reportFault: (fault: unknown) => void
  readonly windowMs?: number
}

/** A log that a session cannot fill by being refused. */
export interface RefusalLog extends OperationLog {
  /** Writes down what has been counted only. */
  close(): Promise<void>
}

/** Refusals of one session, action and reason within a minute. */
interface Window {
  written: number
  /** Those that have no row of their own. */
  counted: number
  last: Operation | null
  readonly timer: NodeJS.Timeout
}

const minuteMs = 60_000

/**
 * Rows in a minute. A refusal that names nobody says the same each time; of those that name a person or an account
 * as many stand in full as one who works by hand could ask for.
 */
const atMost = ({ target }: Operation): number => (target === null ? 1 : 20)

/**
 * Bounds the rows that refusals of one session, action and reason make in a minute. What goes beyond is counted: at the
 * end of the minute the last of them is written, with the number of the others as `details.suppressed`, and the next minute
 * begins with that row. Everything else, and refusals of nobody's session, pass as they are: who signs in wrong is
 * bounded by the lock of his address, and his tries are counted in the log.
 */
export function refusalLog({ log, reportFault, windowMs = minuteMs }: RefusalLogOptions): RefusalLog {
  const windows = new Map<string, Window>()

  const suppress = (window: Window, operation: Operation): void => {
    window.counted += 1
    window.last = operation
  }
  const write = async (window: Window, operation: Operation): Promise<void> => {
    window.written += 1
    try {
      await log.note(operation)
    } catch (fault) {
      suppress(window, operation)
      throw fault
    }
  }
  /** The row that tells of a window's counted ones; null when there are none. */
  const rest = ({ counted, last }: Window): Operation | null => {
    if (last === null) return null
    return counted === 1 ? last : { ...last, details: { ...last.details, suppressed: counted - 1 } }
  }
  const begin = (key: string): Window => {
    const timer = setTimeout(() => end(key), windowMs).unref()
    const window: Window = { written: 0, counted: 0, last: null, timer }
    windows.set(key, window)
    return window
  }
  const end = (key: string): void => {
    const window = windows.get(key)
    windows.delete(key)
    const row = window === undefined ? null : rest(window)
    if (row !== null) log.note(row).catch(reportFault)
    if (row !== null) begin(key).written = atMost(row)
  }

  return {
    async note(operation) {
      const { outcome, sessionId, action, reason } = operation
      if (outcome !== 'refused' || sessionId === null) return log.note(operation)
      const key = `${sessionId} ${action} ${reason}`
      const window = windows.get(key) ?? begin(key)
      return window.written < atMost(operation) ? write(window, operation) : suppress(window, operation)
    },
    find: (filter, after, limit) => log.find(filter, after, limit),
    async close() {
      const open = [...windows.values()]
      windows.clear()
      for (const { timer } of open) clearTimeout(timer)
      for (const row of open.map(rest)) if (row !== null) await log.note(row).catch(reportFault)
    },
  }
}

import { mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { type DestinationStream, destination, type LoggerOptions, pino } from 'pino'

/** Writes lines of JSON; what is in them is the caller's care. */
export interface Log {
  line(kind: string, facts: object): void
  /** Writes what still waits, then ends. */
  close(): Promise<void>
}

/** For a centre that nobody reads the lines of. */
export const silentLog: Log = { line: () => undefined, close: async () => undefined }

/** So many bytes may wait for a slow disk; what comes then is lost rather than kept in memory. */
const waitingAtMost = 16_000_000

/** Who reads the file may read who was settled where, so not everybody may. */
const fileMode = 0o640

const options = (worker: number, time: () => string): LoggerOptions => ({
  base: { worker },
  timestamp: () => `,"time":"${time()}"`,
  formatters: { level: (level) => ({ level }) },
})

/** A log on any stream; it is the stream's owner who ends it. */
export function logOn(stream: DestinationStream, worker: number, time: () => string): Pick<Log, 'line'> {
  const logger = pino(options(worker, time), stream)
  return { line: (kind, facts) => logger.info({ kind, ...facts }) }
}

interface LogOptions {
  /** A file to write on to; null for standard error. */
  readonly file: string | null
  /** Which of the processes writes. */
  readonly worker: number
  /** The machine's time as ISO text with zone. */
  readonly time: () => string
  /** Hears once when lines cannot be written. */
  readonly complain: (line: string) => void
}

function openFile(file: string): number {
  try {
    mkdirSync(dirname(file), { recursive: true })
    return openSync(file, 'a', fileMode)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`日志文件无法打开，请换一个 the log file cannot be opened, choose another: ${reason}`, { cause })
  }
}

/**
 * Opens the log; writing never waits, so a slow disk delays no message.
 *
 * @throws Error with the cure when the file cannot be opened
 */
export function openLog({ file, worker, time, complain }: LogOptions): Log {
  const stream = destination({
    dest: file === null ? 2 : openFile(file),
    sync: false,
    maxLength: waitingAtMost,
  })
  let lossy = false
  const lost = (reason: string): void => {
    if (lossy) return
    lossy = true
    complain(`日志无法写入，之后的行丢失 the log cannot be written, lines are lost: ${reason}`)
  }
  stream.on('error', (error: Error) => lost(error.message))
  stream.on('drop', () => lost('too slow'))
  return {
    ...logOn(stream, worker, time),
    async close() {
      // What is lost is lost: a stream that failed may never say that it is closed.
      if (lossy) return stream.destroy()
      await new Promise<void>((resolve) => {
        stream.once('close', resolve)
        stream.once('error', () => resolve())
        stream.end()
      })
    },
  }
}

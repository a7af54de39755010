import { Socket } from 'node:net'
import pg from 'pg'
import { errorCode, errorText } from './database-error.ts'

/** Why the database cannot be worked with. */
export type Absence = 'unreachable' | 'silent' | 'standby' | 'full'

export interface DatabaseWatch {
  /** Null while the database can be worked with. */
  readonly absence: Absence | null
  /** Whether its last answer came within a second. */
  readonly prompt: boolean
  /** As it names itself, `18.4`; '' until it answered once. */
  readonly version: string
  /** Hears of an error that came of working with it, and draws its conclusion. */
  suspect(error: unknown): void
  close(): void
}

interface WatchOptions {
  readonly url: string
  /** Receives a line when the database goes away and when it is back. */
  readonly log: (line: string) => void
  /** From one question to the next. */
  readonly everyMs?: number
  /** An answer that takes longer is none: whoever works with the database is held up. */
  readonly patienceMs?: number
}

/** Whether it answers at all, and whether it may be written to. */
const question = `select current_setting('server_version') as version, pg_is_in_recovery() as standby`

interface Facts {
  readonly version: string
  readonly standby: boolean
}

/** An answer later than this is too late for a load balancer. */
const promptMs = 1_000

/** A full disk is believed for as long: asking tells nothing, only work that succeeds does. */
const fullMs = 10_000

const words: Readonly<Record<Absence, string>> = {
  unreachable: '数据库连接不上 the database cannot be reached',
  silent: '数据库没有响应 the database does not answer',
  standby: '数据库是备库，不能写入 the database is a standby and cannot be written to',
  full: '数据库空间不足 the database has no room left',
}

/** What the server says when it starts, stops or takes nobody in. */
const refusing = /^(57P0[1-4]|53300|08...)$/
/** What the system says when there is nobody at that address. */
const nobodyThere: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
])
/** Disk full, out of memory, and an input or output error: what PostgreSQL cannot go on with. */
const exhausted: ReadonlySet<string> = new Set(['53100', '53200', '58030'])

/**
 * Asks the database every second over a connection of its own whether it is there, so that nobody has to find out by
 * waiting: while it is away, whoever needs it is told at once, and this one question is all that it is asked.
 *
 * @returns once the first question is answered, or was asked in vain
 */
export async function watchDatabase(options: WatchOptions): Promise<DatabaseWatch> {
  const { url, log, everyMs = 1_000, patienceMs = 5_000 } = options
  let absence: Exclude<Absence, 'full'> | null = null
  let fullUntil = 0
  let version = ''
  let client: pg.Client | null = null
  let socket = new Socket()
  let askedAt: number | null = null
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const away = (next: Exclude<Absence, 'full'>, reason: string): void => {
    if (absence === next || closed) return
    absence = next
    log(`${words[next]}: ${reason}`)
  }
  const back = (): void => {
    if (absence === null) return
    absence = null
    log('数据库已恢复 the database is back')
  }
  const drop = (): void => {
    client = null
    // Nobody waits for a server that may be frozen to say good-bye.
    socket.destroy()
  }
  const connected = async (): Promise<pg.Client> => {
    if (client !== null) return client
    const wire = new Socket()
    const fresh = new pg.Client({ connectionString: url, application_name: 'yibao watch', stream: () => wire })
    client = fresh
    socket = wire
    // It broke between two questions: what that means is found out by the next one, now.
    fresh.on('error', () => {
      if (client !== fresh) return
      drop()
      ask()
    })
    await fresh.connect()
    return fresh
  }
  const answerOf = async (): Promise<Facts | undefined> => (await (await connected()).query<Facts>(question)).rows[0]

  const ask = (first: () => void = () => undefined): void => {
    if (askedAt !== null || closed) return
    clearTimeout(timer)
    const asked = performance.now()
    askedAt = asked
    let waiting = true
    const done = (): boolean => {
      if (!waiting) return false
      waiting = false
      clearTimeout(patience)
      askedAt = null
      if (!closed) timer = setTimeout(() => ask(), Math.max(0, everyMs - (performance.now() - asked))).unref()
      setImmediate(first)
      return true
    }
    const giveUp = (): void => {
      if (!done()) return
      drop()
      away('silent', `${patienceMs} ms`)
    }
    // When it was this process that stood still, the answer lies here already: it is read before the verdict.
    const patience = setTimeout(() => setTimeout(giveUp, 100), patienceMs)
    answerOf().then(
      (facts) => {
        if (!done() || facts === undefined) return
        version = facts.version
        if (facts.standby) away('standby', version)
        else back()
      },
      (error: unknown) => {
        if (!done()) return
        drop()
        away('unreachable', errorText(error))
      },
    )
  }
  await new Promise<void>((resolve) => ask(resolve))

  return {
    get absence() {
      return absence ?? (performance.now() < fullUntil ? 'full' : null)
    },
    get prompt() {
      return askedAt === null || performance.now() - askedAt < promptMs
    },
    get version() {
      return version
    },
    suspect(error) {
      const code = errorCode(error)
      if (nobodyThere.has(code) || refusing.test(code)) {
        away('unreachable', errorText(error))
        ask()
      } else if (code === '25006') {
        away('standby', errorText(error))
        ask()
      } else if (exhausted.has(code)) {
        if (performance.now() >= fullUntil) log(`${words.full}: ${errorText(error)}`)
        fullUntil = performance.now() + fullMs
      }
    },
    close() {
      closed = true
      clearTimeout(timer)
      drop()
    },
  }
}

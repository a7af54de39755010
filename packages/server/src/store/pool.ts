import pg from 'pg'
import { Unavailable } from '../flows/unavailable.ts'
import type { DatabaseWatch } from './database-watch.ts'

/** How long somebody waits, in milliseconds. */
export interface Patience {
  /** For a connection; then nothing was begun. */
  readonly connectionMs: number
  /** For one statement; then nobody knows what became of it. */
  readonly statementMs: number
}

export interface PoolOptions {
  readonly url: string
  /** At most this many connections; 8 unless told. */
  readonly maxConnections?: number | undefined
  /** PostgreSQL itself refuses every change. */
  readonly readOnly?: boolean | undefined
  /** For whoever answers others who wait; without it a statement may take as long as it likes. */
  readonly patience?: Patience | undefined
  /**
   * For the messages of institutions. Their statements are large and always take the same road through the indexes: to plan
   * them anew for every call costs more than to carry them out, so plans are made once; and no table is read whole, for a
   * plan made while a table was still empty would go on reading it.
   */
  readonly serving?: boolean | undefined
  readonly log: (line: string) => void
}

/** text[], which the driver's own list of types leaves out. */
const TEXT_ARRAY: number = 1009

/** Rows that somebody holds for long must not hold all connections. Decisions pass a person over who is held. */
const lockTimeoutMs = 1_000

/** After it a connection is closed as soon as it rests. */
const maxLifetimeSeconds = 1_800

const OID = {
  bigint: 20,
  date: 1082,
  timestamp: 1114,
  numeric: 1700,
  bigintArray: 1016,
  timestampArray: 1115,
  dateArray: 1182,
  numericArray: 1231,
} as const

/**
 * A pool whose rows carry what the core works with: bigint as a safe integer; date, timestamp and numeric as text,
 * so that no JavaScript Date or float comes near them. The parsers belong to this pool, not to the whole process.
 */
export function createPool(options: PoolOptions): pg.Pool {
  const { address, given } = withoutOptions(options.url)
  const { patience } = options
  const readOnly = options.readOnly === true ? ' -c default_transaction_read_only=on' : ''
  // The server gives up what nobody waits for any more.
  const statements = patience === undefined ? '' : ` -c statement_timeout=${patience.statementMs}`
  const planning = options.serving === true ? ' -c plan_cache_mode=force_generic_plan -c enable_seqscan=off' : ''
  const pool = new pg.Pool({
    connectionString: address,
    max: options.maxConnections ?? 8,
    types: rowTypes(),
    application_name: 'yibao',
    options: `${given} -c jit=off${planning} -c timezone=Asia/Shanghai -c lock_timeout=${lockTimeoutMs}${statements}${readOnly}`,
    connectionTimeoutMillis: patience?.connectionMs ?? 30_000,
    ...(patience === undefined ? {} : { query_timeout: patience.statementMs }),
    keepAlive: true,
    // `queryGrowing` prepares its statements anew now and then, each about a megabyte of the server's memory; what was
    // prepared before goes with its connection.
    maxLifetimeSeconds,
  })
  // A resting connection breaks when the server stops; the next query opens another or fails with its own error.
  pool.on('error', (error) => {
    if (!pool.ending) options.log(`数据库连接中断 a database connection broke: ${error.message}`)
  })
  return pool
}

type Connected = (error: Error | undefined, client: pg.PoolClient | undefined, release: () => void) => void

/**
 * Makes a pool say at once that the database is away when the watch knows it, and say it in the word that the flows
 * have for it whenever no connection can be had: then nothing was begun.
 *
 * @returns takes the guard off again
 */
export function guardPool(pool: pg.Pool, watch: Pick<DatabaseWatch, 'absence' | 'suspect'>): () => void {
  const connect = pool.connect.bind(pool)
  const unavailable = (cause: unknown): Unavailable => {
    watch.suspect(cause)
    return new Unavailable('no connection to the database', { cause })
  }
  const known = (): Unavailable | null => {
    const { absence } = watch
    // Whether there is room again only work can tell.
    return absence === null || absence === 'full' ? null : new Unavailable(`the database is away: ${absence}`)
  }
  const guarded = (connected?: Connected): Promise<pg.PoolClient> | undefined => {
    const away = known()
    if (connected === undefined) {
      return away === null ? connect().catch((error) => Promise.reject(unavailable(error))) : Promise.reject(away)
    }
    if (away !== null) {
      process.nextTick(connected, away, undefined, () => undefined)
      return
    }
    connect((error, client, release) => connected(error === undefined ? error : unavailable(error), client, release))
    return
  }
  pool.connect = guarded as typeof pool.connect
  return () => {
    pool.connect = connect
  }
}

/** Takes the address's own server settings out of it: the driver would put them in the place of ours. */
function withoutOptions(url: string): { readonly address: string; readonly given: string } {
  const parsed = URL.canParse(url) ? new URL(url) : null
  const given = parsed?.searchParams.get('options') ?? null
  if (parsed === null || given === null) return { address: url, given: '' }
  parsed.searchParams.delete('options')
  return { address: parsed.href, given }
}

function rowTypes(): pg.TypeOverrides {
  const types = new pg.TypeOverrides()
  const asText = (text: string) => text
  for (const oid of [OID.date, OID.timestamp, OID.numeric]) types.setTypeParser(oid, asText)
  types.setTypeParser(OID.bigint, parseSafeInteger)
  const textArray: (text: string) => NestedText = pg.types.getTypeParser(TEXT_ARRAY, 'text')
  for (const oid of [OID.dateArray, OID.timestampArray, OID.numericArray]) types.setTypeParser(oid, textArray)
  types.setTypeParser(OID.bigintArray, (text) => parseNested(textArray(text)))
  return types
}

type NestedText = readonly (string | null | NestedText)[]
type NestedNumber = readonly (number | null | NestedNumber)[]

function parseNested(items: NestedText): NestedNumber {
  return items.map((item) => {
    if (item === null) return null
    return typeof item === 'string' ? parseSafeInteger(item) : parseNested(item)
  })
}

function parseSafeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is beyond the safe integers`)
  return value
}

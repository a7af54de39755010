import pg from 'pg'

export interface PoolOptions {
  readonly url: string
  /** At most this many connections; 8 unless told. */
  readonly maxConnections?: number | undefined
  /** PostgreSQL itself refuses every change. */
  readonly readOnly?: boolean | undefined
  readonly log: (line: string) => void
}

/** text[], which the driver's own list of types leaves out. */
const TEXT_ARRAY: number = 1009

/** One locked person must not hold all connections: whoever waits longer is told that the person is busy. */
const lockTimeoutMs = 1_000

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
  const readOnly = options.readOnly === true ? ' -c default_transaction_read_only=on' : ''
  const pool = new pg.Pool({
    connectionString: address,
    max: options.maxConnections ?? 8,
    types: rowTypes(),
    application_name: 'yibao',
    options: `${given} -c timezone=Asia/Shanghai -c lock_timeout=${lockTimeoutMs}${readOnly}`,
    connectionTimeoutMillis: 30_000,
    keepAlive: true,
  })
  // A resting connection breaks when the server stops; the next query opens another or fails with its own error.
  pool.on('error', (error) => {
    if (!pool.ending) options.log(`数据库连接中断 a database connection broke: ${error.message}`)
  })
  return pool
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

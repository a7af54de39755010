import type { LocalDateTime } from '@yibao/core/kernel'
import { DatabaseError } from './database-error.ts'
import { type Queryable, query } from './sql.ts'

/** What a database is for, once and for good. */
export type Purpose = 'real' | 'sandbox'

/** Whoever used a database before it was marked had real data. */
const readState = `
select (select purpose from database_purpose) as marked,
  exists (select from insured) or exists (select from provider) or exists (select from settlement)
    or exists (select from message) or exists (select from catalog_item) as used`

const mark = `
insert into database_purpose (purpose, decided_at) values ($1, $2) on conflict (only_row) do nothing returning purpose`

interface PurposeState {
  readonly marked: Purpose | null
  readonly used: boolean
}

async function stateOf(on: Queryable): Promise<PurposeState> {
  const [state] = await query<PurposeState>(on, 'database-purpose', readState)
  return state ?? { marked: null, used: false }
}

/** What the database is for; null when nobody has used it yet. */
export async function purposeOf(on: Queryable): Promise<Purpose | null> {
  const { marked, used } = await stateOf(on)
  return marked ?? (used ? 'real' : null)
}

/** Decides what the database is for. @returns false when that was decided before, whatever it was */
export async function markPurpose(on: Queryable, purpose: Purpose, at: LocalDateTime): Promise<boolean> {
  return (await query(on, 'database-purpose-mark', mark, [purpose, at])).length === 1
}

export interface PurposeDemand {
  readonly purpose: Purpose
  readonly at: LocalDateTime
  /** Nothing may be written: an unmarked database stays unmarked. */
  readonly readOnly: boolean
  /** Whether an unused database may become a sandbox now. */
  readonly founding: boolean
}

/**
 * Lets only those on who want what the database is for. An unused database is marked as real by the first who wants it
 * so; a sandbox is marked by the one who fills it.
 *
 * @throws DatabaseError with the cure
 */
export async function requirePurpose(on: Queryable, demand: PurposeDemand): Promise<void> {
  const { purpose: wanted, at, readOnly, founding } = demand
  const { marked } = await stateOf(on)
  if (marked === null && wanted === 'real' && !readOnly) await markPurpose(on, 'real', at)
  // Read after the mark: somebody else may have been first.
  const purpose = marked ?? (await purposeOf(on))
  if (purpose === wanted || (purpose === null && (wanted === 'real' || founding))) return
  if (purpose === null) {
    throw new DatabaseError(
      '这个数据库还不是沙箱 this database is no sandbox yet.',
      '请先运行一次 Start it once: ./yibao serve --sandbox',
    )
  }
  throw purpose === 'sandbox'
    ? new DatabaseError(
        '这是沙箱数据库，不能存真实数据 this database is a sandbox and takes no real data.',
        '请加 --sandbox，或用 --data-dir、--database-url 换一个 Add --sandbox, or name another database.',
      )
    : new DatabaseError(
        '这个数据库已用于真实数据，不能作沙箱 this database holds real data and cannot be a sandbox.',
        '请去掉 --sandbox，或用 --data-dir、--database-url 换一个 Leave out --sandbox, or name another database.',
      )
}

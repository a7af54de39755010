import type { LocalDateTime } from '../kernel/index.ts'

/** Digest of UTF-8 text, 64 lower-case hexadecimal digits. */
export type TextDigest = (text: string) => string

/** A row of the operation log as it is sealed: everything in it, its details as the database keeps their text. */
export interface SealedRow {
  readonly number: number
  readonly operationId: string
  readonly at: LocalDateTime
  readonly actor: string
  readonly action: string
  readonly target: string | null
  readonly outcome: string
  readonly reason: string | null
  readonly address: string | null
  readonly sessionId: string | null
  readonly details: string
}

/** Says of a block of rows what it was, and of all blocks before it. */
export interface Seal {
  /** From 1. */
  readonly number: number
  /** The rows behind this number … */
  readonly after: number
  /** … up to and including this one. Numbers that no row has were drawn by something that was rolled back. */
  readonly through: number
  readonly rows: number
  readonly rowsDigest: string
  /** The hash of the seal before it; `sealStart` in the first. */
  readonly previous: string
  readonly sealedAt: LocalDateTime
  readonly hash: string
}

/** What stands in the place of an earlier hash in the first seal. */
export const sealStart = '0'.repeat(64)

/** As many rows as one seal may hold: what was changed is found within so many. */
export const sealRows = 1_000

/** The digest of a block grows by a row; it begins with the hash of the seal before. */
export function digestWithRow(before: string, row: SealedRow, digest: TextDigest): string {
  const { number, operationId, at, actor, action, target, outcome, reason, address, sessionId, details } = row
  const told = [number, operationId, at, actor, action, target, outcome, reason, address, sessionId, details]
  return digest(`${before}\n${JSON.stringify(told)}`)
}

/** The hash of a seal: over the hash of the one before it, a line end, and what it says of its rows. */
export function sealHash(seal: Omit<Seal, 'hash'>, digest: TextDigest): string {
  const { number, after, through, rows, rowsDigest, previous, sealedAt } = seal
  return digest(`${previous}\n${JSON.stringify([number, after, through, rows, rowsDigest, sealedAt])}`)
}

/**
 * Seals rows behind the last seal.
 *
 * @param rows in the order of their numbers
 * @returns null without rows
 */
export function sealOf(
  last: Seal | null,
  rows: readonly SealedRow[],
  sealedAt: LocalDateTime,
  digest: TextDigest,
): Seal | null {
  const through = rows.at(-1)?.number
  if (through === undefined) return null
  const previous = last?.hash ?? sealStart
  const rowsDigest = rows.reduce((before, row) => digestWithRow(before, row, digest), previous)
  const after = last?.through ?? 0
  const seal = { number: (last?.number ?? 0) + 1, after, through, rows: rows.length, rowsDigest, previous, sealedAt }
  return { ...seal, hash: sealHash(seal, digest) }
}

/**
 * What is wrong with a seal: it is not the next one (`missing`), does not go on where the last one ended (`previous`), was changed itself
 * (`seal`), is not signed by the centre (`signature`), holds another number of rows (`row-count`), or other rows (`rows`). `cut`: a seal
 * that was kept outside the database is gone from it, or is another one there.
 */
export interface SealFault {
  readonly number: number
  readonly what: 'missing' | 'previous' | 'seal' | 'signature' | 'row-count' | 'rows' | 'cut'
  /** The rows that the seal is about: behind the first number, up to the second. */
  readonly after: number
  readonly through: number
  readonly expected: string
  readonly found: string
}

/** What is wrong with a seal beside its rows, held against the one before it; null when nothing is. */
export function sealFault(last: Seal | null, seal: Seal, digest: TextDigest): SealFault | null {
  const fault = (what: SealFault['what'], expected: string | number, found: string | number): SealFault => ({
    number: seal.number,
    what,
    after: seal.after,
    through: seal.through,
    expected: String(expected),
    found: String(found),
  })
  const next = (last?.number ?? 0) + 1
  if (seal.number !== next) return fault('missing', next, seal.number)
  if (seal.previous !== (last?.hash ?? sealStart)) return fault('previous', last?.hash ?? sealStart, seal.previous)
  if (seal.after !== (last?.through ?? 0)) return fault('previous', last?.through ?? 0, seal.after)
  const hash = sealHash(seal, digest)
  return hash === seal.hash ? null : fault('seal', seal.hash, hash)
}

/** A seal as it is kept outside the database, so that an end which was cut off is missed. */
export interface SealAnchor {
  readonly number: number
  readonly hash: string
}
